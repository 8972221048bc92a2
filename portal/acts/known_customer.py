"""All that is known of a report's customer: what they are called, now and before, and what they wrote."""

from email.utils import parseaddr

from sqlalchemy import Connection

from portal.reports.forgetting import KnownCustomer
from portal.reports.report import Contact, ContactKind, Report
from portal.reports.timeline import CUSTOMER, Entry
from portal.store import attachments, contacts, inbound_mails

_OLD_CONTACT = ("old_address", "old_name")


def known_customer(conn: Connection, report: Report, entries: list[Entry]) -> KnownCustomer:
    """`entries` are those of the report, with their texts."""
    theirs = {entry.id: entry for entry in entries if entry.author == CUSTOMER}
    mails = [mail for mail in inbound_mails.mails_of(conn, report.id) if mail.entry_id in theirs]
    words = [text for entry in theirs.values() for name, text in entry.texts.items() if name not in _OLD_CONTACT]
    return KnownCustomer(
        reference=report.reference,
        contacts=(
            contacts.contact_of(conn, report.id) or Contact(ContactKind.NONE),
            *(_earlier(entry) for entry in theirs.values() if any(name in entry.texts for name in _OLD_CONTACT)),
            *(_sender(mail.sender) for mail in mails),
        ),
        words="\n".join((*words, *(text for mail in mails for text in (mail.subject, mail.words)))),
        file_names=tuple(file.name for file in attachments.attachments_of(conn, report.id) if file.name),
    )


def _earlier(entry: Entry) -> Contact:
    return Contact(ContactKind.MAIL, entry.texts.get("old_address", ""), entry.texts.get("old_name", ""))


def _sender(sender: str) -> Contact:
    name, address = parseaddr(sender)
    return Contact(ContactKind.MAIL, address, name)
