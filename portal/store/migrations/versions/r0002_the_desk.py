"""The desk: sign-in, the audit log, drafts, causes, feedback, and mail that comes in."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

SQLITE_APPEND_ONLY = (
    """
    CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only: UPDATE refused'); END
    """,
    """
    CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only: DELETE refused'); END
    """,
    """
    CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only: REPLACE refused'); END
    """,
)
# The function is that of the first migration.
POSTGRESQL_APPEND_ONLY = (
    """
    CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
)


def upgrade() -> None:
    _people()
    _reports()
    _work()
    _mail()
    _notices()
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for trigger in POSTGRESQL_APPEND_ONLY if on_postgresql else SQLITE_APPEND_ONLY:
        op.execute(trigger)


def _people() -> None:
    """Who is signed in, and who did what."""
    op.create_table(
        "sign_in_links",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_links")),
    )
    op.create_index("ix_sign_in_links_expires_at", "sign_in_links", ["expires_at"])
    op.create_table(
        "sessions",
        sa.Column("id", ID, nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("device", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sessions_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sessions_person", "sessions", ["person", "ended_at"])
    op.create_table(
        "audit",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("report_id", ID, nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_audit_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_person", "audit", ["person", "id"])
    op.create_index("ix_audit_report_id", "audit", ["report_id"])


def _reports() -> None:
    """What reports have in common, and what customers say of them at the end."""
    op.create_table(
        "causes",
        sa.Column("id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_causes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_causes_closed_at", "causes", ["closed_at", "topic"])
    op.create_table(
        "report_causes",
        sa.Column("report_id", ID, autoincrement=False, nullable=False),
        sa.Column("cause_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["cause_id"], ["causes.id"], name=op.f("fk_report_causes_cause_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_causes_report_id")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_causes")),
    )
    op.create_index("ix_report_causes_cause_id", "report_causes", ["cause_id"])
    op.create_table(
        "cause_sayings",
        sa.Column("id", ID, nullable=False),
        sa.Column("cause_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "kind IN ('opened', 'renewed', 'closed', 'reopened', 'answered', 'resolved')",
            name=op.f("ck_cause_sayings_kind"),
        ),
        sa.ForeignKeyConstraint(["cause_id"], ["causes.id"], name=op.f("fk_cause_sayings_cause_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cause_sayings")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cause_sayings_cause_id", "cause_sayings", ["cause_id", "id"])
    op.create_index("ix_cause_sayings_finished_at", "cause_sayings", ["finished_at"])
    op.create_table(
        "cause_told",
        sa.Column("saying_id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'said', 'skipped', 'failed')", name=op.f("ck_cause_told_state")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_cause_told_report_id")),
        sa.ForeignKeyConstraint(["saying_id"], ["cause_sayings.id"], name=op.f("fk_cause_told_saying_id")),
        sa.PrimaryKeyConstraint("saying_id", "report_id", name=op.f("pk_cause_told")),
    )
    op.create_index("ix_cause_told_state", "cause_told", ["saying_id", "state", "report_id"])
    op.create_table(
        "feedback",
        sa.Column("report_id", ID, autoincrement=False, nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("cared_for", sa.Boolean(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_feedback_report_id")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_feedback")),
    )
    op.create_table(
        "muted",
        sa.Column("report_id", ID, autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_muted_report_id")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_muted")),
    )
    op.create_table(
        "report_links",
        sa.Column("report_id", ID, autoincrement=False, nullable=False),
        sa.Column("continues_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["continues_id"], ["reports.id"], name=op.f("fk_report_links_continues_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_links_report_id")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_links")),
    )
    op.create_index("ix_report_links_continues_id", "report_links", ["continues_id"])


def _work() -> None:
    """What responders write and propose."""
    op.create_table(
        "drafts",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("filling", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_drafts_report_id")),
        sa.PrimaryKeyConstraint("report_id", "person", "act", name=op.f("pk_drafts")),
    )
    op.create_index("ix_drafts_saved_at", "drafts", ["saved_at"])
    op.create_table(
        "viewers",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_viewers_report_id")),
        sa.PrimaryKeyConstraint("report_id", "person", name=op.f("pk_viewers")),
    )
    op.create_index("ix_viewers_seen_at", "viewers", ["seen_at"])
    op.create_table(
        "script_uses",
        sa.Column("id", ID, nullable=False),
        sa.Column("script", sa.Text(), nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("edited_words", sa.Integer(), nullable=False),
        sa.Column("changed_words", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_script_uses_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_uses")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_script_uses_script", "script_uses", ["script"])
    op.create_table(
        "matched_limitations",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("limitation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_matched_limitations_report_id")),
        sa.PrimaryKeyConstraint("report_id", "limitation", name=op.f("pk_matched_limitations")),
    )
    op.create_index("ix_matched_limitations_limitation", "matched_limitations", ["limitation"])
    op.create_table(
        "page_drafts",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("markdown", sa.Text(), nullable=False),
        sa.Column("report_id", ID, nullable=True),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('limitation', 'policy')", name=op.f("ck_page_drafts_kind")),
        sa.CheckConstraint("state IN ('waiting', 'taken', 'refused')", name=op.f("ck_page_drafts_state")),
        sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name=op.f("ck_page_drafts_decided")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_page_drafts_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_drafts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_page_drafts_report_id", "page_drafts", ["report_id"])
    op.create_index("ix_page_drafts_state", "page_drafts", ["state", "id"])
    op.create_table(
        "policy_exceptions",
        sa.Column("id", ID, nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("report_id", ID, nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("allowed", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.CheckConstraint("ends_at IS NOT NULL OR report_id IS NOT NULL", name=op.f("ck_policy_exceptions_end")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_policy_exceptions_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_exceptions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_policy_exceptions_ended_at", "policy_exceptions", ["ended_at"])
    op.create_index("ix_policy_exceptions_report_id", "policy_exceptions", ["report_id"])


def _mail() -> None:
    """What came in by mail."""
    op.create_table(
        "inbound_mails",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("report_id", ID, nullable=True),
        sa.Column("entry_id", ID, nullable=True),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('placed', 'tray', 'noted', 'settled')", name=op.f("ck_inbound_mails_state")),
        sa.ForeignKeyConstraint(["entry_id"], ["timeline.id"], name=op.f("fk_inbound_mails_entry_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_inbound_mails_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_mails")),
        sa.UniqueConstraint("digest", name=op.f("uq_inbound_mails_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbound_mails_message_id", "inbound_mails", ["message_id"])
    op.create_index("ix_inbound_mails_report_id", "inbound_mails", ["report_id", "received_at"])
    op.create_index("ix_inbound_mails_state", "inbound_mails", ["state", "received_at"])


def _notices() -> None:
    """Several notices may go in one mail, and some are wanted no more; what leads were asked is watched."""
    with op.batch_alter_table("notices", table_kwargs={"sqlite_autoincrement": True}) as notices:
        notices.add_column(sa.Column("gathered_into", ID, nullable=True))
        notices.create_foreign_key(op.f("fk_notices_gathered_into"), "notices", ["gathered_into"], ["id"])
        notices.drop_constraint(op.f("ck_notices_state"), type_="check")
        notices.create_check_constraint(op.f("ck_notices_state"), "state IN ('queued', 'sent', 'failed', 'unwanted')")
    op.create_index("ix_notices_gathered_into", "notices", ["gathered_into"])
    asked = sa.text("kind = 'lead_asked'")
    op.create_index("ix_timeline_lead_asked", "timeline", ["at"], sqlite_where=asked, postgresql_where=asked)
