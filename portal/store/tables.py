"""Every table. The migrations make them; a test holds the two together. DESIGN §5, §6.

Personal data stand in `contacts`, `texts` and `attachments.name` only, so that erasure has few places to go.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from portal.store.columns import Facts, Id, Instant, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

releases = Table(
    "releases",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# What was in force, and from when: the row with the highest id is in force. A release may return.
publications = Table(
    "publications",
    metadata,
    Column("id", Id, primary_key=True),
    Column("release_hash", Text, ForeignKey("releases.hash"), nullable=False),
    Column("built_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    # Whether what it says stands in page_versions.
    Column("pages_noted", Boolean, nullable=False, server_default=false()),
    Index("ix_publications_release_hash", "release_hash", "id"),
    sqlite_autoincrement=True,
)

commitment_versions = Table(
    "commitment_versions",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("slug", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("first_in_force_at", Instant, nullable=False),
    Index("ix_commitment_versions_slug", "slug", "first_in_force_at"),
)

calendar_versions = Table(
    "calendar_versions",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
)


def _only_where(name: str, *columns: str, condition: str) -> Index:
    """An index of some rows, so that others cost nothing; the conditions on reports stand in portal.store.stands."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("reference", Text, nullable=False),
    Column("submission_key", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("owner", Text),
    Column("received_at", Instant, nullable=False),
    Column("release_hash", Text, ForeignKey("releases.hash"), nullable=False),
    Column("generation", Integer, nullable=False, server_default=text("1")),
    Column("about_page", Text),
    Column("closed_at", Instant),
    # When the first of its clocks on which somebody still has to act is due; worked out from them.
    Column("next_due_at", Instant),
    # What the customer chose, a tag of BCP 47; NULL for the site's first language.
    Column("language", Text),
    UniqueConstraint("reference"),
    UniqueConstraint("submission_key"),
    CheckConstraint(
        "status IN ('open', 'waiting', 'resolved', 'declined', 'lapsed', 'withdrawn', 'void')", name="status"
    ),
    CheckConstraint("(status IN ('open', 'waiting')) = (closed_at IS NULL)", name="closed_when_not_open"),
    CheckConstraint("generation >= 1", name="generation"),
    Index("ix_reports_owner_due", "owner", "status", "next_due_at", "id"),
    _only_where("ix_reports_open_load", "owner", "severity", condition="status IN ('open', 'waiting')"),
    Index("ix_reports_team_due", "team", "status", "next_due_at", "id"),
    _only_where("ix_reports_waiting_owner", "owner", "received_at", "id", condition="status = 'waiting'"),
    _only_where("ix_reports_waiting_team", "team", "received_at", "id", condition="status = 'waiting'"),
    _only_where("ix_reports_owner_closed", "owner", "closed_at", "id", condition="closed_at IS NOT NULL"),
    _only_where("ix_reports_team_closed", "team", "closed_at", "id", condition="closed_at IS NOT NULL"),
    _only_where("ix_reports_declined", "closed_at", condition="status = 'declined'"),
    sqlite_autoincrement=True,
)

contacts = Table(
    "contacts",
    metadata,
    Column("report_id", Id, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("address", Words, nullable=False),
    Column("name", Words, nullable=False),
    CheckConstraint("kind IN ('mail', 'phone', 'none')", name="kind"),
)

# Triggers in the first migration refuse every change to a row of this table.
timeline = Table(
    "timeline",
    metadata,
    Column("id", Id, primary_key=True),
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("author_kind", Text, nullable=False),
    Column("author", Text),
    Column("facts", Facts, nullable=False),
    CheckConstraint("author_kind IN ('customer', 'responder', 'lead', 'system')", name="author_kind"),
    Index("ix_timeline_report_id", "report_id", "id"),
    # What leads were asked is looked for without its report.
    _only_where("ix_timeline_lead_asked", "at", condition="kind = 'lead_asked'"),
    sqlite_autoincrement=True,
)

texts = Table(
    "texts",
    metadata,
    Column("entry_id", Id, ForeignKey("timeline.id"), nullable=False),
    Column("field", Text, nullable=False),
    Column("body", Words, nullable=False),
    PrimaryKeyConstraint("entry_id", "field"),
)

clocks = Table(
    "clocks",
    metadata,
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False),
    Column("commitment_version", Text, ForeignKey("commitment_versions.hash"), nullable=False),
    Column("commitment", Text, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("stopped_at", Instant),
    Column("paused_s", Integer, nullable=False),
    Column("missed_at", Instant),
    Column("outcome", Text),
    Column("counts_at", Instant),
    Column("counted_run", Facts),
    Column("next_check_at", Instant),
    PrimaryKeyConstraint("report_id", "commitment_version"),
    CheckConstraint("paused_s >= 0", name="paused_s"),
    Index("ix_clocks_next_check_at", "next_check_at"),
    _only_where("ix_clocks_commitment", "commitment", "due_at", condition="counts_at IS NOT NULL"),
    # What came to count since the last huddle is looked for without its report.
    _only_where("ix_clocks_counts_at", "counts_at", condition="counts_at IS NOT NULL"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Text, nullable=False),
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False),
    Column("entry_id", Id, ForeignKey("timeline.id")),
    Column("name", Words, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    # One staged file may come with two reports: somebody goes back, corrects a word, and sends again.
    PrimaryKeyConstraint("id", "report_id"),
    CheckConstraint("size_bytes >= 0", name="size_bytes"),
    Index("ix_attachments_report_id", "report_id"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False),
    Column("report_id", Id, ForeignKey("reports.id")),
    Column("entry_id", Id, ForeignKey("timeline.id")),
    Column("message", Text, nullable=False),
    Column("recipient_kind", Text, nullable=False),
    Column("recipient", Text),
    Column("facts", Facts, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'queued'")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("lease", Text),
    Column("leased_until", Instant),
    Column("last_error", Words),
    Column("sent_at", Instant),
    # The notice with whose mail this one goes.
    Column("gathered_into", Id, ForeignKey("notices.id")),
    UniqueConstraint("key"),
    UniqueConstraint("message_id"),
    CheckConstraint("recipient_kind IN ('customer', 'responder', 'lead')", name="recipient_kind"),
    CheckConstraint("state IN ('queued', 'sent', 'failed', 'unwanted')", name="state"),
    CheckConstraint("(recipient_kind = 'customer') = (recipient IS NULL)", name="recipient"),
    Index("ix_notices_state_due_at", "state", "due_at"),
    Index("ix_notices_report_id", "report_id"),
    _only_where("ix_notices_gathered_into", "gathered_into", condition="gathered_into IS NOT NULL"),
    sqlite_autoincrement=True,
)

duties = Table(
    "duties",
    metadata,
    Column("key", Text, primary_key=True),
    Column("done_at", Instant, nullable=False),
)

rate_counters = Table(
    "rate_counters",
    metadata,
    Column("name", Text, nullable=False),
    Column("window_start", Instant, nullable=False),
    Column("count", Integer, nullable=False),
    PrimaryKeyConstraint("name", "window_start"),
    Index("ix_rate_counters_window_start", "window_start"),
)
