"""Reports whose customers' words have been kept for as long as they are to be kept."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, func, select

from portal.reports.timeline import Kind
from portal.store.tables import reports, timeline

_IS_ERASED = exists().where(timeline.c.report_id == reports.c.id, timeline.c.kind == Kind.ERASED.value)
_DUE = select(reports.c.id).where(reports.c.closed_at < bindparam("before"), ~_IS_ERASED)
_SOME = _DUE.order_by(reports.c.closed_at, reports.c.id).limit(bindparam("limit"))
_HOW_MANY = select(func.count()).select_from(_DUE.subquery())


def closed_before(conn: Connection, before: datetime, limit: int) -> list[int]:
    """The reports that were closed before this instant and are not erased, the longest closed first."""
    return list(conn.scalars(_SOME, {"before": before, "limit": limit}))


def count_closed_before(conn: Connection, before: datetime) -> int:
    return conn.scalar(_HOW_MANY, {"before": before}) or 0
