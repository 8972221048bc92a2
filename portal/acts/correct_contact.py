"""The customer corrects how they are reached. The new address gets the private link; the timeline holds no address."""

from portal.acts.answering import acting_on
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.reports.report import Contact
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store import contacts


def correct_contact(workplace: Workplace, report_id: int, contact: Contact) -> None:
    """Raises UnknownReport. The same contact again changes nothing."""
    with acting_on(workplace, report_id) as moment:
        before = contacts.contact_of(moment.conn, report_id)
        if before == contact:
            return
        contacts.save_contact(moment.conn, report_id, contact)
        facts = {"kind": contact.kind.value}
        entry = Entry(moment.now, Kind.CONTACT_CHANGED, CUSTOMER, public=True, facts=facts)
        entry_id = add_entry(moment.conn, workplace, moment.report, entry)
        notify_customer(moment.conn, workplace, moment.report, "contact_changed", entry_id)
