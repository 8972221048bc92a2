"""The tables of reports that wait in the quarantine for a person to look.

They share the metadata of portal.store.tables.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from portal.store.columns import Id, Instant, Words
from portal.store.tables import metadata

# What the check page sent. Once it is let in, its words and contact stand in the report, and these here are emptied.
held_reports = Table(
    "held_reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("reference", Text, nullable=False),
    Column("submission_key", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("held_for", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("filling", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("words", Words, nullable=False),
    Column("contact_kind", Text, nullable=False),
    Column("contact_address", Words, nullable=False),
    Column("contact_name", Words, nullable=False),
    Column("release_hash", Text, ForeignKey("releases.hash"), nullable=False),
    Column("about_page", Text),
    Column("language", Text),
    Column("report_id", Id, ForeignKey("reports.id")),
    Column("person", Text),
    Column("decided_at", Instant),
    UniqueConstraint("reference"),
    UniqueConstraint("submission_key"),
    CheckConstraint("state IN ('waiting', 'let_in', 'set_aside')", name="state"),
    CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided"),
    Index("ix_held_reports_state", "state", "received_at"),
    sqlite_autoincrement=True,
)

held_files = Table(
    "held_files",
    metadata,
    Column("id", Text, primary_key=True),
    Column("held_id", Id, ForeignKey("held_reports.id"), primary_key=True),
    Column("name", Words, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Index("ix_held_files_held_id", "held_id"),
)
