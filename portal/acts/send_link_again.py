"""A lost link is mailed again to the address on the report. Whether reference and address match is told to nobody."""

from portal.acts.notify import notify_customer, notify_person
from portal.acts.workplace import Workplace
from portal.reports.references import find_reference
from portal.reports.report import ContactKind, Report
from portal.store import contacts, reports


def send_customer_link_again(workplace: Workplace, reference_typed: str, address_typed: str) -> None:
    """Queues the mail if both belong together, and is silent if not."""
    reference = find_reference(reference_typed)
    with workplace.store.writing() as conn:
        report = reports.report_by_reference(conn, reference or "")
        contact = contacts.contact_of(conn, report.id) if report else None
        if report is None or contact is None or contact.kind is not ContactKind.MAIL:
            return
        if contact.address.casefold() == address_typed.strip().casefold():
            notify_customer(conn, workplace, report, "link_again")


def send_responder_link_again(workplace: Workplace, report: Report, person: str) -> None:
    """A fresh link for a responder whose old one has expired, to their own address."""
    with workplace.store.writing() as conn:
        notify_person(conn, workplace, report, "fresh_link", person)
