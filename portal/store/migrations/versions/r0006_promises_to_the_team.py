"""Clocks of the promises to the team, trainings with their last day, and what is in somebody's way."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _clocks()
    _trainings()
    _obstacles()


def _clocks() -> None:
    op.create_table(
        "team_clocks",
        sa.Column("id", ID, nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("commitment_version", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("stopped_at", INSTANT, nullable=True),
        sa.Column("missed_at", INSTANT, nullable=True),
        sa.Column("counts_at", INSTANT, nullable=True),
        sa.Column("next_check_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "subject_kind IN ('offer', 'obstacle', 'training_request', 'break', 'training')",
            name=op.f("ck_team_clocks_subject_kind"),
        ),
        sa.CheckConstraint("state IN ('running', 'kept', 'missed', 'voided')", name=op.f("ck_team_clocks_state")),
        sa.ForeignKeyConstraint(
            ["commitment_version"], ["commitment_versions.hash"], name=op.f("fk_team_clocks_commitment_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_clocks")),
        sa.UniqueConstraint(
            "subject_kind",
            "subject",
            "commitment_version",
            name=op.f("uq_team_clocks_subject_kind_subject_commitment_version"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_team_clocks_stopped_at", "team_clocks", ["stopped_at"])
    op.create_index("ix_team_clocks_subject_kind", "team_clocks", ["subject_kind", "started_at"])
    op.create_index("ix_team_clocks_next_check_at", "team_clocks", ["next_check_at"])


def _trainings() -> None:
    op.create_table(
        "skill_trainings",
        sa.Column("id", ID, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("noted_at", INSTANT, nullable=False),
        sa.Column("next_last_day", sa.Date(), nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_trainings")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_skill_trainings_ended_at", "skill_trainings", ["ended_at"])


def _obstacles() -> None:
    """What is in somebody's way, what happened to it, and for how many more."""
    op.create_table(
        "obstacles",
        sa.Column("id", ID, nullable=False),
        sa.Column("raised_by", sa.Text(), nullable=True),
        sa.Column("own_key", sa.Text(), nullable=True),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("report_id", ID, nullable=True),
        sa.Column("raised_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.CheckConstraint("(raised_by IS NULL) <> (own_key IS NULL)", name=op.f("ck_obstacles_one_way_to_find_it")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_obstacles_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacles")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_obstacles_closed_at", "obstacles", ["closed_at"])
    op.create_index("ix_obstacles_report_id", "obstacles", ["report_id"])
    op.create_table(
        "obstacle_turns",
        sa.Column("id", ID, nullable=False),
        sa.Column("obstacle_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_day", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('raised', 'answered', 'done', 'out_of_the_way', 'still_there', 'taken_back')",
            name=op.f("ck_obstacle_turns_kind"),
        ),
        sa.CheckConstraint("(kind IN ('answered', 'done')) = (lead IS NOT NULL)", name=op.f("ck_obstacle_turns_lead")),
        sa.ForeignKeyConstraint(["obstacle_id"], ["obstacles.id"], name=op.f("fk_obstacle_turns_obstacle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacle_turns")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_obstacle_turns_obstacle_id", "obstacle_turns", ["obstacle_id", "id"])
    op.create_table(
        "obstacle_echoes",
        sa.Column("obstacle_id", ID, nullable=False),
        sa.Column("own_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["obstacle_id"], ["obstacles.id"], name=op.f("fk_obstacle_echoes_obstacle_id")),
        sa.PrimaryKeyConstraint("obstacle_id", "own_key", name=op.f("pk_obstacle_echoes")),
    )
