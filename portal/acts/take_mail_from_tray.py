"""A person takes a mail out of the tray: onto a report, into a new one, or away with a reason. Each happens once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from portal.acts.answering import acting_on, author_of
from portal.acts.audit import record_act
from portal.acts.customer_writes import add_customers_words
from portal.acts.mail_as_report import file_mail
from portal.acts.mail_notes import add_note
from portal.acts.mail_originals import Original, find_original, read_original
from portal.acts.take_mail_files import take_files
from portal.acts.take_mail_outcomes import at_arrival
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, UnknownReport
from portal.reports.incoming_mail import IncomingMail
from portal.reports.report import Contact, ContactKind, Report
from portal.store import inbound_mails, reports
from portal.store.inbound_mails import KeptMail, MailState

ReadMail = Callable[[bytes, datetime, str | None, tuple[str, ...]], IncomingMail]
"""portal.inbound.reading.read_mail: the acts stand below it and are handed it."""

_TAKEN_ALREADY = "Somebody has taken this mail out of the tray already. Look at the tray again."


class WrittenBy(StrEnum):
    """Whose words a placed mail is: the customer's, for them and us to read, or a note for the team alone."""

    CUSTOMER = "customer"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class TrayMail:
    """A mail of the tray with its original, read afresh."""

    kept: KeptMail
    mail: IncomingMail


def tray_mail(workplace: Workplace, mail_id: int, read: ReadMail) -> TrayMail:
    """Raises MoveRefused when it is no longer in the tray or its original is gone, StoreUnavailable."""
    with workplace.store.reading() as conn:
        kept = inbound_mails.mail(conn, mail_id)
    if kept is None or kept.state is not MailState.TRAY:
        raise MoveRefused(_TAKEN_ALREADY)
    file = find_original(workplace.settings, kept.file)
    if file is None:
        raise MoveRefused("The original of this mail is gone from the disk. Settle it with a remark.")
    return TrayMail(kept, _read(read_original(file), read))


def place_on_report(
    workplace: Workplace, found: TrayMail, reference: str, written_by: WrittenBy, person: str
) -> Report:
    """Raises UnknownReport, and MoveRefused when the report takes no more words of the customer's."""
    with workplace.store.reading() as conn:
        report = reports.report_by_reference(conn, reference)
    if report is None:
        raise UnknownReport(f"There is no report {reference}. Look at the reference again.")
    by_customer = written_by is WrittenBy.CUSTOMER
    files = take_files(workplace, found.mail.enclosures if by_customer else ())
    with acting_on(workplace, report.id) as anytime:
        moment, mail_id = at_arrival(anytime, found.mail.arrived_at), found.kept.id
        if by_customer:
            texts = {"words": found.mail.words, **files.texts}
            entry_id = add_customers_words(workplace, moment, texts, files.attachments, {"mail": mail_id})
        else:
            author = author_of(workplace, person)
            entry_id = add_note(workplace, moment, mail_id, "placed", found.mail.words, author)
        _take(workplace, moment.conn, found, moment.report, person, entry_id)
        return moment.report


def report_from_mail(workplace: Workplace, found: TrayMail, topic: str, severity: str, person: str) -> Report:
    """A new report of the mail's sender, received when the mail arrived. Raises MoveRefused."""
    mail = found.mail
    contact = Contact(ContactKind.MAIL, mail.sender) if mail.sender else Contact(ContactKind.NONE)
    files = take_files(workplace, mail.enclosures)
    with workplace.store.writing() as conn:
        mail_id, now = found.kept.id, workplace.now()
        report = file_mail(conn, workplace, mail_id, mail, files, now, topic=topic, severity=severity, contact=contact)
        _take(workplace, conn, found, report, person)
        return report


def settle(workplace: Workplace, mail_id: int, remark: str, person: str) -> None:
    """Out of the tray, with a reason; the original stays. Raises MoveRefused."""
    with workplace.store.writing() as conn:
        if not inbound_mails.take_from_tray(conn, mail_id, MailState.SETTLED, person, remark=remark):
            raise MoveRefused(_TAKEN_ALREADY)
        record_act(conn, workplace.now(), "settled_a_mail", person, facts={"mail": mail_id})


def _take(
    workplace: Workplace, conn: Connection, found: TrayMail, report: Report, person: str, entry_id: int | None = None
) -> None:
    """Raises MoveRefused, so that nothing of the transaction stands, where somebody else was first."""
    mail_id = found.kept.id
    if not inbound_mails.take_from_tray(
        conn, mail_id, MailState.PLACED, person, report_id=report.id, entry_id=entry_id
    ):
        raise MoveRefused(_TAKEN_ALREADY)
    record_act(conn, workplace.now(), "placed_a_mail", person, report, {"mail": mail_id})


def _read(original: Original, read: ReadMail) -> IncomingMail:
    return read(original.octets, original.arrived_at, original.envelope_sender, original.recipients)
