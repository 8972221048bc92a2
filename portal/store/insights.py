"""What complaints teach, added up by the database: by topic and week, by cause, and by script. Never by person.

No statement here reads who did anything; a rule test holds this module and its neighbours to that.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal, select

from portal.reports.insights_causes import CauseSeen
from portal.reports.insights_scripts import Answers
from portal.reports.insights_weeks import WEEK, Period
from portal.reports.ledger import Share
from portal.reports.report import Status
from portal.store.cause_tables import causes, report_causes
from portal.store.columns import Instant
from portal.store.desk_tables import feedback, script_uses
from portal.store.durations import seconds_between
from portal.store.tables import reports

_WEEK_S = int(WEEK.total_seconds())
_IS_REPORT = reports.c.status != Status.VOID.value
_OPEN = (Status.OPEN.value, Status.WAITING.value)


class WeekCount(NamedTuple):
    """`status` is empty for arrivals; `week` counts from 0."""

    topic: str
    week: int
    status: str
    reports: int


def arrivals(conn: Connection, period: Period) -> Iterator[WeekCount]:
    """By topic and the week of receipt."""
    week = _week_of(reports.c.received_at, period)
    counted = select(reports.c.topic, week, literal(""), func.count()).where(_IS_REPORT, received_in(period))
    for row in conn.execute(counted.group_by(reports.c.topic, week)):
        yield WeekCount(*row)


def endings(conn: Connection, period: Period) -> Iterator[WeekCount]:
    """By topic, week and how they ended; a report that was reopened counts where it ended last."""
    week = _week_of(reports.c.closed_at, period)
    within = (reports.c.closed_at >= period.since, reports.c.closed_at <= period.until)
    counted = select(reports.c.topic, week, reports.c.status, func.count()).where(_IS_REPORT, *within)
    for row in conn.execute(counted.group_by(reports.c.topic, week, reports.c.status)):
        yield WeekCount(*row)


def open_when_it_began(conn: Connection, period: Period) -> dict[str, int]:
    """By topic, the reports that were open when the period began."""
    still = reports.c.closed_at.is_(None) | (reports.c.closed_at >= period.since)
    counted = select(reports.c.topic, func.count().label("number")).where(
        _IS_REPORT, reports.c.received_at < period.since, still
    )
    return {row.topic: row.number for row in conn.execute(counted.group_by(reports.c.topic))}


def causes_in(conn: Connection, period: Period) -> list[CauseSeen]:
    """The causes that were open at any time of the period, with all their reports."""
    counted = (
        select(
            causes.c.id,
            causes.c.title,
            causes.c.topic,
            causes.c.created_at,
            causes.c.closed_at,
            func.count(reports.c.id).label("reports"),
            func.sum(case((reports.c.status.in_(_OPEN), 1), else_=0)).label("open"),
            *_said("cared_for"),
        )
        .select_from(causes)
        .outerjoin(report_causes, report_causes.c.cause_id == causes.c.id)
        .outerjoin(reports, (reports.c.id == report_causes.c.report_id) & _IS_REPORT)
        .outerjoin(feedback, feedback.c.report_id == reports.c.id)
        .where(causes.c.created_at <= period.until)
        .where(causes.c.closed_at.is_(None) | (causes.c.closed_at >= period.since))
        .group_by(causes.c.id, causes.c.title, causes.c.topic, causes.c.created_at, causes.c.closed_at)
    )
    return [
        CauseSeen(
            row.id,
            row.title,
            row.topic,
            row.created_at,
            row.closed_at,
            row.reports,
            int(row.open or 0),
            _cared_for(row),
        )
        for row in conn.execute(counted)
    ]


def answers_by_topic(conn: Connection, period: Period) -> dict[str, Answers]:
    """What was said at the end of all reports received in the period, by topic."""
    counted = _answers(reports.c.topic).where(_IS_REPORT, received_in(period)).group_by(reports.c.topic)
    return {row.topic: _answers_of(row) for row in conn.execute(counted)}


def answers_by_script(conn: Connection, period: Period) -> dict[tuple[str, str], Answers]:
    """The same by script and topic, each report once for each script that it was answered with."""
    used = select(script_uses.c.script, script_uses.c.report_id).distinct().subquery("used")
    counted = _answers(used.c.script, reports.c.topic).join(used, used.c.report_id == reports.c.id)
    grouped = counted.where(_IS_REPORT, received_in(period)).group_by(used.c.script, reports.c.topic)
    return {(row.script, row.topic): _answers_of(row) for row in conn.execute(grouped)}


def received_in(period: Period) -> ColumnElement[bool]:
    return (reports.c.received_at >= period.since) & (reports.c.received_at <= period.until)


def _week_of(at: ColumnElement[Any], period: Period) -> ColumnElement[int]:
    """The number of the week; the very end of the period belongs to the last."""
    number = seconds_between(literal(period.since, Instant), at) // _WEEK_S
    return case((number >= period.weeks, period.weeks - 1), else_=number)


def _answers(*keys: ColumnElement[Any]) -> Select[Any]:
    columns = (*keys, func.count(reports.c.id).label("reports"), *_said("solved"), *_said("cared_for"))
    return select(*columns).select_from(reports).outerjoin(feedback, feedback.c.report_id == reports.c.id)


def _said(question: str) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """How many said yes, and how many said anything."""
    column = feedback.c[question]
    yes = func.sum(case((column.is_(True), 1), else_=0)).label(question)
    return yes, func.count(column).label(f"{question}_answers")


def _cared_for(row: Any) -> Share:
    return Share(int(row.cared_for or 0), row.cared_for_answers)


def _answers_of(row: Any) -> Answers:
    return Answers(row.reports, Share(int(row.solved or 0), row.solved_answers), _cared_for(row))
