"""The huddle: points that stay until they were talked about, and the promises that came to count of late."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "huddle_points",
        sa.Column("id", ID, nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("report_id", ID, nullable=True),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("talked_by", sa.Text(), nullable=True),
        sa.Column("talked_at", INSTANT, nullable=True),
        sa.CheckConstraint("(talked_by IS NULL) = (talked_at IS NULL)", name=op.f("ck_huddle_points_talked_about")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_huddle_points")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_huddle_points_report_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_huddle_points_team", "huddle_points", ["team", "talked_at"])
    op.create_index("ix_huddle_points_report_id", "huddle_points", ["report_id"])
    op.create_index(
        "ix_clocks_counts_at",
        "clocks",
        ["counts_at"],
        sqlite_where=sa.text("counts_at IS NOT NULL"),
        postgresql_where=sa.text("counts_at IS NOT NULL"),
    )
