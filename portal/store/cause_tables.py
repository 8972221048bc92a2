"""The tables of causes: what is behind several reports, which they are, and what was said to all of them. DESIGN §1.4.

They share the metadata of portal.store.tables. Colleagues write here, and not a customer. What belongs to a customer is
refused as it is typed (portal.acts.cause_impersonal), and erasure takes out of it what points to the one it forgets.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from portal.store.columns import Id, Instant, Words
from portal.store.tables import metadata

# One cause behind several reports. Title and sentence are colleagues' own words. `sentence` is what everybody may read
# of it, empty while it is for the team alone; `said_by` said it at `updated_at`, `due_at` is when it is next renewed.
causes = Table(
    "causes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("title", Words, nullable=False),
    Column("sentence", Words, nullable=False),
    Column("topic", Text, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("said_by", Text),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("closed_at", Instant),
    Index("ix_causes_closed_at", "closed_at", "topic"),
    sqlite_autoincrement=True,
)

report_causes = Table(
    "report_causes",
    metadata,
    Column("report_id", Id, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("cause_id", Id, ForeignKey("causes.id"), nullable=False),
    Index("ix_report_causes_cause_id", "cause_id"),
)

# What was said to all reports of a cause at once.
cause_sayings = Table(
    "cause_sayings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("cause_id", Id, ForeignKey("causes.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("body", Words, nullable=False),
    Column("due_at", Instant),
    Column("finished_at", Instant),
    CheckConstraint("kind IN ('opened', 'renewed', 'closed', 'reopened', 'answered', 'resolved')", name="kind"),
    Index("ix_cause_sayings_cause_id", "cause_id", "id"),
    Index("ix_cause_sayings_finished_at", "finished_at"),
    sqlite_autoincrement=True,
)

# The reports that a saying is for, chosen when it was said, and what became of it there.
cause_told = Table(
    "cause_told",
    metadata,
    Column("saying_id", Id, ForeignKey("cause_sayings.id"), nullable=False),
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False),
    Column("state", Text, nullable=False, server_default=text("'waiting'")),
    PrimaryKeyConstraint("saying_id", "report_id"),
    CheckConstraint("state IN ('waiting', 'said', 'skipped', 'failed')", name="state"),
    Index("ix_cause_told_state", "saying_id", "state", "report_id"),
)
