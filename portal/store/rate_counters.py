"""Counts in fixed windows of time, which hold across processes."""

from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete

from portal.store.prepared import Prepared
from portal.store.tables import rate_counters
from portal.store.upsert import insert_on_each

_COUNT = Prepared(
    insert_on_each(
        rate_counters,
        lambda insertion: insertion.on_conflict_do_update(
            index_elements=["name", "window_start"], set_={"count": rate_counters.c.count + 1}
        ).returning(rate_counters.c.count),
    ),
    given=("name", "window_start", "count"),
    back=(rate_counters.c.count,),
)
_DISCARD = delete(rate_counters).where(rate_counters.c.window_start < bindparam("before"))


def count(conn: Connection, name: str, now: datetime, window_s: int) -> int:
    """Count one more under `name` and give the count of the window that `now` lies in.

    Windows begin at multiples of `window_s` since 1970; use one length for one name.
    """
    window_start = datetime.fromtimestamp(now.timestamp() // window_s * window_s, UTC)
    [(counted,)] = _COUNT.rows(conn, {"name": name, "window_start": window_start, "count": 1})
    return int(counted)


def discard_before(conn: Connection, before: datetime) -> int:
    """Forget the windows that began before an instant; gives their number."""
    return conn.execute(_DISCARD, {"before": before}).rowcount
