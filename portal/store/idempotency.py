"""What was answered to a request with an Idempotency-Key, so that the same request gets the same answer.

draft-ietf-httpapi-idempotency-key-header-07 §2. A key is kept in the transaction of what it did.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select

from portal.store.api_tables import idempotency_keys as keys
from portal.store.upsert import insert_into

_KNOWN = select(keys.c.fingerprint, keys.c.report_id, keys.c.answer).where(
    keys.c.key == bindparam("key"), keys.c.kept_at >= bindparam("since")
)
_DISCARD = delete(keys).where(keys.c.kept_at < bindparam("before"))
_LOCK_BITS = 63


@dataclass(frozen=True, slots=True)
class Answered:
    """`fingerprint` tells what was sent from anything else; `report_id` is the report that it concerned."""

    fingerprint: str
    report_id: int
    answer: Mapping[str, Any]


def answered(conn: Connection, key: str, since: datetime) -> Answered | None:
    """What was answered under `key` (in hexadecimal) at `since` or later."""
    row = conn.execute(_KNOWN, {"key": key, "since": since}).one_or_none()
    return Answered(row.fingerprint, row.report_id, row.answer) if row else None


def is_mine(conn: Connection, key: str) -> bool:
    """Whether no other transaction is at work on this key; it is this one's until it ends.

    On SQLite there is one writer at a time, so whoever asks is always the only one.
    """
    if conn.dialect.name != "postgresql":
        return True
    number = int(key[:16], 16) >> (64 - _LOCK_BITS)
    return bool(conn.execute(select(func.pg_try_advisory_xact_lock(number))).scalar_one())


def keep_answer(conn: Connection, key: str, answer: Answered, at: datetime) -> None:
    """One of the same key that was kept too long ago gives way."""
    values = {
        "fingerprint": answer.fingerprint,
        "report_id": answer.report_id,
        "answer": dict(answer.answer),
        "kept_at": at,
    }
    insertion = insert_into(conn, keys).values(key=key, **values)
    conn.execute(insertion.on_conflict_do_update(index_elements=[keys.c.key], set_=values))


def discard_before(conn: Connection, before: datetime) -> int:
    """Forget what was kept before an instant; gives how many."""
    return conn.execute(_DISCARD, {"before": before}).rowcount
