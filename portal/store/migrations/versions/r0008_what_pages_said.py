"""What the public pages said, and from when to when."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "page_versions",
        sa.Column("id", ID, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("source IN ('release', 'files')", name=op.f("ck_page_versions_source")),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_page_versions_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_versions")),
        sa.UniqueConstraint("path", "name", name=op.f("uq_page_versions_path_name")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_page_versions_path", "page_versions", ["path", "since", "id"])
    # The releases that the store holds already are gone through by the next `portal deliver`.
    op.add_column("publications", sa.Column("pages_noted", sa.Boolean(), nullable=False, server_default=sa.false()))
