"""Reports as my desk lists them: a page at a time, each page read from an index, however many reports there are.

A page begins after a place, the last one of the page before (a keyset): no row is read to be skipped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    TextClause,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from portal.reports.report import Status
from portal.reports.timeline import Kind
from portal.store.columns import Instant
from portal.store.stands import IS_WAITING
from portal.store.tables import reports, texts, timeline

MOST_COUNTED = 99
_OPEN = (Status.OPEN.value, Status.WAITING.value)
_COLUMNS = (
    reports.c.id,
    reports.c.reference,
    reports.c.topic,
    reports.c.severity,
    reports.c.status,
    reports.c.team,
    reports.c.owner,
    reports.c.received_at,
    reports.c.closed_at,
    reports.c.next_due_at,
)
_FIRST_WORDS = (
    select(timeline.c.report_id, texts.c.body)
    .join(texts, and_(texts.c.entry_id == timeline.c.id, texts.c.field == "what_happened"))
    .where(timeline.c.report_id.in_(bindparam("report_ids", expanding=True)), timeline.c.kind == Kind.RECEIVED.value)
)
_LISTED = select(*_COLUMNS).where(reports.c.id.in_(bindparam("report_ids", expanding=True)))


class Stage(StrEnum):
    """Where the listed reports stand, and in which order they come: open ones by when they are due, those that wait
    by receipt, closed ones the latest first.
    """

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


_STANDS: dict[Stage, ColumnElement[bool] | TextClause] = {
    Stage.OPEN: reports.c.status == Status.OPEN.value,
    Stage.WAITING: IS_WAITING,
    Stage.CLOSED: reports.c.closed_at.is_not(None),
}


class Owned(StrEnum):
    """Whose the reports of a team are, apart from its own."""

    BY_OTHERS = "by others"
    BY_NOBODY = "by nobody"
    BY_OTHERS_OR_NOBODY = "by others or nobody"


@dataclass(frozen=True, slots=True)
class Lane:
    """The reports of a person (a key of team.yml), or those of a team that are not that person's."""

    stage: Stage
    person: str
    team: str | None = None
    owned: Owned = Owned.BY_OTHERS_OR_NOBODY


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Only some of them; instants are in UTC. `due_from` is part of the span, `due_before` is not."""

    topic: str = ""
    severity: str = ""
    due_from: datetime | None = None
    due_before: datetime | None = None
    closed_from: datetime | None = None


class Place(NamedTuple):
    """Where a report stands in the order of its stage; `at` is None for an open report with nothing due."""

    at: datetime | None
    id: int


class Listed(NamedTuple):
    """A report in a list. Instants are in UTC."""

    id: int
    reference: str
    topic: str
    severity: str
    status: str
    team: str
    owner: str | None
    received_at: datetime
    closed_at: datetime | None
    next_due_at: datetime | None

    def place_in(self, stage: Stage) -> Place:
        at = {Stage.OPEN: self.next_due_at, Stage.WAITING: self.received_at, Stage.CLOSED: self.closed_at}[stage]
        return Place(at, self.id)


def listed(
    conn: Connection, lanes: Iterable[Lane], narrowing: Narrowing, *, limit: int, after: Place | None = None
) -> list[Listed]:
    """The first `limit` reports of the lanes together, in order, after a place. All lanes are of one stage."""
    found: list[Listed] = []
    stage = Stage.OPEN
    for lane in lanes:
        stage, wanted = lane.stage, limit
        for query in _pages(lane, narrowing, after):
            rows = [Listed._make(row) for row in conn.execute(query.limit(wanted))]
            found += rows
            wanted -= len(rows)
            if wanted <= 0:
                break
    backward = stage is Stage.CLOSED
    return sorted(found, key=lambda row: _rank(row.place_in(stage)), reverse=backward)[:limit]


def listed_by_id(conn: Connection, report_ids: Iterable[int]) -> dict[int, Listed]:
    rows = map(Listed._make, conn.execute(_LISTED, {"report_ids": list(report_ids)}))
    return {each.id: each for each in rows}


def counts(conn: Connection, questions: Iterable[tuple[Iterable[Lane], Narrowing]]) -> list[int]:
    """How many there are of each, in one query; nobody counts further than MOST_COUNTED + 1 in a lane."""
    asked = [[_count(lane, narrowing) for lane in lanes] for lanes, narrowing in questions]
    row = conn.execute(select(*(sum(each[1:], start=each[0]) if each else literal(0) for each in asked))).one()
    return [int(number) for number in row]


def first_words(conn: Connection, report_ids: Iterable[int]) -> dict[int, str]:
    """What each customer wrote first, by report; missing once erased."""
    return {row.report_id: row.body for row in conn.execute(_FIRST_WORDS, {"report_ids": list(report_ids)})}


def _pages(lane: Lane, narrowing: Narrowing, after: Place | None) -> list[Select[Any]]:
    """What follows the place, in one query; for open reports in two, because nothing is due on some, and they end it.

    One query would have to sort: the databases disagree on which end of an index has no value.
    """
    query = select(*_COLUMNS).where(_holds(lane), *_narrowed(narrowing))
    if lane.stage is Stage.CLOSED:
        return [_from(query, reports.c.closed_at, after, backward=True)]
    if lane.stage is Stage.WAITING:
        return [_from(query, reports.c.received_at, after)]
    undated = query.where(reports.c.next_due_at.is_(None)).order_by(reports.c.id)
    if after is not None and after.at is None:
        return [undated.where(reports.c.id > after.id)]
    dated = _from(query.where(reports.c.next_due_at.is_not(None)), reports.c.next_due_at, after)
    return [dated] if narrowing.due_from or narrowing.due_before else [dated, undated]


def _from(
    query: Select[Any], column: ColumnElement[Any], after: Place | None, *, backward: bool = False
) -> Select[Any]:
    if after is not None:
        here, there = tuple_(column, reports.c.id), tuple_(literal(after.at, Instant), literal(after.id))
        query = query.where(here < there if backward else here > there)
    return query.order_by(column.desc(), reports.c.id.desc()) if backward else query.order_by(column, reports.c.id)


def _holds(lane: Lane) -> ColumnElement[bool]:
    stands = _STANDS[lane.stage]
    if lane.team is None:
        return and_(reports.c.owner == lane.person, stands)
    by_nobody, by_others = reports.c.owner.is_(None), reports.c.owner != lane.person
    owned = {
        Owned.BY_NOBODY: by_nobody,
        Owned.BY_OTHERS: by_others,
        Owned.BY_OTHERS_OR_NOBODY: or_(by_nobody, by_others),
    }
    return and_(reports.c.team == lane.team, owned[lane.owned], stands)


def _narrowed(narrowing: Narrowing) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if narrowing.topic:
        found.append(reports.c.topic == narrowing.topic)
    if narrowing.severity:
        found.append(reports.c.severity == narrowing.severity)
    if narrowing.due_from:
        found.append(reports.c.next_due_at >= narrowing.due_from)
    if narrowing.due_before:
        found.append(reports.c.next_due_at < narrowing.due_before)
    if narrowing.closed_from:
        found.append(reports.c.closed_at >= narrowing.closed_from)
    return found


def _count(lane: Lane, narrowing: Narrowing) -> ScalarSelect[int]:
    some = select(literal(1)).select_from(reports).where(_holds(lane), *_narrowed(narrowing)).limit(MOST_COUNTED + 1)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def _rank(place: Place) -> tuple[bool, float, int]:
    return (place.at is None, place.at.timestamp() if place.at else 0.0, place.id)
