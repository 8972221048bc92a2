"""How the store stands: what waits to be sent, what was given up, and when anybody last did a duty."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from portal.store.tables import duties, notices, timeline

_QUEUED = notices.c.state == "queued"
_WAITING = select(func.count(), func.min(notices.c.due_at)).where(_QUEUED, notices.c.due_at <= bindparam("at"))
_QUEUE = select(func.count()).select_from(notices).where(_QUEUED)
_GIVEN_UP = (
    select(func.count())
    .select_from(notices)
    .where(notices.c.state == "failed", notices.c.created_at >= bindparam("since"))
)
_LAST_DUTY = select(func.max(duties.c.done_at))
_LAST_ENTRY = select(timeline.c.at).order_by(timeline.c.id.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Standing:
    """`waiting` notices are due and not sent, the longest since `waiting_since`; all instants are in UTC."""

    queued: int
    waiting: int
    waiting_since: datetime | None
    given_up: int
    last_duty_at: datetime | None
    last_entry_at: datetime | None


def standing(conn: Connection, at: datetime, given_up_since: datetime) -> Standing:
    """As of `at` (UTC)."""
    waiting, since = conn.execute(_WAITING, {"at": at}).one()
    return Standing(
        queued=conn.scalar(_QUEUE) or 0,
        waiting=waiting,
        waiting_since=since,
        given_up=conn.scalar(_GIVEN_UP, {"since": given_up_since}) or 0,
        last_duty_at=conn.scalar(_LAST_DUTY),
        last_entry_at=conn.scalar(_LAST_ENTRY),
    )
