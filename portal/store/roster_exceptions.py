"""Dated exceptions to the pattern of the week, in the order in which they were made. DESIGN §5 "Shifts"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, text, update

from portal.store.care_tables import roster_exceptions
from portal.team.planned_shifts import Extra, Off, PlannedShift, RosterException

_SINCE = roster_exceptions.c.ends_at > bindparam("since")
_IN_FORCE = (
    select(roster_exceptions).where(_SINCE, roster_exceptions.c.withdrawn_at.is_(None)).order_by(roster_exceptions.c.id)
)
_ADD = insert(roster_exceptions)
_WITHDRAW = (
    update(roster_exceptions)
    .where(roster_exceptions.c.request_id == bindparam("of_request"), roster_exceptions.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class StoredException:
    """One exception, and the request that it came of, if it came of one."""

    person: str
    exception: RosterException
    request_id: int | None
    made_by: str


def in_force(conn: Connection, since: datetime) -> list[StoredException]:
    """The exceptions that end after `since` and were not withdrawn, in the order in which they count."""
    return [_stored(row) for row in conn.execute(_IN_FORCE, {"since": since})]


def take_turns(conn: Connection) -> None:
    """Keep others from changing the roster until this transaction ends; on SQLite writers take turns anyway."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("LOCK TABLE roster_exceptions IN SHARE ROW EXCLUSIVE MODE"))


def add(
    conn: Connection, person: str, exceptions: Iterable[RosterException], *, made_by: str, at: datetime,
    request_id: int | None = None,
) -> None:  # fmt: skip
    for exception in exceptions:
        values = {"person": person, "request_id": request_id, "made_by": made_by, "made_at": at}
        conn.execute(_ADD, values | _columns(exception))


def withdraw(conn: Connection, request_id: int, at: datetime) -> int:
    """The exceptions that came of a request count no more; gives how many they were."""
    return conn.execute(_WITHDRAW, {"of_request": request_id, "at": at}).rowcount


def breaks_as_facts(shift: PlannedShift) -> dict[str, Any]:
    return {"breaks": [[start.isoformat(), end.isoformat()] for start, end in shift.breaks]}


def breaks_of(facts: Any) -> tuple[tuple[datetime, datetime], ...]:
    return tuple((datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in facts["breaks"])


def _columns(exception: RosterException) -> dict[str, Any]:
    match exception:
        case Off(start, end, is_given):
            kind = "given" if is_given else "off"
            return {"kind": kind, "starts_at": start, "ends_at": end, "breaks": {"breaks": []}, "instead_of": ""}
        case Extra(shift):
            breaks = breaks_as_facts(shift)
            times = {"starts_at": shift.start, "ends_at": shift.end}
            return {"kind": "extra", **times, "breaks": breaks, "instead_of": shift.instead_of}


def _stored(row: Row[Any]) -> StoredException:
    if row.kind == "extra":
        shift = PlannedShift(row.starts_at, row.ends_at, breaks_of(row.breaks), row.instead_of)
        exception: RosterException = Extra(shift)
    else:
        exception = Off(row.starts_at, row.ends_at, row.kind == "given")
    return StoredException(row.person, exception, row.request_id, row.made_by)
