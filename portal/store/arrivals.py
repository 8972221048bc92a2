"""When reports came in, and what they were about: what a roster is tried against."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from portal.store.tables import reports

_NEWEST = select(func.max(reports.c.received_at))
_NEWEST_BUT = select(reports.c.received_at).order_by(reports.c.id.desc()).offset(bindparam("others")).limit(1)
_ARRIVALS = (
    select(reports.c.received_at, reports.c.topic, reports.c.severity)
    .where(reports.c.received_at > bindparam("after"))
    .order_by(reports.c.received_at, reports.c.id)
)


def newest_arrival(conn: Connection) -> datetime | None:
    """None where there is no report (UTC)."""
    newest: datetime | None = conn.scalar(_NEWEST)
    return newest


def came_within(conn: Connection, number: int, since: datetime) -> bool:
    """Whether the last `number` reports (at least one) all came at `since` or later. It reads only these."""
    earliest: datetime | None = conn.scalar(_NEWEST_BUT, {"others": number - 1})
    return earliest is not None and earliest >= since


def arrivals_after(conn: Connection, after: datetime) -> list[tuple[datetime, str, str]]:
    """Receipt (UTC), topic and severity of everything that came in after `after`, in order."""
    return [(row.received_at, row.topic, row.severity) for row in conn.execute(_ARRIVALS, {"after": after})]
