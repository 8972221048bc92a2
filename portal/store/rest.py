"""Breaks as they were taken or missed, and pauses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from portal.store.care_tables import pauses, planned_breaks
from portal.store.prepared import Prepared
from portal.store.upsert import insert_into

BREAKS = Prepared(
    select(planned_breaks)
    .where(planned_breaks.c.planned_at >= bindparam("first"), planned_breaks.c.planned_at < bindparam("before"))
    .order_by(planned_breaks.c.planned_at, planned_breaks.c.person),
    back=planned_breaks.c,
)
_STARTED = (
    update(planned_breaks)
    .where(planned_breaks.c.person == bindparam("who"), planned_breaks.c.planned_at == bindparam("planned"))
    .values(started_at=bindparam("at"))
)
_ENDED = (
    update(planned_breaks)
    .where(
        planned_breaks.c.person == bindparam("who"),
        planned_breaks.c.planned_at == bindparam("planned"),
        planned_breaks.c.ended_at.is_(None),
    )
    .values(ended_at=bindparam("at"))
)
PAUSES_UNDER_WAY = Prepared(
    select(pauses).where(
        pauses.c.started_at <= bindparam("at"), pauses.c.until_at > bindparam("at"), pauses.c.ended_at.is_(None)
    ),
    back=pauses.c,
)
_END_PAUSES = (
    update(pauses)
    .where(
        pauses.c.person == bindparam("who"),
        pauses.c.ended_at.is_(None),
        or_(pauses.c.until_at > bindparam("at"), pauses.c.started_at > bindparam("at")),
    )
    .values(ended_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class BreakRecord:
    """A planned break. `started_at` is None while it was not begun. Instants are in UTC."""

    person: str
    planned_at: datetime
    planned_until: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    id: int
    person: str
    started_at: datetime
    until_at: datetime
    ended_at: datetime | None = None


def breaks_between(conn: Connection, first: datetime, before: datetime) -> list[BreakRecord]:
    """The breaks planned from `first` on and before `before`, of everybody, the earliest first."""
    return [BreakRecord(*row) for row in BREAKS.rows(conn, {"first": first, "before": before})]


def keep_breaks(conn: Connection, records: Iterable[BreakRecord]) -> None:
    """Keep those that are not kept yet; what is known of a break stays."""
    for record in records:
        values = {
            "person": record.person,
            "planned_at": record.planned_at,
            "planned_until": record.planned_until,
            "started_at": record.started_at,
        }
        conn.execute(insert_into(conn, planned_breaks).on_conflict_do_nothing(), values)


def start_break(conn: Connection, record: BreakRecord, at: datetime) -> None:
    keep_breaks(conn, [record])
    conn.execute(_STARTED, {"who": record.person, "planned": record.planned_at, "at": at})


def end_break(conn: Connection, record: BreakRecord, at: datetime) -> None:
    conn.execute(_ENDED, {"who": record.person, "planned": record.planned_at, "at": at})


def start_pause(conn: Connection, person: str, at: datetime, until: datetime) -> None:
    conn.execute(insert(pauses), {"person": person, "started_at": at, "until_at": until})


def end_pauses(conn: Connection, person: str, at: datetime) -> None:
    conn.execute(_END_PAUSES, {"who": person, "at": at})


def pauses_under_way(conn: Connection, at: datetime) -> list[Pause]:
    return [Pause(*row) for row in PAUSES_UNDER_WAY.rows(conn, {"at": at})]
