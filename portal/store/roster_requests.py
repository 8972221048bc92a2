"""What people ask of the roster: time off, and that somebody takes a shift."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from portal.store.care_tables import roster_requests
from portal.store.roster_exceptions import breaks_as_facts, breaks_of
from portal.team.planned_shifts import PlannedShift

Kind = Literal["time_off", "swap", "cover"]
State = Literal["asked", "agreed", "refused", "withdrawn", "undone"]

_BY_ID = select(roster_requests).where(roster_requests.c.id == bindparam("id"))
_SINCE = (
    select(roster_requests).where(roster_requests.c.ends_at > bindparam("since")).order_by(roster_requests.c.starts_at)
)
_SETTLE = (
    update(roster_requests)
    .where(roster_requests.c.id == bindparam("of_id"))
    .values(
        state=bindparam("new_state"), other=bindparam("by_whom"), settled_by=bindparam("by"), settled_at=bindparam("at")
    )
)


@dataclass(frozen=True, slots=True)
class RosterRequest:
    """`shift` is the time asked for, with its breaks where it is a shift; `in_return` is one of `other`'s, if any.

    `other` is whom a swap is asked of, None for anybody, and who took it once it is agreed.
    """

    id: int
    kind: Kind
    person: str
    other: str | None
    shift: PlannedShift
    in_return: PlannedShift | None
    note: str
    state: State
    asked_at: datetime
    settled_by: str | None
    settled_at: datetime | None


def ask(
    conn: Connection, kind: Kind, person: str, shift: PlannedShift, at: datetime, *, other: str | None = None,
    in_return: PlannedShift | None = None, note: str = "",
) -> int:  # fmt: skip
    """Keep a request that waits for its answer; gives its number."""
    facts: dict[str, Any] = breaks_as_facts(shift)
    if in_return is not None:
        times = {"start": in_return.start.isoformat(), "end": in_return.end.isoformat()}
        facts["in_return"] = times | breaks_as_facts(in_return)
    values = {
        "kind": kind,
        "person": person,
        "other": other,
        "starts_at": shift.start,
        "ends_at": shift.end,
        "facts": facts,
        "note": note,
        "state": "asked",
        "asked_at": at,
    }
    return int(conn.execute(insert(roster_requests).returning(roster_requests.c.id), values).scalar_one())


def request_by_id(conn: Connection, request_id: int, *, lock: bool = False) -> RosterRequest | None:
    """`lock` keeps others from settling it until this transaction ends; for use in `writing` only."""
    row = conn.execute(_BY_ID.with_for_update() if lock else _BY_ID, {"id": request_id}).one_or_none()
    return None if row is None else _request(row)


def requests_since(conn: Connection, since: datetime) -> list[RosterRequest]:
    """Every request about a time that ends after `since`, the earliest time first."""
    return [_request(row) for row in conn.execute(_SINCE, {"since": since})]


def settle(
    conn: Connection, request: RosterRequest, state: State, by: str, at: datetime, *, other: str | None = None
) -> None:
    """`other` is who takes the shift, where that is settled now."""
    values = {"of_id": request.id, "new_state": state, "by_whom": other or request.other, "by": by, "at": at}
    conn.execute(_SETTLE, values)


def _request(row: Row[Any]) -> RosterRequest:
    return RosterRequest(
        id=row.id,
        kind=row.kind,
        person=row.person,
        other=row.other,
        shift=PlannedShift(row.starts_at, row.ends_at, breaks_of(row.facts), row.person),
        in_return=_in_return(row.facts, row.other),
        note=row.note,
        state=row.state,
        asked_at=row.asked_at,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
    )


def _in_return(facts: Mapping[str, Any], other: str | None) -> PlannedShift | None:
    found = facts.get("in_return")
    if found is None:
        return None
    start, end = datetime.fromisoformat(found["start"]), datetime.fromisoformat(found["end"])
    return PlannedShift(start, end, breaks_of(found), other or "")
