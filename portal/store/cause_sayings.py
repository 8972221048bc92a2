"""What was said to all reports of a cause at once: the words, the reports they are for, and how far they have got."""

from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from portal.reports.causes import Saying, SayingKind, ToldState
from portal.reports.report import Status
from portal.store.cause_tables import cause_sayings, cause_told, report_causes
from portal.store.tables import reports

_OPEN = tuple(status.value for status in Status if status.is_open)
_ADD = insert(cause_sayings).returning(cause_sayings)
_SAYINGS = select(cause_sayings)
_OF_CAUSE = (
    _SAYINGS.where(cause_sayings.c.cause_id == bindparam("cause_id"))
    .order_by(cause_sayings.c.id.desc())
    .limit(bindparam("limit"))
)
_UNFINISHED_OF_CAUSE = _SAYINGS.where(
    cause_sayings.c.cause_id == bindparam("cause_id"), cause_sayings.c.finished_at.is_(None)
).order_by(cause_sayings.c.id)
_UNFINISHED_CAUSES = (
    select(cause_sayings.c.cause_id)
    .where(cause_sayings.c.finished_at.is_(None))
    .group_by(cause_sayings.c.cause_id)
    .order_by(func.min(cause_sayings.c.id))
    .limit(bindparam("limit"))
)
_FOR_ALL_OPEN = insert(cause_told).from_select(
    ["saying_id", "report_id"],
    select(bindparam("saying_id", type_=cause_sayings.c.id.type), report_causes.c.report_id)
    .join(reports, reports.c.id == report_causes.c.report_id)
    .where(report_causes.c.cause_id == bindparam("cause_id"), reports.c.status.in_(_OPEN)),
    include_defaults=False,
)
_WAITING = (
    select(cause_told.c.report_id)
    .where(cause_told.c.saying_id == bindparam("saying_id"), cause_told.c.state == ToldState.WAITING.value)
    .order_by(cause_told.c.report_id)
    .limit(bindparam("limit"))
)
_SETTLE = (
    update(cause_told)
    .where(
        cause_told.c.saying_id == bindparam("of_saying"),
        cause_told.c.report_id == bindparam("of_report"),
        cause_told.c.state == ToldState.WAITING.value,
    )
    .values(state=bindparam("new_state"))
)
_FINISH = (
    update(cause_sayings)
    .where(cause_sayings.c.id == bindparam("of_id"), cause_sayings.c.finished_at.is_(None))
    .values(finished_at=bindparam("now"))
)
_BODIES = select(cause_sayings.c.id, cause_sayings.c.body).where(cause_sayings.c.cause_id == bindparam("cause_id"))
_REWRITE = update(cause_sayings).where(cause_sayings.c.id == bindparam("of_id")).values(body=bindparam("new_body"))
_COUNTS = (
    select(cause_told.c.saying_id, cause_told.c.state, func.count().label("reports"))
    .join(cause_sayings, cause_sayings.c.id == cause_told.c.saying_id)
    .where(cause_sayings.c.cause_id == bindparam("cause_id"))
    .group_by(cause_told.c.saying_id, cause_told.c.state)
)
_NOT_SAID = (
    select(cause_told.c.saying_id, cause_told.c.state, reports.c.reference)
    .join(cause_sayings, cause_sayings.c.id == cause_told.c.saying_id)
    .join(reports, reports.c.id == cause_told.c.report_id)
    .where(
        cause_sayings.c.cause_id == bindparam("cause_id"),
        cause_told.c.state.in_((ToldState.SKIPPED.value, ToldState.FAILED.value)),
    )
    .order_by(cause_told.c.saying_id, reports.c.reference)
)


def add_saying(
    conn: Connection,
    *,
    cause_id: int,
    kind: SayingKind,
    person: str,
    at: datetime,
    body: str,
    due_at: datetime | None = None,
) -> Saying:
    """Keep what is said, for every report that is open in the cause now."""
    values = {
        "cause_id": cause_id,
        "kind": kind.value,
        "person": person,
        "at": at,
        "body": body,
        "due_at": due_at,
    }
    row = conn.execute(_ADD, values).mappings().one()
    conn.execute(_FOR_ALL_OPEN, {"saying_id": row["id"], "cause_id": cause_id})
    return _saying(row)


def sayings_of(conn: Connection, cause_id: int, limit: int) -> list[Saying]:
    """What was said of the cause last, the newest first."""
    return [_saying(row) for row in conn.execute(_OF_CAUSE, {"cause_id": cause_id, "limit": limit}).mappings()]


def bodies_of(conn: Connection, cause_id: int) -> dict[int, str]:
    """The words of all that was said of the cause, by the saying's number; for erasure."""
    return {row.id: row.body for row in conn.execute(_BODIES, {"cause_id": cause_id})}


def rewrite(conn: Connection, saying_id: int, body: str) -> None:
    conn.execute(_REWRITE, {"of_id": saying_id, "new_body": body})


def unfinished_of(conn: Connection, cause_id: int) -> list[Saying]:
    """What has not reached all of its reports, the oldest first: that is said before what came later."""
    return [_saying(row) for row in conn.execute(_UNFINISHED_OF_CAUSE, {"cause_id": cause_id}).mappings()]


def causes_with_unfinished(conn: Connection, limit: int) -> list[int]:
    """The causes of which something was said that has not reached all of their reports, the oldest first."""
    return list(conn.scalars(_UNFINISHED_CAUSES, {"limit": limit}))


def waiting_reports(conn: Connection, saying_id: int, limit: int) -> list[int]:
    """The reports to which it is still to be said, in the order in which they are locked."""
    return list(conn.scalars(_WAITING, {"saying_id": saying_id, "limit": limit}))


def settle(conn: Connection, saying_id: int, report_id: int, state: ToldState) -> bool:
    """Note what became of it on one report; False where somebody has done so before."""
    values = {"of_saying": saying_id, "of_report": report_id, "new_state": state.value}
    return conn.execute(_SETTLE, values).rowcount == 1


def finish(conn: Connection, saying_id: int, now: datetime) -> bool:
    """It has reached all of its reports; False where somebody has said so before."""
    return conn.execute(_FINISH, {"of_id": saying_id, "now": now}).rowcount == 1


def counts(conn: Connection, cause_id: int) -> dict[int, dict[ToldState, int]]:
    """How many reports are in which state, by saying."""
    found: dict[int, dict[ToldState, int]] = {}
    for row in conn.execute(_COUNTS, {"cause_id": cause_id}):
        found.setdefault(row.saying_id, {})[ToldState(row.state)] = row.reports
    return found


def not_said(conn: Connection, cause_id: int) -> dict[int, dict[ToldState, list[str]]]:
    """The references of the reports that a saying passed over, by saying and state."""
    found: dict[int, dict[ToldState, list[str]]] = {}
    for row in conn.execute(_NOT_SAID, {"cause_id": cause_id}):
        found.setdefault(row.saying_id, {}).setdefault(ToldState(row.state), []).append(row.reference)
    return found


def _saying(row: RowMapping) -> Saying:
    return Saying(**{**row, "kind": SayingKind(row["kind"])})
