"""Reports that wait for a person to look before they go to their team."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "held_reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("held_for", sa.Text(), nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("filling", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("contact_kind", sa.Text(), nullable=False),
        sa.Column("contact_address", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("release_hash", sa.Text(), nullable=False),
        sa.Column("about_page", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("report_id", ID, nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'let_in', 'set_aside')", name=op.f("ck_held_reports_state")),
        sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name=op.f("ck_held_reports_decided")),
        sa.ForeignKeyConstraint(["release_hash"], ["releases.hash"], name=op.f("fk_held_reports_release_hash")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_held_reports_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_reports")),
        sa.UniqueConstraint("reference", name=op.f("uq_held_reports_reference")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_held_reports_submission_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_held_reports_state", "held_reports", ["state", "received_at"])
    op.create_table(
        "held_files",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("held_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["held_id"], ["held_reports.id"], name=op.f("fk_held_files_held_id")),
        sa.PrimaryKeyConstraint("id", "held_id", name=op.f("pk_held_files")),
    )
    op.create_index("ix_held_files_held_id", "held_files", ["held_id"])
