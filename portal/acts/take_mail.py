"""A mail that came in finds its place: words on a report, a note for the team, or the tray. Nothing is dropped.

In one transaction the mail is kept, which can happen once, and what follows from it is done. No mail is ever sent in
answer to an automatic one (RFC 3834 §2), nor anything at all while a report gets more mails than people write.
"""

from portal.acts.answering import Moment, acting_on
from portal.acts.subscriber_unreached import answers_subscriber_mail, take_machine_answer
from portal.acts.take_mail_files import Taken, take_files
from portal.acts.take_mail_outcomes import (
    Outcome,
    at_arrival,
    bounced,
    customer_wrote,
    doubtful,
    person_wrote,
    written_by_machine,
)
from portal.acts.take_mail_standing import Standing, Writer, standing_of
from portal.acts.workplace import Workplace
from portal.errors import UnknownReport
from portal.reports import tray_reasons
from portal.reports.incoming_mail import IncomingMail, MailKind
from portal.reports.mail_loops import LONGEST, is_loop
from portal.store import inbound_mails
from portal.store.inbound_mails import MailState, NewMail

MAX_SHOWN_CHARACTERS = 2_000


def take_mail(workplace: Workplace, mail: IncomingMail) -> MailState | None:
    """Place the mail; None if it was taken before. Raises StoreUnavailable, and then nothing is changed."""
    with workplace.store.reading() as conn:
        if inbound_mails.is_kept(conn, mail.digest):
            return None
        is_repeat = inbound_mails.is_repeat(conn, mail.message_id, mail.content_digest)
        is_ours = bool(inbound_mails.notices_by(conn, [mail.message_id]))
        standing = standing_of(conn, workplace, mail)
        to_subscriber = answers_subscriber_mail(conn, mail)
    if to_subscriber and standing.report is None:
        return take_machine_answer(workplace, mail, to_subscriber)
    if mail.fault or standing.report is None:
        return _keep(workplace, mail, MailState.TRAY, mail.fault or tray_reasons.NO_REPORT)
    if is_repeat or is_ours:
        reason = tray_reasons.REPEAT if is_repeat else tray_reasons.OURS
        return _keep(workplace, mail, MailState.NOTED, reason, standing.report.id)
    files = take_files(workplace, mail.enclosures) if _has_words_of_ours(mail, standing) else Taken((), "")
    try:
        with acting_on(workplace, standing.report.id) as moment:
            return _on_report(workplace, at_arrival(moment, mail.arrived_at), mail, standing, files)
    except UnknownReport:
        return _keep(workplace, mail, MailState.TRAY, tray_reasons.NO_REPORT)


def _on_report(
    workplace: Workplace, moment: Moment, mail: IncomingMail, standing: Standing, files: Taken
) -> MailState | None:
    """One mail on one report, which nobody else changes meanwhile."""
    arrivals = inbound_mails.arrivals(moment.conn, moment.report.id, mail.arrived_at - LONGEST)
    mail_id = inbound_mails.keep(moment.conn, new_mail(mail, MailState.TRAY, "", moment.report.id))
    if mail_id is None:
        return None
    if is_loop(arrivals, mail.arrived_at):
        outcome = Outcome(MailState.TRAY, moment.report.id, reason=tray_reasons.TOO_MANY)
    elif mail.bounce is not None:
        outcome = bounced(workplace, moment, mail_id, mail, mail.bounce)
    elif mail.kind is MailKind.AUTOMATIC:
        outcome = written_by_machine(workplace, moment, mail_id, mail)
    elif standing.writer is Writer.CUSTOMER:
        outcome = customer_wrote(workplace, moment, mail_id, mail, files)
    elif standing.writer is Writer.PERSON and standing.person:
        outcome = person_wrote(workplace, moment, mail_id, mail, standing.person, files)
    else:
        outcome = doubtful(workplace, moment, mail_id, standing)
    inbound_mails.place(
        moment.conn, mail_id, outcome.state, outcome.reason, report_id=outcome.report_id, entry_id=outcome.entry_id
    )
    return outcome.state


def _has_words_of_ours(mail: IncomingMail, standing: Standing) -> bool:
    """Whether its files may become attachments; those of all other mails stay in the original."""
    return mail.kind is MailKind.LETTER and standing.writer in (Writer.CUSTOMER, Writer.PERSON)


def _keep(
    workplace: Workplace, mail: IncomingMail, state: MailState, reason: str, report_id: int | None = None
) -> MailState | None:
    with workplace.store.writing() as conn:
        return state if inbound_mails.keep(conn, new_mail(mail, state, reason, report_id)) else None


def new_mail(mail: IncomingMail, state: MailState, reason: str, report_id: int | None) -> NewMail:
    """The mail as it is kept: of its words, how they begin."""
    return NewMail(
        digest=mail.digest,
        content_digest=mail.content_digest,
        message_id=mail.message_id,
        received_at=mail.arrived_at,
        state=state,
        reason=reason,
        report_id=report_id,
        sender=mail.sender_shown or mail.sender,
        subject=mail.subject,
        words=mail.words[:MAX_SHOWN_CHARACTERS],
        file=f"{mail.digest}.eml",
    )
