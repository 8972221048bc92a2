"""The tables of practice and training. They know nothing of reports, and no report knows of them. DESIGN §3 "drill".

They share the metadata of portal.store.tables. People are named by their key in team.yml.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text

from portal.store.columns import Facts, Id, Instant, Words
from portal.store.tables import metadata

# A drill that somebody practises. `facts` holds title, topic, severity and checklist as they were when it was begun.
practices = Table(
    "practices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("drill", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("coach", Text),
    Column("player", Text),
    Column("facts", Facts, nullable=False),
    Column("lines_used", Integer, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("ended_at", Instant),
    CheckConstraint("lines_used >= 0", name="lines_used"),
    Index("ix_practices_begun_at", "begun_at"),
    sqlite_autoincrement=True,
)

# The practice's own timeline.
practice_entries = Table(
    "practice_entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("practice_id", Id, ForeignKey("practices.id", ondelete="CASCADE"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("author_kind", Text, nullable=False),
    Column("author", Text),
    Column("public", Boolean, nullable=False),
    Column("facts", Facts, nullable=False),
    Column("texts", Facts, nullable=False),
    Index("ix_practice_entries_practice_id", "practice_id"),
    sqlite_autoincrement=True,
)

# What was said of each point of the checklist. It lies in `points` as one text, which no query can add up.
practice_reviews = Table(
    "practice_reviews",
    metadata,
    Column("practice_id", Id, ForeignKey("practices.id", ondelete="CASCADE"), nullable=False),
    Column("whose", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("points", Facts, nullable=False),
    Column("words", Words, nullable=False),
    CheckConstraint("whose IN ('self', 'coach')", name="whose"),
    PrimaryKeyConstraint("practice_id", "whose"),
)

# What somebody asks of their leads for their own training. `due_at` is null where no answer is promised.
training_requests = Table(
    "training_requests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", Text, nullable=False),
    Column("words", Words, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("answered_at", Instant),
    Column("answered_by", Text),
    Column("answer", Words),
    Index("ix_training_requests_person", "person"),
    Index("ix_training_requests_answered_at", "answered_at"),
    sqlite_autoincrement=True,
)
