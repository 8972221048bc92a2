"""Erasing a customer's data: every text, name, address and file goes; that something happened, and when, stays.

What is still open is taken back first. DESIGN §6, §8.
"""

from portal.acts.answering import acting_on
from portal.acts.forget_customer import forget_customer
from portal.acts.mail_originals import delete_originals
from portal.acts.timeline import add_entry
from portal.acts.uploads import path_of
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.errors import UnknownReport
from portal.languages.messages import _
from portal.reports.report import Contact, ContactKind
from portal.reports.timeline import CUSTOMER, SYSTEM, Author, Entry, Kind
from portal.store import (
    attachments,
    contacts,
    drafts,
    inbound_mails,
    policy_exceptions,
    reports,
    search_index,
    timeline,
)


def erase(workplace: Workplace, report_id: int, *, by: Author = CUSTOMER) -> None:
    """Erasing twice is erasing once. Files are deleted once the transaction stands. Raises UnknownReport.

    `by` the system where the time for which words are kept has passed; what is open again by now then stays as it is.
    """
    with workplace.store.reading() as conn:
        report = reports.report_by_id(conn, report_id)
    if report is None:
        raise UnknownReport(_("This report is no longer kept."))
    if report.status.is_open and by != SYSTEM:
        withdraw(workplace, report_id)
    with acting_on(workplace, report_id) as moment:
        if moment.report.status.is_open and by == SYSTEM:
            return
        files = attachments.attachments_of(moment.conn, report_id)
        forget_customer(moment.conn, moment.report, moment.now)
        contacts.save_contact(moment.conn, report_id, Contact(ContactKind.NONE))
        attachments.erase(moment.conn, report_id)
        drafts.erase(moment.conn, report_id)
        policy_exceptions.erase(moment.conn, report_id)
        mails = inbound_mails.erase(moment.conn, report_id)
        if timeline.erase_texts(moment.conn, report_id):
            add_entry(moment.conn, workplace, moment.report, Entry(moment.now, Kind.ERASED, by, public=True))
        search_index.forget_replaced(moment.conn)
        still_used = attachments.known_ids(moment.conn, [file.id for file in files])
    workplace.store.empty_log()
    delete_originals(workplace.settings, mails)
    for file in files:
        if file.id not in still_used:
            path_of(workplace.settings, file).unlink(missing_ok=True)
