"""The tables of the promises to the team, and of what is in somebody's way. DESIGN §1.5.

They share the metadata of portal.store.tables. People are named by their key in team.yml.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from portal.store.columns import Id, Instant, Words
from portal.store.tables import metadata

# One promise to the team running on one thing: a question to a lead, a planned break, a training. `subject` leads back
# to the row that the thing is, from which the clock can always be worked out again.
team_clocks = Table(
    "team_clocks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("commitment_version", Text, ForeignKey("commitment_versions.hash"), nullable=False),
    Column("commitment", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("stopped_at", Instant),
    Column("missed_at", Instant),
    Column("counts_at", Instant),
    Column("next_check_at", Instant),
    CheckConstraint(
        "subject_kind IN ('offer', 'obstacle', 'training_request', 'break', 'training')", name="subject_kind"
    ),
    CheckConstraint("state IN ('running', 'kept', 'missed', 'voided')", name="state"),
    UniqueConstraint("subject_kind", "subject", "commitment_version"),
    Index("ix_team_clocks_stopped_at", "stopped_at"),
    Index("ix_team_clocks_subject_kind", "subject_kind", "started_at"),
    Index("ix_team_clocks_next_check_at", "next_check_at"),
    sqlite_autoincrement=True,
)

# Up to which day somebody's training for a skill is current, as team.yml said it, and what followed: it was trained
# again, or the skill is asked of them no more.
skill_trainings = Table(
    "skill_trainings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", Text, nullable=False),
    Column("skill", Text, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("noted_at", Instant, nullable=False),
    Column("next_last_day", Date),
    Column("ended_at", Instant),
    Index("ix_skill_trainings_ended_at", "ended_at"),
    sqlite_autoincrement=True,
)

# What is in somebody's way. `raised_by` is null where they did not want their name on it; then `own_key`, which only
# the secret and their key give together, lets them find it again.
obstacles = Table(
    "obstacles",
    metadata,
    Column("id", Id, primary_key=True),
    Column("raised_by", Text),
    Column("own_key", Text),
    Column("line", Words, nullable=False),
    Column("detail", Words, nullable=False),
    Column("report_id", Id, ForeignKey("reports.id")),
    Column("raised_at", Instant, nullable=False),
    Column("closed_at", Instant),
    CheckConstraint("(raised_by IS NULL) <> (own_key IS NULL)", name="one_way_to_find_it"),
    Index("ix_obstacles_closed_at", "closed_at"),
    Index("ix_obstacles_report_id", "report_id"),
    sqlite_autoincrement=True,
)

# What happened to it, in order. `lead` is null for what whoever raised it did.
obstacle_turns = Table(
    "obstacle_turns",
    metadata,
    Column("id", Id, primary_key=True),
    Column("obstacle_id", Id, ForeignKey("obstacles.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lead", Text),
    Column("words", Words, nullable=False),
    Column("by_day", Date),
    CheckConstraint(
        "kind IN ('raised', 'answered', 'done', 'out_of_the_way', 'still_there', 'taken_back')", name="kind"
    ),
    CheckConstraint("(kind IN ('answered', 'done')) = (lead IS NOT NULL)", name="lead"),
    Index("ix_obstacle_turns_obstacle_id", "obstacle_id", "id"),
    sqlite_autoincrement=True,
)

# "Mine too": a count. `own_key` keeps one person from counting twice, and tells nobody who it was.
obstacle_echoes = Table(
    "obstacle_echoes",
    metadata,
    Column("obstacle_id", Id, ForeignKey("obstacles.id"), nullable=False),
    Column("own_key", Text, nullable=False),
    PrimaryKeyConstraint("obstacle_id", "own_key"),
)
