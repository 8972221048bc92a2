"""Who is told by mail when public pages change."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "subscription_requests",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("filling", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription_requests")),
        sa.UniqueConstraint("key", name=op.f("uq_subscription_requests_key")),
        sa.UniqueConstraint("filling", name=op.f("uq_subscription_requests_filling")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscription_requests_asked_at", "subscription_requests", ["asked_at"])
    op.create_table(
        "subscribers",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("comparable", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscribers")),
        sa.UniqueConstraint("key", name=op.f("uq_subscribers_key")),
        sa.UniqueConstraint("comparable", name=op.f("uq_subscribers_comparable")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "subscriptions",
        sa.Column("subscriber_id", ID, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscribers.id"], name=op.f("fk_subscriptions_subscriber_id")),
        sa.PrimaryKeyConstraint("subscriber_id", "about", name=op.f("pk_subscriptions")),
    )
    op.create_index("ix_subscriptions_about", "subscriptions", ["about", "subscriber_id"])
    op.create_table(
        "announcements",
        sa.Column("id", ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("looked_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("news", sa.Text(), nullable=False),
        sa.Column("told_up_to", ID, server_default=sa.text("0"), nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("state", name=op.f("uq_announcements_state")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_announcements_told_at", "announcements", ["told_at"])
    op.create_table(
        "announced_changes",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("path", "name", name=op.f("pk_announced_changes")),
    )
