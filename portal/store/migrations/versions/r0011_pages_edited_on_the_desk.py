"""Pages edited on the desk: drafts, what others say of them, and what was published from there."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "content_drafts",
        sa.Column("id", ID, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("base_hash", sa.Text(), nullable=False),
        sa.Column("base_text", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False, server_default=sa.text("'open'")),
        sa.Column("proposal_id", ID, nullable=True),
        sa.CheckConstraint("state IN ('open', 'published', 'thrown_away')", name=op.f("ck_content_drafts_state")),
        sa.ForeignKeyConstraint(["proposal_id"], ["page_drafts.id"], name=op.f("fk_content_drafts_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_drafts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_content_drafts_state", "content_drafts", ["state", "source"])
    op.create_index("ix_content_drafts_proposal_id", "content_drafts", ["proposal_id"])
    op.create_table(
        "content_comments",
        sa.Column("id", ID, nullable=False),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["content_drafts.id"], name=op.f("fk_content_comments_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_comments")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_content_comments_draft_id", "content_comments", ["draft_id", "id"])
    op.create_table(
        "content_publications",
        sa.Column("id", ID, nullable=False),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("taken_at", INSTANT, nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("state", sa.Text(), nullable=False, server_default=sa.text("'waiting'")),
        sa.Column("outcome", sa.Text(), nullable=False, server_default=sa.text("'{}'")),
        sa.CheckConstraint(
            "state IN ('waiting', 'working', 'published', 'refused')", name=op.f("ck_content_publications_state")
        ),
        sa.CheckConstraint(
            "(state IN ('published', 'refused')) = (done_at IS NOT NULL)", name=op.f("ck_content_publications_done")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["content_drafts.id"], name=op.f("fk_content_publications_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_publications")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_content_publications_state", "content_publications", ["state", "id"])
    op.create_index("ix_content_publications_source", "content_publications", ["source", "id"])
    op.create_index("ix_content_publications_draft_id", "content_publications", ["draft_id"])
