"""What came of many reports, added up by the database: however many there are, few rows come back.

Reports that were set aside are none. Erasure takes words and names, so erased reports count on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    case,
    distinct,
    func,
    literal,
    select,
)

from portal.reports.ledger import Count
from portal.reports.report import Status
from portal.reports.timeline import Kind
from portal.store.columns import Instant
from portal.store.desk_tables import feedback
from portal.store.durations import seconds_between
from portal.store.tables import clocks, reports, timeline

_OUTCOMES = (Kind.RESOLVED.value, Kind.DECLINED.value, Kind.LAPSED.value)
_OPEN = (Status.OPEN.value, Status.WAITING.value)
_ENDED = (Status.RESOLVED.value, Status.DECLINED.value, Status.LAPSED.value)
_OWN_COLUMNS = ("id", "status", "received_at", "ends_at", "open_s", "place", "ended")

Counts = dict[tuple[str, ...], Count]
_Rows = Iterator[tuple[tuple[str, ...], Row[Any]]]


@dataclass(frozen=True, slots=True)
class Span:
    """Reports received from `since` to `until`, both included (UTC). What is still open counts until `until`."""

    since: datetime
    until: datetime

    @property
    def holds_report(self) -> ColumnElement[bool]:
        return and_(reports.c.received_at >= self.since, reports.c.received_at <= self.until)


def counted_reports(until: datetime, *keys: ColumnElement[Any]) -> Select[Any]:
    """Reports with the keys they are counted by, where they stand, and from when to when; to be narrowed.

    What is still open counts until `until` (UTC).
    """
    ends_at = func.coalesce(reports.c.closed_at, literal(until, Instant))
    return select(reports.c.id, *keys, reports.c.status, reports.c.received_at, ends_at.label("ends_at")).where(
        reports.c.status != Status.VOID.value
    )


def count_by_keys(conn: Connection, counted: CTE) -> Counts:
    """What was counted of each combination of the keys of `counted_reports`."""
    found: Counts = {}
    timed = _timed(counted)
    in_order = _in_order(timed)
    for key, row in _by_key(conn, timed, _outcomes(timed)):
        found[key] = Count(
            reports=row.reports,
            open=row.open,
            resolved=row.resolved,
            declined=row.declined,
            lapsed=row.lapsed,
            withdrawn=row.withdrawn,
            open_s=int(row.open_s),
        )
    for key, row in _by_key(conn, in_order, _medians(in_order)):
        found[key] = replace(found[key], median_s=int(row.median_s))
    for key, row in _by_key(conn, counted, _entries(counted)):
        found[key] = _with_entries(found[key], Kind(row.kind), row.entries, row.reports)
    for key, row in _by_key(conn, counted, _offers(counted)):
        found[key] = _with_offers(found[key], row.facts, row.entries)
    for key, row in _by_key(conn, counted, _misses(counted)):
        found[key] = replace(found[key], missed=row.reports)
    for key, row in _by_key(conn, counted, _answers(counted)):
        found[key] = replace(
            found[key],
            solved=row.solved,
            solved_answers=row.solved_answers,
            cared_for=row.cared_for,
            cared_for_answers=row.cared_for_answers,
        )
    return found


def _by_key(conn: Connection, of: FromClause, query: Select[Any]) -> _Rows:
    """Each row with the keys it begins with."""
    number = len(_keys(of))
    for row in conn.execute(query):
        yield tuple(row[:number]), row


def _keys(of: FromClause) -> list[ColumnElement[Any]]:
    return [column for column in of.c if column.name not in _OWN_COLUMNS]


def _timed(counted: CTE) -> CTE:
    """With how long each stood open, in seconds. From an outcome to a reopening a report is not open."""
    reopened, closed = timeline.alias("reopened"), timeline.alias("closed")
    closed_at = (
        select(func.max(closed.c.at))
        .where(closed.c.report_id == reopened.c.report_id, closed.c.id < reopened.c.id, closed.c.kind.in_(_OUTCOMES))
        .scalar_subquery()
    )
    rested = (
        select(reopened.c.report_id, func.sum(seconds_between(closed_at, reopened.c.at)).label("s"))
        .join(counted, counted.c.id == reopened.c.report_id)
        .where(reopened.c.kind == Kind.REOPENED.value)
        .group_by(reopened.c.report_id)
        .subquery("rested")
    )
    open_s = seconds_between(counted.c.received_at, counted.c.ends_at) - func.coalesce(rested.c.s, 0)
    return (
        select(*_keys(counted), counted.c.status, open_s.label("open_s"))
        .outerjoin(rested, rested.c.report_id == counted.c.id)
        .cte("timed")
    )


def _outcomes(timed: CTE) -> Select[Any]:
    def where(*statuses: str) -> ColumnElement[int]:
        return func.sum(case((timed.c.status.in_(statuses), 1), else_=0))

    return select(
        *_keys(timed),
        func.count().label("reports"),
        where(*_OPEN).label("open"),
        where(Status.RESOLVED.value).label("resolved"),
        where(Status.DECLINED.value).label("declined"),
        where(Status.LAPSED.value).label("lapsed"),
        where(Status.WITHDRAWN.value).label("withdrawn"),
        func.sum(timed.c.open_s).label("open_s"),
    ).group_by(*_keys(timed))


def _in_order(timed: CTE) -> CTE:
    """The ended ones of each key, numbered from the quickest on."""
    keys = _keys(timed)
    return (
        select(
            *keys,
            timed.c.open_s,
            func.row_number().over(partition_by=keys, order_by=timed.c.open_s).label("place"),
            func.count().over(partition_by=keys).label("ended"),
        )
        .where(timed.c.status.in_(_ENDED))
        .cte("in_order")
    )


def _medians(ranked: CTE) -> Select[Any]:
    """The one in the middle, or the mean of the two: neither database's own median is known to the other."""
    middle = (ranked.c.place * 2).in_((ranked.c.ended, ranked.c.ended + 1, ranked.c.ended + 2))
    return select(*_keys(ranked), func.avg(ranked.c.open_s).label("median_s")).where(middle).group_by(*_keys(ranked))


