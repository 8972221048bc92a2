"""Who is signed in, and where. A session is known by the hash of its token; the token itself is kept nowhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from portal.store.desk_tables import sessions

_COLUMNS = (
    sessions.c.id,
    sessions.c.person,
    sessions.c.created_at,
    sessions.c.last_seen_at,
    sessions.c.device,
)
_BEGIN = insert(sessions).returning(sessions.c.id)
_NOT_ENDED = select(*_COLUMNS).where(sessions.c.ended_at.is_(None))
_BY_HASH = _NOT_ENDED.where(sessions.c.token_hash == bindparam("token_hash"))
_OF_PERSON = _NOT_ENDED.where(sessions.c.person == bindparam("person")).order_by(
    sessions.c.last_seen_at.desc(), sessions.c.id.desc()
)
_PEOPLE = select(sessions.c.person).where(sessions.c.ended_at.is_(None)).distinct()
_SEEN = (
    update(sessions)
    .where(sessions.c.id == bindparam("of_id"), sessions.c.ended_at.is_(None))
    .values(last_seen_at=bindparam("at"))
)
_END_OF_PERSON = (
    update(sessions)
    .where(sessions.c.person == bindparam("of_person"), sessions.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"))
    .returning(sessions.c.id)
)
_END = _END_OF_PERSON.where(sessions.c.id == bindparam("of_id"))
_END_OTHERS = _END_OF_PERSON.where(sessions.c.id != bindparam("but_id"))
_DISCARD = delete(sessions).where(sessions.c.last_seen_at < bindparam("before"))


@dataclass(frozen=True, slots=True)
class Session:
    """A session that nobody has ended. `device` is in words; instants are in UTC."""

    id: int
    person: str
    created_at: datetime
    last_seen_at: datetime
    device: str


def begin_session(conn: Connection, token_hash: str, person: str, device: str, at: datetime) -> int:
    """Gives the session's id."""
    values = {"token_hash": token_hash, "person": person, "device": device, "created_at": at, "last_seen_at": at}
    return int(conn.execute(_BEGIN, values).scalar_one())


def session_of(conn: Connection, token_hash: str) -> Session | None:
    row = conn.execute(_BY_HASH, {"token_hash": token_hash}).one_or_none()
    return None if row is None else Session(*row)


def sessions_of(conn: Connection, person: str) -> list[Session]:
    """The sessions that the person has not ended, the last used first; some may have run out."""
    return [Session(*row) for row in conn.execute(_OF_PERSON, {"person": person})]


def people_signed_in(conn: Connection) -> list[str]:
    """Everybody who has a session that was not ended."""
    return list(conn.scalars(_PEOPLE))


def seen(conn: Connection, session_id: int, at: datetime) -> None:
    conn.execute(_SEEN, {"of_id": session_id, "at": at})


def end_session(conn: Connection, person: str, session_id: int, at: datetime) -> bool:
    """False where the session is not this person's, or was ended before."""
    return conn.execute(_END, {"of_person": person, "of_id": session_id, "at": at}).first() is not None


def end_sessions_of(conn: Connection, person: str, at: datetime, *, but: int = 0) -> Collection[int]:
    """End every session of the person, all but the one with the id `but`; gives the ids of those ended."""
    return conn.scalars(_END_OTHERS, {"of_person": person, "but_id": but, "at": at}).all()


def discard_unused(conn: Connection, before: datetime) -> int:
    """Forget the sessions, ended or not, that nobody has used since an instant; gives their number."""
    return conn.execute(_DISCARD, {"before": before}).rowcount
