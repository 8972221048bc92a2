"""A mail about changes that came back: an address that is there no more is told nothing more, and forgotten.

A bounce counts only if it encloses a Message-ID of ours; without it, anybody may have made it up. What machines answer
to such a mail is for nobody to read, so of its words nothing is kept.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from portal.acts.keep_subscriber import end_for
from portal.acts.mail_originals import delete_originals
from portal.acts.workplace import Workplace
from portal.notices.subscriber_messages import SUBSCRIBER_MESSAGES
from portal.reports import tray_reasons
from portal.reports.dead_addresses import is_dead
from portal.reports.incoming_mail import IncomingMail, MailKind
from portal.store import inbound_mails, subscriptions
from portal.store.inbound_mails import MailState, NewMail
from portal.store.outbox import ClaimedNotice

_MAX_IDS = 100


def answers_subscriber_mail(conn: Connection, mail: IncomingMail) -> tuple[Mapping[str, Any], ...]:
    """The facts of our mails about changes that a machine answers or returns; none where a person wrote it."""
    if mail.kind is MailKind.LETTER:
        return ()
    ids = mail.bounce.message_ids if mail.bounce else mail.thread_ids
    return tuple(subscriptions.facts_of_notices(conn, ids[:_MAX_IDS], SUBSCRIBER_MESSAGES))


def take_machine_answer(workplace: Workplace, mail: IncomingMail, answered: tuple[Mapping[str, Any], ...]) -> MailState:
    """Note that it came, without its words, and end what it says cannot be reached. Raises StoreUnavailable."""
    is_over = mail.bounce is not None and is_dead(mail.bounce.said, without_status=True)
    with workplace.store.writing() as conn:
        inbound_mails.keep(
            conn, _without_words(mail, tray_reasons.SUBSCRIBER_GONE if is_over else tray_reasons.MACHINE)
        )
        if is_over:
            _end(conn, workplace, answered)
    workplace.store.empty_log()
    delete_originals(workplace.settings, [f"{mail.digest}.eml"])
    return MailState.NOTED


def end_where_refused(conn: Connection, workplace: Workplace, notice: ClaimedNotice, said: str) -> None:
    """The mail server takes no mail for the address. It may as well refuse all of ours, so its status has to say so."""
    if notice.message in SUBSCRIBER_MESSAGES and is_dead(said, without_status=False):
        _end(conn, workplace, (notice.facts,))


def _end(conn: Connection, workplace: Workplace, answered: tuple[Mapping[str, Any], ...]) -> None:
    for facts in answered:
        if "subscriber" in facts:
            subscriber = subscriptions.subscriber_by_id(conn, int(facts["subscriber"]), lock=True)
            if subscriber is not None:
                end_for(conn, workplace, subscriber)
        else:
            subscriptions.forget_request(conn, int(facts["request"]))


def _without_words(mail: IncomingMail, reason: str) -> NewMail:
    return NewMail(
        digest=mail.digest,
        content_digest=mail.content_digest,
        message_id=mail.message_id,
        received_at=mail.arrived_at,
        state=MailState.NOTED,
        reason=reason,
        report_id=None,
        sender="",
        subject="",
        words="",
        file=f"{mail.digest}.eml",
    )