def _entries(counted: CTE) -> Select[Any]:
    kinds = (Kind.EFFORT.value, Kind.REMEDY_GIVEN.value, Kind.REOPENED.value)
    return (
        select(
            *_keys(counted),
            timeline.c.kind,
            func.count().label("entries"),
            func.count(distinct(timeline.c.report_id)).label("reports"),
        )
        .join(timeline, timeline.c.report_id == counted.c.id)
        .where(timeline.c.kind.in_(kinds))
        .group_by(*_keys(counted), timeline.c.kind)
    )


def _with_entries(count: Count, kind: Kind, entries: int, reports: int) -> Count:
    if kind is Kind.REOPENED:
        return replace(count, reopened=reports)
    return replace(count, efforts=entries) if kind is Kind.EFFORT else replace(count, remedies=entries)


def _offers(counted: CTE) -> Select[Any]:
    """Facts are never queried by what is inside; there are few kinds of them, and each comes once."""
    return (
        select(*_keys(counted), timeline.c.facts, func.count().label("entries"))
        .join(timeline, timeline.c.report_id == counted.c.id)
        .where(timeline.c.kind == Kind.OFFERED.value)
        .group_by(*_keys(counted), timeline.c.facts)
    )


def _with_offers(count: Count, facts: dict[str, Any], entries: int) -> Count:
    worth = facts.get("worth")
    value = worth if isinstance(worth, int) else 0
    return replace(count, offers=count.offers + entries, worth=count.worth + value * entries)


def _misses(counted: CTE) -> Select[Any]:
    return (
        select(*_keys(counted), func.count(distinct(clocks.c.report_id)).label("reports"))
        .join(clocks, clocks.c.report_id == counted.c.id)
        .where(clocks.c.missed_at.is_not(None))
        .group_by(*_keys(counted))
    )


def _answers(counted: CTE) -> Select[Any]:
    def said(column: ColumnElement[Any]) -> ColumnElement[int]:
        return func.sum(case((column.is_(True), 1), else_=0))

    return (
        select(
            *_keys(counted),
            said(feedback.c.solved).label("solved"),
            func.count(feedback.c.solved).label("solved_answers"),
            said(feedback.c.cared_for).label("cared_for"),
            func.count(feedback.c.cared_for).label("cared_for_answers"),
        )
        .join(feedback, feedback.c.report_id == counted.c.id)
        .group_by(*_keys(counted))
    )
