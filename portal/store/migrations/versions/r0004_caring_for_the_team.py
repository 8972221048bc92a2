"""Caring for the team: the roster's exceptions, rest, and what was hard."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _roster()
    _rest()
    _coaching()
    _lessons()
    _thanks()


def _roster() -> None:
    """Who is there otherwise than usual."""
    op.create_table(
        "roster_requests",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.CheckConstraint("kind IN ('time_off', 'swap', 'cover')", name=op.f("ck_roster_requests_kind")),
        sa.CheckConstraint(
            "state IN ('asked', 'agreed', 'refused', 'withdrawn', 'undone')", name=op.f("ck_roster_requests_state")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_roster_requests_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_requests")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_roster_requests_ends_at", "roster_requests", ["ends_at"])
    op.create_table(
        "roster_exceptions",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("breaks", sa.Text(), nullable=False),
        sa.Column("instead_of", sa.Text(), nullable=False),
        sa.Column("request_id", ID, nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.CheckConstraint("kind IN ('off', 'given', 'extra')", name=op.f("ck_roster_exceptions_kind")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_roster_exceptions_length")),
        sa.ForeignKeyConstraint(["request_id"], ["roster_requests.id"], name=op.f("fk_roster_exceptions_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_exceptions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_roster_exceptions_ends_at", "roster_exceptions", ["ends_at"])
    op.create_index("ix_roster_exceptions_request_id", "roster_exceptions", ["request_id"])
    op.create_table(
        "calendar_feeds",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.CheckConstraint("generation >= 1", name=op.f("ck_calendar_feeds_generation")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_calendar_feeds")),
    )


def _rest() -> None:
    """Breaks and pauses, and the reports that were hard."""
    op.create_table(
        "planned_breaks",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("planned_at", INSTANT, nullable=False),
        sa.Column("planned_until", INSTANT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("planned_at < planned_until", name=op.f("ck_planned_breaks_length")),
        sa.PrimaryKeyConstraint("person", "planned_at", name=op.f("pk_planned_breaks")),
    )
    op.create_index("ix_planned_breaks_planned_at", "planned_breaks", ["planned_at"])
    op.create_table(
        "pauses",
        sa.Column("id", ID, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("until_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("started_at < until_at", name=op.f("ck_pauses_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pauses_until_at", "pauses", ["until_at"])
    op.create_table(
        "hard_reports",
        sa.Column("report_id", ID, autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_hard_reports_report_id")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_hard_reports")),
    )


def _coaching() -> None:
    """What a coach and a responder say to each other."""
    op.create_table(
        "coaching_threads",
        sa.Column("id", ID, nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("responder", sa.Text(), nullable=False),
        sa.Column("coach", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.CheckConstraint("subject_kind IN ('report', 'practice')", name=op.f("ck_coaching_threads_subject_kind")),
        sa.CheckConstraint("responder <> coach", name=op.f("ck_coaching_threads_two_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_threads")),
        sa.UniqueConstraint(
            "subject_kind",
            "subject_id",
            "responder",
            "coach",
            name=op.f("uq_coaching_threads_subject_kind_subject_id_responder_coach"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_coaching_threads_responder", "coaching_threads", ["responder"])
    op.create_index("ix_coaching_threads_coach", "coaching_threads", ["coach"])
    op.create_table(
        "coaching_notes",
        sa.Column("id", ID, nullable=False),
        sa.Column("thread_id", ID, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("passage", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("would_try", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["coaching_threads.id"], name=op.f("fk_coaching_notes_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_notes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_coaching_notes_thread_id", "coaching_notes", ["thread_id"])


def _lessons() -> None:
    """Mistakes that their owners keep for all."""
    op.create_table(
        "lessons",
        sa.Column("id", ID, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("what_happened", sa.Text(), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("do_now", sa.Text(), nullable=False),
        sa.Column("with_name", sa.Boolean(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lessons_topic", "lessons", ["topic"])


def _thanks() -> None:
    """Thanks to one person each."""
    op.create_table(
        "thanks",
        sa.Column("id", ID, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("giver", sa.Text(), nullable=True),
        sa.Column("report_id", ID, nullable=True),
        sa.Column("entry_id", ID, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("on_wall_since", INSTANT, nullable=True),
        sa.CheckConstraint("giver IS NOT NULL OR entry_id IS NOT NULL", name=op.f("ck_thanks_from_somebody")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_thanks_report_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["timeline.id"], name=op.f("fk_thanks_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
        sa.UniqueConstraint("entry_id", "person", name=op.f("uq_thanks_entry_id_person")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_thanks_person", "thanks", ["person"])
    op.create_index("ix_thanks_report_id", "thanks", ["report_id"])
    op.create_index("ix_thanks_on_wall_since", "thanks", ["on_wall_since"])
