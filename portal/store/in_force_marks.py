"""Whether anything that every process keeps in memory has changed: the release in force, the exceptions to the roster.

Asked before each request, so it is one statement.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from portal.store.care_tables import roster_exceptions
from portal.store.quick_query import QuickQuery
from portal.store.tables import publications

_SINCE = roster_exceptions.c.ends_at > bindparam("since")
_COUNT = func.count()
_MARKS = QuickQuery(
    select(
        select(publications.c.release_hash).order_by(publications.c.id.desc()).limit(1).scalar_subquery(),
        select(func.count()).select_from(roster_exceptions).where(_SINCE).scalar_subquery(),
        select(func.count(roster_exceptions.c.withdrawn_at)).where(_SINCE).scalar_subquery(),
    ),
    back=(publications.c.release_hash, _COUNT, _COUNT),
)


class Marks(NamedTuple):
    """`release_hash` is None before the first release. Exceptions are only ever added, or withdrawn once."""

    release_hash: str | None
    exceptions: int
    withdrawn: int


def marks(conn: Connection, since: datetime) -> Marks:
    """As of now, of the exceptions that end after `since`."""
    row = _MARKS.row(conn, {"since": since})
    assert row is not None
    return Marks(*row)
