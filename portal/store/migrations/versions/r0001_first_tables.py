"""The first tables.

A migration is history: it names its own types and never imports those of today. There is no way down; a backup is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

# SQLite's REPLACE removes a row without asking the trigger on DELETE, so a row in its way is refused as well.
SQLITE_APPEND_ONLY = (
    """
    CREATE TRIGGER timeline_no_update BEFORE UPDATE ON timeline
    BEGIN SELECT RAISE(ABORT, 'the timeline is append-only: UPDATE refused'); END
    """,
    """
    CREATE TRIGGER timeline_no_delete BEFORE DELETE ON timeline
    BEGIN SELECT RAISE(ABORT, 'the timeline is append-only: DELETE refused'); END
    """,
    """
    CREATE TRIGGER timeline_no_replace BEFORE INSERT ON timeline
    WHEN EXISTS (SELECT 1 FROM timeline WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the timeline is append-only: REPLACE refused'); END
    """,
)
POSTGRESQL_APPEND_ONLY = (
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the % is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER timeline_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON timeline
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
)


def upgrade() -> None:
    _promises()
    _reports()
    _timeline()
    _deliveries()
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for trigger in POSTGRESQL_APPEND_ONLY if on_postgresql else SQLITE_APPEND_ONLY:
        op.execute(trigger)


def _promises() -> None:
    """What was published, and when it was in force."""
    op.create_table(
        "releases",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_releases")),
    )
    op.create_table(
        "publications",
        sa.Column("id", ID, nullable=False),
        sa.Column("release_hash", sa.Text(), nullable=False),
        sa.Column("built_at", INSTANT, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["release_hash"], ["releases.hash"], name=op.f("fk_publications_release_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_publications_release_hash", "publications", ["release_hash", "id"])
    op.create_table(
        "commitment_versions",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("first_in_force_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_commitment_versions")),
    )
    op.create_index("ix_commitment_versions_slug", "commitment_versions", ["slug", "first_in_force_at"])
    op.create_table(
        "calendar_versions",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_calendar_versions")),
    )


def _reports() -> None:
    """Reports, and how to reach those who sent them."""
    op.create_table(
        "reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("release_hash", sa.Text(), nullable=False),
        sa.Column("generation", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("about_page", sa.Text(), nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "(status IN ('open', 'waiting')) = (closed_at IS NULL)", name=op.f("ck_reports_closed_when_not_open")
        ),
        sa.CheckConstraint(
            "status IN ('open', 'waiting', 'resolved', 'declined', 'lapsed', 'withdrawn', 'void')",
            name=op.f("ck_reports_status"),
        ),
        sa.CheckConstraint("generation >= 1", name=op.f("ck_reports_generation")),
        sa.ForeignKeyConstraint(["release_hash"], ["releases.hash"], name=op.f("fk_reports_release_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("reference", name=op.f("uq_reports_reference")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_reports_submission_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_owner", "reports", ["owner", "received_at"])
    op.create_index("ix_reports_status_owner", "reports", ["status", "owner", "received_at"])
    op.create_index("ix_reports_status_team", "reports", ["status", "team", "received_at"])
    op.create_index("ix_reports_team", "reports", ["team", "received_at"])
    op.create_table(
        "contacts",
        sa.Column("report_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('mail', 'phone', 'none')", name=op.f("ck_contacts_kind")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_contacts_report_id")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_contacts")),
    )


def _timeline() -> None:
    """What happened to a report, and the clocks that follow from it."""
    op.create_table(
        "timeline",
        sa.Column("id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("author_kind", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "author_kind IN ('customer', 'responder', 'lead', 'system')", name=op.f("ck_timeline_author_kind")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_timeline_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timeline")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_timeline_report_id", "timeline", ["report_id", "id"])
    op.create_table(
        "texts",
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["timeline.id"], name=op.f("fk_texts_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", "field", name=op.f("pk_texts")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_attachments_size_bytes")),
        sa.ForeignKeyConstraint(["entry_id"], ["timeline.id"], name=op.f("fk_attachments_entry_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_attachments_report_id")),
        sa.PrimaryKeyConstraint("id", "report_id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_report_id", "attachments", ["report_id"])
    op.create_table(
        "clocks",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("commitment_version", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("stopped_at", INSTANT, nullable=True),
        sa.Column("paused_s", sa.Integer(), nullable=False),
        sa.Column("missed_at", INSTANT, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("counts_at", INSTANT, nullable=True),
        sa.Column("counted_run", sa.Text(), nullable=True),
        sa.Column("next_check_at", INSTANT, nullable=True),
        sa.CheckConstraint("paused_s >= 0", name=op.f("ck_clocks_paused_s")),
        sa.ForeignKeyConstraint(
            ["commitment_version"], ["commitment_versions.hash"], name=op.f("fk_clocks_commitment_version")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_clocks_report_id")),
        sa.PrimaryKeyConstraint("report_id", "commitment_version", name=op.f("pk_clocks")),
    )
    op.create_index("ix_clocks_commitment", "clocks", ["commitment", "due_at"])
    op.create_index("ix_clocks_next_check_at", "clocks", ["next_check_at"])


def _deliveries() -> None:
    """What is to be sent and done, once each."""
    op.create_table(
        "notices",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("report_id", ID, nullable=True),
        sa.Column("entry_id", ID, nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("recipient_kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'queued'"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease", sa.Text(), nullable=True),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.CheckConstraint("(recipient_kind = 'customer') = (recipient IS NULL)", name=op.f("ck_notices_recipient")),
        sa.CheckConstraint(
            "recipient_kind IN ('customer', 'responder', 'lead')", name=op.f("ck_notices_recipient_kind")
        ),
        sa.CheckConstraint("state IN ('queued', 'sent', 'failed')", name=op.f("ck_notices_state")),
        sa.ForeignKeyConstraint(["entry_id"], ["timeline.id"], name=op.f("fk_notices_entry_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_notices_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_notices_message_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notices_report_id", "notices", ["report_id"])
    op.create_index("ix_notices_state_due_at", "notices", ["state", "due_at"])
    op.create_table(
        "duties",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("done_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_duties")),
    )
    op.create_table(
        "rate_counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("window_start", INSTANT, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "window_start", name=op.f("pk_rate_counters")),
    )
    op.create_index("ix_rate_counters_window_start", "rate_counters", ["window_start"])
