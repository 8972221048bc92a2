"""What the store holds on the person behind a mail address or a telephone number."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from portal.store.desk_tables import inbound_mails
from portal.store.quarantine_tables import held_reports
from portal.store.subscription_tables import subscribers, subscriptions
from portal.store.tables import contacts

_SOUGHT = func.lower(bindparam("sought"))
_REPORTS = (
    select(contacts.c.report_id)
    .where(contacts.c.address != "", func.lower(contacts.c.address) == _SOUGHT)
    .order_by(contacts.c.report_id)
)
_SUBSCRIPTIONS = (
    select(subscriptions.c.about, subscriptions.c.since)
    .join(subscribers, subscribers.c.id == subscriptions.c.subscriber_id)
    .where(subscribers.c.comparable == bindparam("comparable"))
    .order_by(subscriptions.c.about)
)
_MAILS = (
    select(inbound_mails.c.received_at, inbound_mails.c.subject, inbound_mails.c.words, inbound_mails.c.file)
    .where(func.lower(inbound_mails.c.sender) == _SOUGHT)
    .order_by(inbound_mails.c.id)
)

_IN_QUARANTINE = (
    select(held_reports.c.reference, held_reports.c.received_at, held_reports.c.contact_name, held_reports.c.words)
    .where(held_reports.c.contact_address != "", func.lower(held_reports.c.contact_address) == _SOUGHT)
    .order_by(held_reports.c.id)
)


def reports_of(conn: Connection, address: str) -> list[int]:
    """The reports whose customer is reached there, in capitals or not."""
    return list(conn.scalars(_REPORTS, {"sought": address}))


def subscriptions_of(conn: Connection, known_by: str) -> list[tuple[str, datetime]]:
    """What the reader is told the changes of, and since when; by their address in its comparable form."""
    return [(row.about, row.since) for row in conn.execute(_SUBSCRIPTIONS, {"comparable": known_by})]


def mails_from(conn: Connection, address: str) -> list[tuple[datetime, str, str, str]]:
    """When each came, its subject, its words, and the name of the file that holds it as it came."""
    found = conn.execute(_MAILS, {"sought": address})
    return [(row.received_at, row.subject, row.words, row.file) for row in found]


def in_quarantine_of(conn: Connection, address: str) -> list[tuple[str, datetime, str, str]]:
    """Reference, arrival, name and words of what waits there or was set aside; what was let in is a report."""
    found = conn.execute(_IN_QUARANTINE, {"sought": address})
    return [(row.reference, row.received_at, row.contact_name, row.words) for row in found]
