"""Sending what is queued: claimed, composed, handed to the carrier, and marked. Any number of processes may do it.

The claim and the mark are transactions of their own, so that a slow mail server holds nobody up; so is the choice of
what goes in one mail (portal.acts.gather_notices). A process that dies between handing over and marking sends the same
mail again when its lease has run out, with the same Message-ID. One whose database is away by then knows what it has
handed over, and marks it when the database is back (HandedOver). DESIGN §8.
"""

import logging
import random
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from portal.acts import not_handed_over
from portal.acts.compose import mail_for
from portal.acts.gather_notices import Mail, one_mail
from portal.acts.sign_in import MESSAGE as SIGN_IN
from portal.acts.subscriber_unreached import end_where_refused
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import NobodyToTell, PermanentFailure, RecipientRefused, SettingsError, TemporaryFailure
from portal.notices.backoff import retry_at
from portal.notices.carriers.carrier import Carrier
from portal.notices.context import RecipientKind
from portal.notices.messages import MESSAGES
from portal.notices.roster_messages import ToPerson
from portal.reports.timeline import SYSTEM, Entry, Kind
from portal.store import gathering, outbox, reports, timeline
from portal.store.outbox import ClaimedNotice

logger = logging.getLogger(__name__)

BATCH = 20
SHORTEST_LEASE = timedelta(minutes=5)


class HandedOver:
    """What was handed over and is not marked yet, with the instant; one for each process that sends."""

    def __init__(self) -> None:
        self._unmarked: deque[tuple[ClaimedNotice, datetime]] = deque()

    def add(self, notice: ClaimedNotice, at: datetime) -> None:
        self._unmarked.append((notice, at))

    def mark(self, workplace: Workplace) -> None:
        """Raises StoreUnavailable; what could not be marked is kept for the next time."""
        while self._unmarked:
            notice, at = self._unmarked[0]
            with workplace.store.writing() as conn:
                outbox.mark_sent(conn, notice, at)
            self._unmarked.popleft()


def send_due_notices(
    workplace: Workplace,
    carrier: Carrier,
    handed_over: HandedOver | None = None,
    is_stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Send one batch of what is due; gives how many were claimed. Raises StoreUnavailable.

    `handed_over` knows what the batches before could not mark. Once `is_stopping`, the mail in hand is the last one.
    """
    handed_over = handed_over or HandedOver()
    handed_over.mark(workplace)
    with workplace.store.writing() as conn:
        claimed = outbox.claim(conn, workplace.now(), _lease_s(workplace), BATCH)
    interrupted = {notice.id for notice in claimed if notice.interrupted}
    done: set[int] = set()
    try:
        for notice in claimed:
            if notice.id in done:
                continue
            # A batch that takes long stops before its leases run out; the rest is claimed again.
            last_start = notice.leased_until - timedelta(seconds=workplace.settings.smtp_timeout_s * 2)
            if is_stopping() or workplace.now() > last_start:
                _give_back(workplace, [each for each in claimed if each.id not in done])
                break
            mail = one_mail(workplace, notice, interrupted)
            done |= {notice.id, *(each.id for each in mail)}
            if mail:
                _send(workplace, carrier, mail, handed_over)
    finally:
        carrier.close()
    return len(claimed)


def _give_back(workplace: Workplace, unsent: list[ClaimedNotice]) -> None:
    """What was not handed over is claimed again at once, and is not taken for something that may have gone out."""
    with workplace.store.writing() as conn:
        gathering.hold(conn, [each for each in unsent if not each.interrupted], unsent[0], workplace.now())


def _lease_s(workplace: Workplace) -> float:
    """Longer than the slowest mail can take, so that the first of a batch is always sent within it."""
    return max(SHORTEST_LEASE.total_seconds(), workplace.settings.smtp_timeout_s * 4)


def _send(workplace: Workplace, carrier: Carrier, mail: Mail, handed_over: HandedOver) -> None:
    notice, *also = mail
    try:
        carrier.send(mail_for(workplace, notice, also), _taken_as(notice))
    except RecipientRefused as error:
        _give_up(workplace, mail, error)
        with workplace.store.writing() as conn:
            end_where_refused(conn, workplace, notice, str(error))
    except PermanentFailure as error:
        _give_up(workplace, mail, error)
    except (TemporaryFailure, SettingsError) as error:
        _try_later(workplace, mail, str(error))
    except Exception as error:  # a fault of ours in one notice must not keep the others back
        logger.exception("notice %s could not be composed", notice.key)
        _try_later(workplace, mail, f"{type(error).__name__} while composing")
    else:
        handed_over.add(notice, workplace.now())
        handed_over.mark(workplace)


def _taken_as(notice: ClaimedNotice) -> RecipientKind:
    """What is one person's own goes to their address, as customers' mails do: never into a chat that others read.

    That is a link that signs in, and whatever is about no report, unless it is meant for the whole team.
    """
    message = MESSAGES.get(notice.message)
    own = message is not None and issubclass(message, ToPerson) and not message.for_the_whole_team
    return "customer" if notice.recipient_kind == "customer" or notice.message == SIGN_IN or own else "responder"


def _try_later(workplace: Workplace, mail: Mail, error: str) -> None:
    notice = mail[0]
    # Jitter needs no secrecy.
    due_at = retry_at(notice.attempts, workplace.now(), random.random())  # noqa: S311
    if due_at is None:
        _give_up(workplace, mail, PermanentFailure(error))
        return
    logger.warning("notice %s is tried again at %s: %s", notice.key, due_at.isoformat(timespec="seconds"), error)
    with workplace.store.writing() as conn:
        outbox.mark_retry(conn, notice, due_at, error)


def _give_up(workplace: Workplace, mail: Mail, failure: PermanentFailure) -> None:
    """The team sees on the timeline that somebody was not reached, and with what; where anybody can do something about
    it, it is a task in the tray as well.
    """
    notice, *also = mail
    error, refused, original = str(failure), isinstance(failure, RecipientRefused), None
    logger.error("notice %s is given up: %s", notice.key, error)
    with workplace.store.writing() as conn:
        report = reports.report_by_id(conn, notice.report_id, lock=True) if notice.report_id else None
        if not outbox.mark_failed(conn, notice, error) or report is None:
            return
        facts: dict[str, object] = {
            "message": notice.message,
            "recipient": notice.recipient or notice.recipient_kind,
        }
        if refused:
            facts["refused"] = True
        if also:
            facts["also"] = [each.message for each in also]
        # A clock that was set back never puts an entry before the last one.
        at = max(workplace.now(), timeline.last_at(conn, report.id) or report.received_at)
        # A server that refuses an address repeats it, so its words are among those that erasure empties.
        failed = Entry(at, Kind.NOTICE_FAILED, SYSTEM, public=False, facts=facts, texts={"error": error})
        entry_id = add_entry(conn, workplace, report, failed)
        if not isinstance(failure, NobodyToTell):
            why = not_handed_over.why_of(notice, error, refused=refused)
            original = not_handed_over.put_in_tray(conn, workplace, report, notice, entry_id, why)
    if original is not None:
        not_handed_over.keep(workplace, original)
