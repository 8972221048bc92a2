"""What changed on the public pages as it is told to subscribers: each look at it once, each change once. DESIGN §6."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, true, update

from portal.store.subscription_tables import announced_changes, announcements
from portal.store.tables import publications
from portal.store.upsert import insert_into

_LAST_LOOK = select(func.max(announcements.c.looked_at), func.max(announcements.c.changed_at))
_OF_STATE = select(announcements.c.id).where(announcements.c.state == bindparam("state"))
_NEWEST_PUBLICATION = select(func.max(publications.c.recorded_at)).where(publications.c.pages_noted == true())
_KNOWN = select(announced_changes.c.path, announced_changes.c.name)
_BY_ID = select(
    announcements.c.id,
    announcements.c.changed_at,
    announcements.c.news,
    announcements.c.told_up_to,
    announcements.c.told_at,
).where(announcements.c.id == bindparam("id"))
_UNTOLD = select(announcements.c.id).where(announcements.c.told_at.is_(None)).order_by(announcements.c.id)
_SINCE = select(announcements.c.id).where(announcements.c.looked_at > bindparam("since"))
_NEWS = (
    update(announcements)
    .where(announcements.c.id == bindparam("of_id"))
    .values(news=bindparam("of_news"), told_at=bindparam("at"))
)
_TOLD_UP_TO = (
    update(announcements).where(announcements.c.id == bindparam("of_id")).values(told_up_to=bindparam("subscriber"))
)
_TOLD = update(announcements).where(announcements.c.id == bindparam("of_id")).values(told_at=bindparam("at"))


class Announcement(NamedTuple):
    """`news` is plain JSON data. Whoever subscribed before `changed_at` (UTC) is told, in the order of numbers."""

    id: int
    changed_at: datetime
    news: Mapping[str, Any]
    told_up_to: int
    told_at: datetime | None


class LastLook(NamedTuple):
    """When somebody last looked at what changed, and when the newest of what they knew had changed (UTC)."""

    at: datetime
    changed_at: datetime


def last_look(conn: Connection) -> LastLook | None:
    """None: nobody ever looked at what changed."""
    row = conn.execute(_LAST_LOOK).one()
    return LastLook(*row) if row[0] else None


def is_looked_at(conn: Connection, state: str) -> bool:
    return conn.execute(_OF_STATE, {"state": state}).first() is not None


def newest_publication_at(conn: Connection) -> datetime | None:
    """When the newest release whose pages are kept came into force (UTC)."""
    found: datetime | None = conn.execute(_NEWEST_PUBLICATION).scalar_one()
    return found


def claim_look(conn: Connection, state: str, looked_at: datetime, changed_at: datetime) -> int | None:
    """The number of a new announcement without news; None where another process was first with this state."""
    insertion = insert_into(conn, announcements).on_conflict_do_nothing(index_elements=["state"])
    values = {"state": state, "looked_at": looked_at, "changed_at": changed_at, "news": {"changes": []}}
    row = conn.execute(insertion.returning(announcements.c.id), values).first()
    return None if row is None else int(row.id)


def new_among(conn: Connection, keys: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the changes (path, name) that nobody has found before; from now on they are known."""
    unknown = sorted(set(keys) - {(row.path, row.name) for row in conn.execute(_KNOWN)})
    if not unknown:
        return set()
    insertion = insert_into(conn, announced_changes).on_conflict_do_nothing()
    columns = (announced_changes.c.path, announced_changes.c.name)
    added = conn.execute(insertion.returning(*columns), [{"path": path, "name": name} for path, name in unknown])
    return {(row.path, row.name) for row in added}


def keep_news(conn: Connection, announcement_id: int, news: Mapping[str, Any], told_at: datetime | None) -> None:
    """With a `told_at` nobody is told."""
    conn.execute(_NEWS, {"of_id": announcement_id, "of_news": news, "at": told_at})


def untold(conn: Connection) -> list[int]:
    """The numbers of the announcements of which some may not have been told, the oldest first."""
    return list(conn.scalars(_UNTOLD))


def announced_since(conn: Connection, since: datetime) -> list[int]:
    return list(conn.scalars(_SINCE, {"since": since}))


def announcement(conn: Connection, announcement_id: int, *, lock: bool = False) -> Announcement | None:
    """With `lock` one process at a time has it, up to the end of the transaction."""
    row = conn.execute(_BY_ID.with_for_update() if lock else _BY_ID, {"id": announcement_id}).one_or_none()
    return None if row is None else Announcement(*row)


def told_up_to(conn: Connection, announcement_id: int, subscriber_id: int) -> None:
    conn.execute(_TOLD_UP_TO, {"of_id": announcement_id, "subscriber": subscriber_id})


def told_to_all(conn: Connection, announcement_id: int, at: datetime) -> None:
    conn.execute(_TOLD, {"of_id": announcement_id, "at": at})
