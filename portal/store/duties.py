"""Duties that are done once, whoever comes first: each has a key, and a key can be claimed once. DESIGN §6."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from portal.store.prepared import Prepared
from portal.store.tables import duties
from portal.store.upsert import insert_on_each

_CLAIM = Prepared(
    insert_on_each(duties, lambda insertion: insertion.on_conflict_do_nothing().returning(duties.c.key)),
    given=("key", "done_at"),
    back=(duties.c.key,),
)
_KNOWN = Prepared(select(duties.c.key).where(duties.c.key == bindparam("key")), back=(duties.c.key,))


def claim_duty(conn: Connection, key: str, at: datetime) -> bool:
    """True for the first claim of the key that is committed, False for every later one."""
    return bool(_CLAIM.rows(conn, {"key": key, "done_at": at}))


def is_done(conn: Connection, key: str) -> bool:
    """Whether the key was claimed. A look before the claim spares a transaction that writes nothing."""
    return _KNOWN.row(conn, {"key": key}) is not None
