"""A mail that can never be handed over becomes a task in the tray, as one that came back does (take_mail_outcomes).

A server that refuses a recipient at once tells us what others tell by a bounce, so the desk meets both in one place.
"""

import logging
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256

from sqlalchemy import Connection

from portal.acts.mail_originals import Original, keep_original, mark_placed
from portal.acts.workplace import Workplace
from portal.notices.threads import domain_of, new_message_id
from portal.reports import tray_reasons
from portal.reports.report import Report
from portal.store import inbound_mails
from portal.store.inbound_mails import MailState, NewMail
from portal.store.outbox import ClaimedNotice

logger = logging.getLogger(__name__)

_SENDER = "our own delivery"
_TO_CUSTOMER = "Reach them another way, if they gave one. What you write shows on their private page all the same."
_TO_COLLEAGUE = "Put the right address in team.yml. What they were to read stands on the report."


def put_in_tray(
    conn: Connection, workplace: Workplace, report: Report, notice: ClaimedNotice, entry_id: int, why: str
) -> Original | None:
    """Inside the transaction that gives the notice up; `why` begins with what does not work (tray_reasons).

    None while the same task waits already, so that ten mails to one dead address are one task. What is given is to be
    kept once the transaction is committed: before, it would be taken for a mail that came in.
    """
    if any(each.state is MailState.TRAY and each.reason == why for each in inbound_mails.mails_of(conn, report.id)):
        return None
    advice = _TO_CUSTOMER if notice.recipient is None else _TO_COLLEAGUE
    subject = f"Not delivered: a mail about {report.reference}"
    original = _written(workplace, subject, f"{why}\n\n{advice}\n")
    digest = sha256(original.octets).hexdigest()
    task = NewMail(
        digest=digest,
        content_digest=digest,
        message_id="",
        received_at=original.arrived_at,
        state=MailState.TRAY,
        reason=why,
        report_id=report.id,
        sender=_SENDER,
        subject=subject,
        words=advice,
        file=f"{digest}.eml",
    )
    mail_id = inbound_mails.keep(conn, task)
    if mail_id is not None:
        inbound_mails.place(conn, mail_id, MailState.TRAY, why, report_id=report.id, entry_id=entry_id)
    return original


def keep(workplace: Workplace, original: Original) -> None:
    """What the tray hands out as the original. Without it the task stands all the same."""
    try:
        mark_placed(workplace.settings, keep_original(workplace.settings, original))
    except OSError as error:
        logger.error("the original of a task in the tray could not be kept: %s", error.strerror)


def why_of(notice: ClaimedNotice, error: str, *, refused: bool) -> str:
    """What the desk reads."""
    return tray_reasons.not_handed_over(to_customer=notice.recipient is None, said=error, refused=refused)


def _written(workplace: Workplace, subject: str, text: str) -> Original:
    now, mail = workplace.now(), EmailMessage()
    mail["From"] = mail["To"] = workplace.settings.mail_from
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = new_message_id(domain_of(workplace.settings.mail_from))
    mail["Subject"] = subject
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    return Original(mail.as_bytes(), now, "", ())
