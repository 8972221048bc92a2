"""The tables of caring for the team: who is there otherwise than usual, who rests, what was hard. DESIGN §5 "Shifts".

They share the metadata of portal.store.tables. People are named by their key in team.yml.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from portal.store.columns import Facts, Id, Instant, Words
from portal.store.tables import metadata

# --- The roster ---

# What somebody asks of the roster: time off, or that somebody takes a shift (a cover takes one that nobody works).
# `other` is whom they ask, null for anybody.
# `facts` holds the breaks of the shift, and the shift that is taken in return.
roster_requests = Table(
    "roster_requests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("other", Text),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("facts", Facts, nullable=False),
    Column("note", Words, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("settled_by", Text),
    Column("settled_at", Instant),
    CheckConstraint("kind IN ('time_off', 'swap', 'cover')", name="kind"),
    CheckConstraint("state IN ('asked', 'agreed', 'refused', 'withdrawn', 'undone')", name="state"),
    CheckConstraint("starts_at < ends_at", name="length"),
    Index("ix_roster_requests_ends_at", "ends_at"),
    sqlite_autoincrement=True,
)

# Dated exceptions to the pattern of the week, in the order in which they count: time off, a shift that was given to
# somebody, a shift besides the pattern. `instead_of` is whose that was.
roster_exceptions = Table(
    "roster_exceptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("breaks", Facts, nullable=False),
    Column("instead_of", Text, nullable=False),
    Column("request_id", Id, ForeignKey("roster_requests.id")),
    Column("made_by", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    CheckConstraint("kind IN ('off', 'given', 'extra')", name="kind"),
    CheckConstraint("starts_at < ends_at", name="length"),
    Index("ix_roster_exceptions_ends_at", "ends_at"),
    Index("ix_roster_exceptions_request_id", "request_id"),
    sqlite_autoincrement=True,
)

# Renewing the secret addresses of somebody's calendars raises the generation.
calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    Column("person", Text, primary_key=True),
    Column("generation", Integer, nullable=False),
    CheckConstraint("generation >= 1", name="generation"),
)

# --- Rest ---

# One row for each planned break that was begun, or whose time to begin has passed.
planned_breaks = Table(
    "planned_breaks",
    metadata,
    Column("person", Text, nullable=False),
    Column("planned_at", Instant, nullable=False),
    Column("planned_until", Instant, nullable=False),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    CheckConstraint("planned_at < planned_until", name="length"),
    PrimaryKeyConstraint("person", "planned_at"),
    Index("ix_planned_breaks_planned_at", "planned_at"),
)

# "Pause and reset": short, unplanned, and counted as work.
pauses = Table(
    "pauses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("until_at", Instant, nullable=False),
    Column("ended_at", Instant),
    CheckConstraint("started_at < until_at", name="length"),
    Index("ix_pauses_until_at", "until_at"),
    sqlite_autoincrement=True,
)

# Reports that somebody marked as hard; they weigh more in a load.
hard_reports = Table(
    "hard_reports",
    metadata,
    Column("report_id", Id, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

# --- Coaching ---

# What a coach and a responder say to each other about one piece of work, and nobody else reads. The subject has no
# foreign key: a report now, other work later. Figures are never worked out from here.
coaching_threads = Table(
    "coaching_threads",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("responder", Text, nullable=False),
    Column("coach", Text, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    CheckConstraint("subject_kind IN ('report', 'practice')", name="subject_kind"),
    CheckConstraint("responder <> coach", name="two_people"),
    UniqueConstraint("subject_kind", "subject_id", "responder", "coach"),
    Index("ix_coaching_threads_responder", "responder"),
    Index("ix_coaching_threads_coach", "coach"),
    sqlite_autoincrement=True,
)

# `passage` says where the quoted words stand; they are never copied, so erasure of the text takes the quote along.
coaching_notes = Table(
    "coaching_notes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("thread_id", Id, ForeignKey("coaching_threads.id"), nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("passage", Facts),
    Column("words", Words, nullable=False),
    Column("would_try", Words, nullable=False),
    Index("ix_coaching_notes_thread_id", "thread_id"),
    sqlite_autoincrement=True,
)

# --- Lessons ---

# A mistake that its owner keeps for all, in their own words. Taking it back deletes the row.
lessons = Table(
    "lessons",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("what_happened", Words, nullable=False),
    Column("learned", Words, nullable=False),
    Column("do_now", Words, nullable=False),
    Column("with_name", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_lessons_topic", "topic"),
    sqlite_autoincrement=True,
)

# --- Thanks ---

# `giver` is null for a customer, whose words stand among the texts of `entry_id` and nowhere else.
thanks = Table(
    "thanks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", Text, nullable=False),
    Column("giver", Text),
    Column("report_id", Id, ForeignKey("reports.id")),
    Column("entry_id", Id, ForeignKey("timeline.id")),
    Column("words", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("on_wall_since", Instant),
    CheckConstraint("giver IS NOT NULL OR entry_id IS NOT NULL", name="from_somebody"),
    UniqueConstraint("entry_id", "person"),
    Index("ix_thanks_person", "person"),
    Index("ix_thanks_report_id", "report_id"),
    Index("ix_thanks_on_wall_since", "on_wall_since"),
    sqlite_autoincrement=True,
)
