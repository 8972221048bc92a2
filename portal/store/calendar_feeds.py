"""The generation of somebody's secret calendar addresses: raising it makes the old addresses open nothing."""

from sqlalchemy import Connection, bindparam, select

from portal.store.care_tables import calendar_feeds
from portal.store.upsert import insert_into

_OF = select(calendar_feeds.c.generation).where(calendar_feeds.c.person == bindparam("person"))


def generation_of(conn: Connection, person: str) -> int:
    """1 until it is renewed for the first time."""
    found: int | None = conn.execute(_OF, {"person": person}).scalar_one_or_none()
    return found or 1


def renew(conn: Connection, person: str) -> None:
    raising = insert_into(conn, calendar_feeds).on_conflict_do_update(
        index_elements=["person"], set_={"generation": calendar_feeds.c.generation + 1}
    )
    conn.execute(raising, {"person": person, "generation": 2})
