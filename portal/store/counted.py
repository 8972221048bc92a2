"""What a monitor wants to know of the store, in queries that an index answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from portal.store.stands import IS_OPEN
from portal.store.tables import clocks, notices, reports

_RECEIVED = select(func.max(reports.c.id))
_OPEN = select(func.count()).select_from(reports).where(IS_OPEN)
_WATCHED = select(func.count()).select_from(clocks).where(clocks.c.next_check_at.is_not(None))
_OVERDUE = select(func.count()).select_from(reports).where(IS_OPEN, reports.c.next_due_at < bindparam("at"))
_QUEUED = select(func.count(), func.min(notices.c.due_at)).where(notices.c.state == "queued")
_FAILED = select(func.count()).select_from(notices).where(notices.c.state == "failed")


@dataclass(frozen=True, slots=True)
class Counted:
    """`received` is of all time; `overdue` are open reports past a promise; `oldest_due_at` is in UTC."""

    received: int
    open_reports: int
    overdue_reports: int
    watched_clocks: int
    queued: int
    oldest_due_at: datetime | None
    failed: int


def counted(conn: Connection, at: datetime) -> Counted:
    """As of `at` (UTC)."""
    queued, oldest = conn.execute(_QUEUED).one()
    return Counted(
        received=conn.scalar(_RECEIVED) or 0,
        open_reports=conn.scalar(_OPEN) or 0,
        overdue_reports=conn.scalar(_OVERDUE, {"at": at}) or 0,
        watched_clocks=conn.scalar(_WATCHED) or 0,
        queued=queued,
        oldest_due_at=oldest,
        failed=conn.scalar(_FAILED) or 0,
    )
