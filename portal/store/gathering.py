"""Notices to one customer about one report that go in one mail, wait for each other, or are wanted no more.

A notice that goes with another points to it (`gathered_into`), and is claimed by nobody from then on. That is committed
before the mail is handed over, so that a repeat after a crash is the same mail with the same Message-ID.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from portal.store.outbox import LARGEST_WAIT, ClaimedNotice, claimed_notice
from portal.store.tables import notices

_OF_CUSTOMER = and_(notices.c.report_id == bindparam("of_report"), notices.c.recipient_kind == "customer")
_QUEUED = and_(_OF_CUSTOMER, notices.c.state == "queued")
_FREE_OR_OURS = or_(notices.c.lease.is_(None), notices.c.lease == bindparam("our_lease"))
_WAITING = (
    select(notices)
    .where(_QUEUED, notices.c.gathered_into.is_(None), _FREE_OR_OURS)
    .order_by(notices.c.id)
    .with_for_update(skip_locked=True)
)
_GATHERED = select(notices).where(_QUEUED, notices.c.gathered_into == bindparam("leader_id")).order_by(notices.c.id)
_SENT = select(notices.c.message, notices.c.sent_at).where(
    _OF_CUSTOMER, notices.c.state == "sent", notices.c.gathered_into.is_(None), notices.c.sent_at > bindparam("since")
)
_CHOSEN = update(notices).where(
    notices.c.id.in_(bindparam("ids", expanding=True)), notices.c.state == "queued", _FREE_OR_OURS
)
_LEAD = _CHOSEN.values(
    lease=bindparam("our_lease"),
    leased_until=bindparam("until"),
    # Whoever claimed it already has counted the attempt.
    attempts=notices.c.attempts + bindparam("one_more"),
)
_JOIN = (
    update(notices)
    .where(
        notices.c.state == "queued",
        or_(
            notices.c.id.in_(bindparam("ids", expanding=True)),
            notices.c.gathered_into.in_(bindparam("ids", expanding=True)),
        ),
    )
    .values(gathered_into=bindparam("leader_id"), lease=None, leased_until=None)
)
_HOLD_OURS = (
    update(notices)
    .where(notices.c.id.in_(bindparam("ids", expanding=True)), notices.c.lease == bindparam("our_lease"))
    .values(due_at=bindparam("next_due_at"), lease=None, leased_until=None, attempts=notices.c.attempts - 1)
)
_UNWANTED = (
    update(notices)
    .where(_QUEUED, notices.c.message.in_(bindparam("messages", expanding=True)))
    .values(state="unwanted", lease=None, leased_until=None)
)
_COUNT_UNWANTED = select(func.count()).where(_OF_CUSTOMER, notices.c.state == "unwanted")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice of the report that waits to be sent. `tried` says that it was handed over before and was not taken."""

    notice: ClaimedNotice
    tried: bool


def waiting_with(conn: Connection, notice: ClaimedNotice, messages: Collection[str]) -> list[Waiting]:
    """The report's queued notices to its customer of these messages, `notice` among them, in order.

    Left out is what another worker holds, and what one has let go of without a word: it may have gone out.
    """
    rows = conn.execute(_WAITING, {"of_report": notice.report_id, "our_lease": notice.lease}).all()
    return [
        Waiting(claimed_notice(row, notice.claimed_at), tried=row.attempts > (1 if row.lease else 0))
        for row in rows
        if row.message in messages
    ]


def gathered_with(conn: Connection, leader: ClaimedNotice) -> list[ClaimedNotice]:
    """What goes in the mail of `leader` beside itself, in order."""
    values = {"of_report": leader.report_id, "leader_id": leader.id}
    return [claimed_notice(row, leader.claimed_at) for row in conn.execute(_GATHERED, values)]


def gather(
    conn: Connection, leader: ClaimedNotice, others: Iterable[ClaimedNotice], held: ClaimedNotice
) -> ClaimedNotice:
    """Let `others`, and what went with them before, go in the mail of `leader`, which is leased as `held` is."""
    is_ours = leader.lease == held.lease
    lease = {"our_lease": held.lease, "until": held.leased_until}
    conn.execute(_LEAD, lease | {"ids": [leader.id], "one_more": 0 if is_ours else 1})
    ids = [other.id for other in others]
    if ids:
        conn.execute(_JOIN, {"ids": ids, "leader_id": leader.id})
    attempts = leader.attempts + (0 if is_ours else 1)
    return replace(leader, lease=held.lease, leased_until=held.leased_until, attempts=attempts)


def hold(conn: Connection, waiting: Iterable[ClaimedNotice], held: ClaimedNotice, until: datetime) -> None:
    """Give back those that are leased as `held` is, to be claimed again at `until`; it counts as no attempt."""
    ids = [each.id for each in waiting]
    next_due_at = min(until, held.claimed_at + LARGEST_WAIT)
    conn.execute(_HOLD_OURS, {"ids": ids, "our_lease": held.lease, "next_due_at": next_due_at})


def sent_to_customer(conn: Connection, report_id: int, since: datetime) -> list[tuple[str, datetime]]:
    """Message and instant of each mail to the customer about the report after `since` (UTC)."""
    return [(row.message, row.sent_at) for row in conn.execute(_SENT, {"of_report": report_id, "since": since})]


def mark_unwanted(conn: Connection, report_id: int, messages: Collection[str]) -> int:
    """What still waits for the customer of these messages is never sent; gives how many that were."""
    return conn.execute(_UNWANTED, {"of_report": report_id, "messages": list(messages)}).rowcount


def count_unwanted(conn: Connection, report_id: int) -> int:
    """How many notices were not sent because the customer wanted no more mails."""
    return int(conn.execute(_COUNT_UNWANTED, {"of_report": report_id}).scalar_one())
