"""The tables of pages that are edited on the desk: drafts, what others say of them, and what was published from there.

They share the metadata of portal.store.tables.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from portal.store.columns import Facts, Id, Instant, Words
from portal.store.tables import metadata

# `source` is the file's path from the site folder. `base_hash` is of the file that the draft was begun from, empty
# where there was none; `revision` counts how often it was saved, so that two pages of a browser notice each other.
content_drafts = Table(
    "content_drafts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("base_hash", Text, nullable=False),
    Column("base_text", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("revision", Integer, nullable=False, server_default=text("1")),
    Column("begun_at", Instant, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    Column("proposal_id", Id, ForeignKey("page_drafts.id")),
    CheckConstraint("state IN ('open', 'published', 'thrown_away')", name="state"),
    Index("ix_content_drafts_state", "state", "source"),
    Index("ix_content_drafts_proposal_id", "proposal_id"),
    sqlite_autoincrement=True,
)

content_comments = Table(
    "content_comments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("draft_id", Id, ForeignKey("content_drafts.id"), nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("words", Words, nullable=False),
    Index("ix_content_comments_draft_id", "draft_id", "id"),
    sqlite_autoincrement=True,
)

# What somebody asked to be published, until `deliver` has done it or says why not. `outcome` holds what came of it.
content_publications = Table(
    "content_publications",
    metadata,
    Column("id", Id, primary_key=True),
    Column("draft_id", Id, ForeignKey("content_drafts.id"), nullable=False),
    Column("source", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("text", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("taken_at", Instant),
    Column("done_at", Instant),
    Column("state", Text, nullable=False, server_default=text("'waiting'")),
    Column("outcome", Facts, nullable=False, server_default=text("'{}'")),
    CheckConstraint("state IN ('waiting', 'working', 'published', 'refused')", name="state"),
    CheckConstraint("(state IN ('published', 'refused')) = (done_at IS NOT NULL)", name="done"),
    Index("ix_content_publications_state", "state", "id"),
    Index("ix_content_publications_source", "source", "id"),
    Index("ix_content_publications_draft_id", "draft_id"),
    sqlite_autoincrement=True,
)
