"""What a huddle looks back on: a team's promises, answers and misses of a span of time. Nothing is read by person.

A span is after `since` and up to `until`, both in UTC.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, select, union

from portal.promises.clocks import State
from portal.reports.timeline import Kind
from portal.store.care_tables import hard_reports, thanks
from portal.store.desk_tables import feedback, script_uses
from portal.store.tables import clocks, reports, texts, timeline

_KEPT = (State.KEPT.value, State.KEPT_PROVISIONALLY.value)
_TEAM = reports.c.team == bindparam("team")


def _within(column: ColumnElement[datetime]) -> ColumnElement[bool]:
    return and_(column > bindparam("since"), column <= bindparam("until"))


def _count(column: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((column, 1), else_=0)), 0)


_OF_TEAM = clocks.join(reports, reports.c.id == clocks.c.report_id)
_PROMISES = (
    select(
        _count(clocks.c.state.in_(_KEPT)).label("kept"), _count(clocks.c.state == State.MISSED.value).label("missed")
    )
    .select_from(_OF_TEAM)
    .where(_TEAM, _within(clocks.c.counts_at))
)
_MISSES = (
    select(clocks.c.report_id, reports.c.reference, reports.c.topic, clocks.c.commitment, clocks.c.commitment_version)
    .select_from(_OF_TEAM)
    .where(_TEAM, _within(clocks.c.counts_at), clocks.c.state == State.MISSED.value)
    .order_by(clocks.c.counts_at.desc(), clocks.c.report_id, clocks.c.commitment)
    .limit(bindparam("limit"))
)
_ANSWERS = (
    select(
        _count(feedback.c.solved.is_(True)).label("solved"),
        func.count(feedback.c.solved).label("solved_answers"),
        _count(feedback.c.cared_for.is_(True)).label("cared_for"),
        func.count(feedback.c.cared_for).label("cared_for_answers"),
    )
    .select_from(feedback.join(reports, reports.c.id == feedback.c.report_id))
    .where(_TEAM, _within(feedback.c.at))
)
_THANKED_SCRIPTS = (
    select(script_uses.c.script)
    .select_from(
        thanks.join(reports, reports.c.id == thanks.c.report_id).join(
            script_uses, script_uses.c.report_id == thanks.c.report_id
        )
    )
    .where(_TEAM, _within(thanks.c.at), thanks.c.giver.is_(None))
    .distinct()
    .order_by(script_uses.c.script)
)
_HARD_TOPICS = union(
    select(reports.c.topic)
    .join(hard_reports, hard_reports.c.report_id == reports.c.id)
    .where(_TEAM, _within(hard_reports.c.at)),
    select(reports.c.topic)
    .select_from(_OF_TEAM)
    .where(_TEAM, _within(clocks.c.counts_at), clocks.c.state == State.MISSED.value),
)
_TRIED = (
    select(timeline.c.report_id, texts.c.body)
    .join(texts, and_(texts.c.entry_id == timeline.c.id, texts.c.field == "tried"))
    .where(timeline.c.report_id.in_(bindparam("report_ids", expanding=True)), timeline.c.kind == Kind.EFFORT.value)
    .order_by(timeline.c.id)
)


class Promises(NamedTuple):
    """How many promises came to count, and how."""

    kept: int
    missed: int


class Answers(NamedTuple):
    """How many said yes to each of the two questions at the end, of how many who said anything."""

    solved: int
    solved_answers: int
    cared_for: int
    cared_for_answers: int


class MissedPromise(NamedTuple):
    """`commitment` is its slug, `commitment_version` the hash of what was promised."""

    report_id: int
    reference: str
    topic: str
    commitment: str
    commitment_version: str


def promises(conn: Connection, team: str, since: datetime, until: datetime) -> Promises:
    return Promises._make(conn.execute(_PROMISES, _span(team, since, until)).one())


def misses(conn: Connection, team: str, since: datetime, until: datetime, limit: int) -> list[MissedPromise]:
    """The latest first."""
    rows = conn.execute(_MISSES, _span(team, since, until) | {"limit": limit})
    return [MissedPromise._make(row) for row in rows]


def answers(conn: Connection, team: str, since: datetime, until: datetime) -> Answers:
    return Answers._make(conn.execute(_ANSWERS, _span(team, since, until)).one())


def thanked_scripts(conn: Connection, team: str, since: datetime, until: datetime) -> list[str]:
    """The scripts (slugs) with which reports were answered whose customers said thank you."""
    return list(conn.execute(_THANKED_SCRIPTS, _span(team, since, until)).scalars())


def hard_topics(conn: Connection, team: str, since: datetime, until: datetime) -> frozenset[str]:
    """Topics (slugs) in which a report was marked as hard, or a promise was missed."""
    return frozenset(conn.execute(_HARD_TOPICS, _span(team, since, until)).scalars())


def last_tried(conn: Connection, report_ids: Iterable[int]) -> dict[int, str]:
    """What was tried last on each report; missing where nothing was, or where it was erased."""
    return {row.report_id: row.body for row in conn.execute(_TRIED, {"report_ids": list(report_ids)})}


def _span(team: str, since: datetime, until: datetime) -> dict[str, object]:
    return {"team": team, "since": since, "until": until}
