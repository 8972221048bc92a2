"""Practice reports with a timeline of their own, and what people ask for their training."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "practices",
        sa.Column("id", ID, nullable=False),
        sa.Column("drill", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("coach", sa.Text(), nullable=True),
        sa.Column("player", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("lines_used", sa.Integer(), nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("lines_used >= 0", name=op.f("ck_practices_lines_used")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practices")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_practices_begun_at", "practices", ["begun_at"])
    op.create_table(
        "practice_entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("practice_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author_kind", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name=op.f("fk_practice_entries_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_entries")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_practice_entries_practice_id", "practice_entries", ["practice_id"])
    op.create_table(
        "practice_reviews",
        sa.Column("practice_id", ID, nullable=False),
        sa.Column("whose", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("whose IN ('self', 'coach')", name=op.f("ck_practice_reviews_whose")),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name=op.f("fk_practice_reviews_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("practice_id", "whose", name=op.f("pk_practice_reviews")),
    )
    op.create_table(
        "training_requests",
        sa.Column("id", ID, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_requests")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_training_requests_person", "training_requests", ["person"])
    op.create_index("ix_training_requests_answered_at", "training_requests", ["answered_at"])
