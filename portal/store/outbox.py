"""The outbox: notices written with their cause in one transaction, claimed by one worker at a time. DESIGN §6, §8.

Addresses and personal texts are looked up when a notice is sent, so that erasure reaches what is still queued.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Update, and_, bindparam, insert, or_, select, update

from portal.store.prepared import Prepared, Write
from portal.store.tables import notices
from portal.store.upsert import insert_on_each

RecipientKind = Literal["customer", "responder", "lead"]

# No due time and no lease lies further ahead, by anybody's clock; the largest backoff is half an hour.
LARGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice about to be queued.

    `key` names the cause and the recipient, so that nobody is told a thing twice. `message` is the folder of its
    templates. `recipient` is a person's key in team.yml, None for the report's customer. `facts` is plain JSON data
    without personal text. `message_id` (RFC 5322 §3.6.4) is fixed here, so that a repeat can be recognised. `due_at` is
    `created_at` unless given.
    """

    key: str
    message: str
    recipient_kind: RecipientKind
    message_id: str
    created_at: datetime
    recipient: str | None = None
    report_id: int | None = None
    entry_id: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClaimedNotice:
    """A notice that nobody else sends until `leased_until`. `attempts` counts this one.

    `interrupted` says that whoever held it last neither sent it nor gave it back: it may have gone out.
    """

    id: int
    key: str
    message: str
    recipient_kind: RecipientKind
    recipient: str | None
    report_id: int | None
    entry_id: int | None
    facts: Mapping[str, Any]
    message_id: str
    created_at: datetime
    attempts: int
    claimed_at: datetime
    leased_until: datetime
    lease: str
    interrupted: bool = False


_GIVEN = [each.name for each in fields(NewNotice)]
_QUEUE = insert_on_each(
    notices, lambda insertion: insertion.on_conflict_do_nothing(index_elements=["key"]).returning(notices.c.id)
)
_QUEUE_FIRST = Prepared(insert(notices), given=(*_GIVEN, "state", "attempts"))


def _claimable() -> ColumnElement[bool]:
    """Queued, due, leased to nobody, and not part of another's mail. `far` lies further ahead than any time that is
    set by a clock going right.

    What lies beyond it was set before the clock went backward: it counts as due, or as expired.
    """
    return and_(
        notices.c.state == "queued",
        notices.c.gathered_into.is_(None),
        or_(notices.c.due_at <= bindparam("now"), notices.c.due_at > bindparam("far")),
        or_(
            notices.c.leased_until.is_(None),
            notices.c.leased_until <= bindparam("now"),
            notices.c.leased_until > bindparam("far"),
        ),
    )


_BULK = "page_changes"
"""One publication may queue thousands of these, and no report and no link to sign in waits behind them."""

_CANDIDATES = (
    select(notices.c.id, notices.c.lease)
    .where(_claimable())
    .order_by(notices.c.message == _BULK, notices.c.due_at, notices.c.id)
    .limit(bindparam("limit"))
    # PostgreSQL passes over what another worker is claiming. SQLite has one writer at a time and needs no such thing.
    .with_for_update(skip_locked=True)
)
# The condition stands here as well, so a claim holds even where no row could be locked by the query above.
_CLAIM = (
    update(notices)
    .where(notices.c.id.in_(bindparam("ids", expanding=True)), _claimable())
    .values(lease=bindparam("new_lease"), leased_until=bindparam("until"), attempts=notices.c.attempts + 1)
    .returning(notices)
)
_NO_LEASE = {"lease": None, "leased_until": None}
_QUEUED = update(notices).where(notices.c.state == "queued")
_HELD = _QUEUED.where(notices.c.id == bindparam("of_id"), notices.c.lease == bindparam("of_lease"))
_GATHERED = _QUEUED.where(notices.c.gathered_into == bindparam("of_id"))
# What goes in one mail is sent with it, given up with it, or not wanted with it.
_WHOLE_MAIL = _QUEUED.where(or_(notices.c.id == bindparam("of_id"), notices.c.gathered_into == bindparam("of_id")))
_SENT = _WHOLE_MAIL.values(state="sent", sent_at=bindparam("at"), last_error=None, **_NO_LEASE)
_RETRY = _HELD.values(due_at=bindparam("next_due_at"), last_error=bindparam("error"), **_NO_LEASE)
_FAILED = _HELD.values(state="failed", last_error=bindparam("error"), **_NO_LEASE)
_FAILED_TOO = _GATHERED.values(state="failed", last_error=bindparam("error"))
_UNWANTED = _QUEUED.where(notices.c.key.in_(bindparam("keys", expanding=True))).values(state="unwanted", **_NO_LEASE)
_FORGET_ERRORS = update(notices).where(notices.c.report_id == bindparam("of_report")).values(last_error=None)


