"""What follows from a mail on a report, by who wrote it. Each runs inside the transaction that keeps the mail."""

from dataclasses import dataclass, replace
from datetime import datetime

from portal.acts.answer import add_answer
from portal.acts.answering import Moment
from portal.acts.customer_writes import add_customers_words
from portal.acts.mail_as_report import file_linked_report
from portal.acts.mail_notes import add_bounce, add_note
from portal.acts.take_mail_files import Taken
from portal.acts.take_mail_standing import Standing, Writer
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports import tray_reasons
from portal.reports.incoming_mail import Bounce, IncomingMail
from portal.reports.moves import may_be_continued
from portal.store import inbound_mails, timeline
from portal.store.inbound_mails import MailState


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the mail went, and the entry that it became, if any, of which report."""

    state: MailState
    report_id: int
    entry_id: int | None = None
    reason: str = ""


def customer_wrote(workplace: Workplace, moment: Moment, mail_id: int, mail: IncomingMail, files: Taken) -> Outcome:
    """The customer's words on the report, which may reopen it, or on a new one that goes on from it."""
    report = moment.report
    if not (mail.words or files.attachments or files.refused):
        return Outcome(MailState.TRAY, report.id, reason=tray_reasons.NO_WORDS)
    texts = {"words": mail.words, **files.texts}
    try:
        entry_id = add_customers_words(workplace, moment, texts, files.attachments, {"mail": mail_id})
    except MoveRefused:
        if not may_be_continued(report.status):
            return Outcome(MailState.TRAY, report.id, reason=tray_reasons.CLOSED_FOR_GOOD)
        return Outcome(MailState.PLACED, file_linked_report(workplace, moment, mail_id, mail, files).id)
    return Outcome(MailState.PLACED, report.id, entry_id)


def person_wrote(
    workplace: Workplace, moment: Moment, mail_id: int, mail: IncomingMail, person: str, files: Taken
) -> Outcome:
    """The answer of a responder or lead."""
    report = moment.report
    if not mail.words:
        return Outcome(MailState.TRAY, report.id, reason=tray_reasons.NO_WORDS)
    texts = {"answer": mail.words, **files.texts}
    try:
        entry_id = add_answer(workplace, moment, person, texts, files.attachments, {"mail": mail_id})
    except MoveRefused:
        return Outcome(MailState.TRAY, report.id, reason=tray_reasons.ANSWER_TO_CLOSED)
    return Outcome(MailState.PLACED, report.id, entry_id)


def bounced(workplace: Workplace, moment: Moment, mail_id: int, mail: IncomingMail, bounce: Bounce) -> Outcome:
    """A task for the desk, if the bounce encloses a Message-ID of ours; without it, anybody may have made it up."""
    report_id = moment.report.id
    sent = [each for each in inbound_mails.notices_by(moment.conn, bounce.message_ids) if each.report_id == report_id]
    if not sent:
        return written_by_machine(workplace, moment, mail_id, mail)
    entry_id = add_bounce(workplace, moment, mail_id, sent[0], bounce.said)
    whose = "The customer’s" if sent[0].recipient is None else "A colleague’s"
    return Outcome(MailState.TRAY, report_id, entry_id, tray_reasons.address_fails(whose, bounce.said))


def written_by_machine(workplace: Workplace, moment: Moment, mail_id: int, mail: IncomingMail) -> Outcome:
    """A note for the team."""
    entry_id = add_note(workplace, moment, mail_id, "automatic", mail.words)
    return Outcome(MailState.NOTED, moment.report.id, entry_id, tray_reasons.AUTOMATIC)


def doubtful(workplace: Workplace, moment: Moment, mail_id: int, standing: Standing) -> Outcome:
    """Nothing is acted on until a person has read it; a note on the report says that it is there."""
    report_id = moment.report.id
    if standing.writer is Writer.UNPROVEN:
        person = workplace.roster().people.get(standing.person or "")
        return Outcome(MailState.TRAY, report_id, reason=tray_reasons.unproven(person.name if person else ""))
    if not standing.has_reply_address:
        return Outcome(MailState.TRAY, report_id, reason=tray_reasons.STRANGER)
    entry_id = add_note(workplace, moment, mail_id, "other_address", "")
    return Outcome(MailState.TRAY, report_id, entry_id, tray_reasons.OTHER_ADDRESS)


def at_arrival(moment: Moment, arrived_at: datetime) -> Moment:
    """Receipt is arrival, also when the database was away. No entry stands before the last one. DESIGN §5."""
    last = timeline.last_at(moment.conn, moment.report.id) or moment.report.received_at
    return replace(moment, now=min(moment.now, max(arrived_at, last)))
