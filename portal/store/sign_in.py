"""Links that sign somebody in: kept as hashes only, and each works once. DESIGN §8."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from portal.store.desk_tables import sign_in_links

_KEEP = insert(sign_in_links)
_BY_HASH = select(
    sign_in_links.c.person, sign_in_links.c.wanted, sign_in_links.c.expires_at, sign_in_links.c.used_at
).where(sign_in_links.c.token_hash == bindparam("token_hash"))
_USE = (
    update(sign_in_links)
    .where(sign_in_links.c.token_hash == bindparam("of_hash"), sign_in_links.c.used_at.is_(None))
    .values(used_at=bindparam("at"))
)
_USE_REST = (
    update(sign_in_links)
    .where(sign_in_links.c.person == bindparam("of_person"), sign_in_links.c.used_at.is_(None))
    .values(used_at=bindparam("at"))
)
_DISCARD = delete(sign_in_links).where(sign_in_links.c.expires_at < bindparam("before"))


@dataclass(frozen=True, slots=True)
class SignInLink:
    """`person` is a key of team.yml, `wanted` the path of the page to go on to. Instants are in UTC."""

    person: str
    wanted: str
    expires_at: datetime
    used_at: datetime | None

    def works_at(self, now: datetime) -> bool:
        return self.used_at is None and now < self.expires_at


def keep_link(
    conn: Connection, token_hash: str, person: str, wanted: str, *, created_at: datetime, expires_at: datetime
) -> None:
    values = {"token_hash": token_hash, "person": person, "wanted": wanted}
    conn.execute(_KEEP, values | {"created_at": created_at, "expires_at": expires_at, "used_at": None})


def link_of(conn: Connection, token_hash: str) -> SignInLink | None:
    row = conn.execute(_BY_HASH, {"token_hash": token_hash}).one_or_none()
    return None if row is None else SignInLink(*row)


def use_link(conn: Connection, token_hash: str, at: datetime) -> bool:
    """True for the first use that is committed, False for every later one."""
    return conn.execute(_USE, {"of_hash": token_hash, "at": at}).rowcount == 1


def use_all_links_of(conn: Connection, person: str, at: datetime) -> None:
    """Every link that the person has not used works no more."""
    conn.execute(_USE_REST, {"of_person": person, "at": at})


def discard_expired(conn: Connection, before: datetime) -> int:
    """Forget the links that expired before an instant; gives their number."""
    return conn.execute(_DISCARD, {"before": before}).rowcount
