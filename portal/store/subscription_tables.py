"""The tables of those who are told by mail when public pages change, and of what they are told. DESIGN §5.

They share the metadata of portal.store.tables. Nothing here leads to a report, nor from one to here.
"""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, Table, Text, UniqueConstraint, text

from portal.store.columns import Facts, Id, Instant, Words
from portal.store.tables import metadata

# Somebody has asked for mails and has not confirmed yet. `filling` is which filling-in of the form it came from.
subscription_requests = Table(
    "subscription_requests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False),
    Column("filling", Text, nullable=False),
    Column("address", Words, nullable=False),
    Column("about", Text, nullable=False),
    # In which the form was filled in, a tag of BCP 47.
    Column("language", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    UniqueConstraint("key"),
    UniqueConstraint("filling"),
    Index("ix_subscription_requests_asked_at", "asked_at"),
    sqlite_autoincrement=True,
)

# An address that was confirmed; `comparable` is the form in which two that are the same are equal.
subscribers = Table(
    "subscribers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False),
    Column("address", Words, nullable=False),
    Column("comparable", Words, nullable=False),
    UniqueConstraint("key"),
    UniqueConstraint("comparable"),
    sqlite_autoincrement=True,
)

# What a subscriber is told the changes of, and since when: a page, a section or all pages, by its address.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("subscriber_id", Id, ForeignKey("subscribers.id"), nullable=False),
    Column("about", Text, nullable=False),
    Column("since", Instant, nullable=False),
    PrimaryKeyConstraint("subscriber_id", "about"),
    Index("ix_subscriptions_about", "about", "subscriber_id"),
)

# Each look at what changed, once for each state of it. `news` is empty where nothing is new. Notices are queued up to
# the subscriber `told_up_to`, and to all of them once there is a `told_at`.
announcements = Table(
    "announcements",
    metadata,
    Column("id", Id, primary_key=True),
    Column("state", Text, nullable=False),
    Column("looked_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("news", Facts, nullable=False),
    Column("told_up_to", Id, nullable=False, server_default=text("0")),
    Column("told_at", Instant),
    UniqueConstraint("state"),
    Index("ix_announcements_told_at", "told_at"),
    sqlite_autoincrement=True,
)

# Every change that a look has found: what is not here is new.
announced_changes = Table(
    "announced_changes",
    metadata,
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    PrimaryKeyConstraint("path", "name"),
)