def queue(conn: Connection, notice: NewNotice) -> bool:
    """Queue the notice; False if its key is queued, sent or failed already.

    Raises ValueError for a due time further ahead than LARGEST_WAIT, which `claim` would take for a clock gone wrong.
    """
    due_at = notice.due_at or notice.created_at
    if due_at - notice.created_at > LARGEST_WAIT:
        raise ValueError(f"notice {notice.key} is due more than {LARGEST_WAIT} ahead; queue it when its time is nearer")
    return conn.execute(_QUEUE[conn.dialect.name], _values(notice, due_at)).first() is not None


def first_notices(queued: Iterable[NewNotice]) -> Write:
    """What nobody can have been told yet, due at once."""
    return _QUEUE_FIRST, [_values(notice, notice.created_at) for notice in queued]


def _values(notice: NewNotice, due_at: datetime) -> dict[str, object]:
    return {name: getattr(notice, name) for name in _GIVEN} | {"due_at": due_at, "state": "queued", "attempts": 0}


def claim(conn: Connection, now: datetime, lease_s: float, limit: int) -> list[ClaimedNotice]:
    """Up to `limit` notices that are due, leased to the caller for `lease_s` seconds: the longest due first, and mails
    to many behind all others.

    No notice goes to two callers while a lease lasts; one whose lease ran out is claimed again. Claim in a transaction
    of its own and send after it, so that a slow mail server holds nobody up. Raises ValueError for a lease longer than
    LARGEST_WAIT.
    """
    lease_lasts = timedelta(seconds=lease_s)
    if lease_lasts > LARGEST_WAIT:
        raise ValueError(f"lease_s = {lease_s} is longer than {LARGEST_WAIT}")
    times = {"now": now, "far": now + LARGEST_WAIT}
    found = {row.id: row.lease for row in conn.execute(_CANDIDATES, times | {"limit": limit})}
    if not found:
        return []
    lease = secrets.token_hex(16)
    values = times | {"ids": list(found), "new_lease": lease, "until": now + lease_lasts}
    claimed = conn.execute(_CLAIM, values).all()
    in_order = sorted(claimed, key=lambda row: (row.due_at, row.id))
    return [claimed_notice(row, now, interrupted=found[row.id] is not None) for row in in_order]


def mark_sent(conn: Connection, notice: ClaimedNotice, at: datetime) -> bool:
    """It was handed over, and what goes with it: true whoever holds the lease by now.

    False if another worker has said so before.
    """
    return _changed(conn, _SENT, of_id=notice.id, at=at)


def mark_retry(conn: Connection, notice: ClaimedNotice, due_at: datetime, error: str) -> bool:
    """Try again at `due_at`, at most LARGEST_WAIT after the claim. False if the lease has passed to another."""
    next_due_at = min(due_at, notice.claimed_at + LARGEST_WAIT)
    return _changed(conn, _RETRY, of_id=notice.id, of_lease=notice.lease, next_due_at=next_due_at, error=error)


def forget_errors(conn: Connection, report_id: int) -> None:
    """A server that refuses a mail repeats the address it was for; erasure keeps nothing of that."""
    conn.execute(_FORGET_ERRORS, {"of_report": report_id})


def mark_unwanted(conn: Connection, keys: Iterable[str]) -> None:
    """Whoever they were for wants none of these notices any more."""
    conn.execute(_UNWANTED, {"keys": list(keys)})


def mark_failed(conn: Connection, notice: ClaimedNotice, error: str) -> bool:
    """It is never tried again, nor what goes with it.

    False if the lease has passed to another worker, whose attempt decides.
    """
    if not _changed(conn, _FAILED, of_id=notice.id, of_lease=notice.lease, error=error):
        return False
    conn.execute(_FAILED_TOO, {"of_id": notice.id, "error": error})
    return True


def _changed(conn: Connection, statement: Update, **values: object) -> bool:
    return conn.execute(statement, values).rowcount > 0


def claimed_notice(row: Row[Any], now: datetime, *, interrupted: bool = False) -> ClaimedNotice:
    """A row of the table, leased just now."""
    return ClaimedNotice(
        id=row.id,
        key=row.key,
        message=row.message,
        recipient_kind=row.recipient_kind,
        recipient=row.recipient,
        report_id=row.report_id,
        entry_id=row.entry_id,
        facts=row.facts,
        message_id=row.message_id,
        created_at=row.created_at,
        attempts=row.attempts,
        claimed_at=now,
        leased_until=row.leased_until,
        lease=row.lease,
        interrupted=interrupted,
    )
