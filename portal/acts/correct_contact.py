"""The customer corrects how they are reached. The new address gets the private link, the old one a word without it.

The old address and name stand among the entry's texts, which erasure empties, when it has looked for them elsewhere.
"""

from portal.acts.answering import acting_on, is_erased
from portal.acts.notify import notify_customer, notify_old_address
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.languages.messages import _
from portal.reports.report import Contact, ContactKind
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store import contacts


def correct_contact(workplace: Workplace, report_id: int, contact: Contact) -> None:
    """Raises UnknownReport, and MoveRefused once the report was erased. The same contact again changes nothing."""
    with acting_on(workplace, report_id) as moment:
        if is_erased(moment):
            raise MoveRefused(_("Your address was erased at your wish, and we keep none for this report again."))
        before = contacts.contact_of(moment.conn, report_id)
        if before == contact:
            return
        contacts.save_contact(moment.conn, report_id, contact)
        facts = {"kind": contact.kind.value}
        old_address = before.address if before and before.kind is ContactKind.MAIL else ""
        texts = {"old_address": old_address} if old_address not in ("", contact.address) else {}
        tells_old_address = bool(texts)
        if before and before.name not in ("", contact.name):
            texts["old_name"] = before.name
        entry = Entry(moment.now, Kind.CONTACT_CHANGED, CUSTOMER, public=True, facts=facts, texts=texts)
        entry_id = add_entry(moment.conn, workplace, moment.report, entry)
        notify_customer(moment.conn, workplace, moment.report, "contact_changed", entry_id)
        if tells_old_address:
            notify_old_address(moment.conn, workplace, moment.report, entry_id)
