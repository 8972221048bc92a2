"""When reports came in, and what they were about: what a roster is tried against."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from portal.store.tables import reports

_NEWEST = select(func.max(reports.c.received_at))
_ARRIVALS = (
    select(reports.c.received_at, reports.c.topic, reports.c.severity)
    .where(reports.c.received_at > bindparam("after"))
    .order_by(reports.c.received_at, reports.c.id)
)


def newest_arrival(conn: Connection) -> datetime | None:
    """None where there is no report (UTC)."""
    newest: datetime | None = conn.scalar(_NEWEST)
    return newest


def arrivals_after(conn: Connection, after: datetime) -> list[tuple[datetime, str, str]]:
    """Receipt (UTC), topic and severity of everything that came in after `after`, in order."""
    return [(row.received_at, row.topic, row.severity) for row in conn.execute(_ARRIVALS, {"after": after})]
