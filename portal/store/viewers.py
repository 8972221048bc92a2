"""Who has which report open. Somebody who has not been seen for a while has left; nobody says goodbye."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, delete, select

from portal.store.desk_tables import viewers
from portal.store.upsert import insert_into

_OF_REPORT = (
    select(viewers.c.person, viewers.c.since, viewers.c.seen_at)
    .where(viewers.c.report_id == bindparam("report_id"), viewers.c.seen_at > bindparam("seen_after"))
    .order_by(viewers.c.since, viewers.c.person)
)
_DISCARD_BEFORE = delete(viewers).where(viewers.c.seen_at < bindparam("before"))


@dataclass(frozen=True, slots=True)
class Viewer:
    """`person` is a key of team.yml; instants are in UTC."""

    person: str
    since: datetime
    seen_at: datetime


def see(conn: Connection, report_id: int, person: str, at: datetime, gone_before: datetime) -> None:
    """The person has the report open; since now, unless they were seen after `gone_before`."""
    key = {"report_id": report_id, "person": person}
    insertion = insert_into(conn, viewers).values(**key, since=at, seen_at=at)
    since = case((viewers.c.seen_at > gone_before, viewers.c.since), else_=insertion.excluded.since)
    conn.execute(insertion.on_conflict_do_update(index_elements=list(key), set_={"since": since, "seen_at": at}))


def viewers_of(conn: Connection, report_id: int, seen_after: datetime) -> list[Viewer]:
    """Who has it open, the longest first."""
    rows = conn.execute(_OF_REPORT, {"report_id": report_id, "seen_after": seen_after})
    return [Viewer(row.person, row.since, row.seen_at) for row in rows]


def discard_before(conn: Connection, before: datetime) -> int:
    """Forget who was last seen before an instant; gives the number."""
    return conn.execute(_DISCARD_BEFORE, {"before": before}).rowcount
