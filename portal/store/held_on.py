"""What the store holds on the person behind a mail address or a telephone number."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from portal.reports.report import ContactKind
from portal.store.desk_tables import inbound_mails
from portal.store.quarantine_tables import held_reports
from portal.store.subscription_tables import subscribers, subscriptions
from portal.store.tables import contacts

_SOUGHT = func.lower(bindparam("sought"))
# What may stand between the digits of a telephone number (portal.web.report_rules).
_BETWEEN_DIGITS = " ()/.-"


def _is_theirs(kind: Any, address: Any) -> Any:
    """An address in capitals or not, a number however its digits are parted."""
    bare = address
    for sign in _BETWEEN_DIGITS:
        bare = func.replace(bare, sign, "")
    by_number = (kind == ContactKind.PHONE.value) & (bare == bindparam("number")) & (bare != "")
    return or_((address != "") & (func.lower(address) == _SOUGHT), by_number)


_REPORTS = (
    select(contacts.c.report_id).where(_is_theirs(contacts.c.kind, contacts.c.address)).order_by(contacts.c.report_id)
)
_SUBSCRIPTIONS = (
    select(subscriptions.c.about, subscriptions.c.since)
    .join(subscribers, subscribers.c.id == subscriptions.c.subscriber_id)
    .where(subscribers.c.comparable == bindparam("comparable"))
    .order_by(subscriptions.c.about)
)
_MAILS = (
    select(inbound_mails.c.received_at, inbound_mails.c.subject, inbound_mails.c.words, inbound_mails.c.file)
    .where(
        or_(
            func.lower(inbound_mails.c.sender) == _SOUGHT,
            # As most mail programs write it: Ada <ada@example.org>.
            func.lower(inbound_mails.c.sender).like(func.lower(bindparam("named")), escape="!"),
        )
    )
    .order_by(inbound_mails.c.id)
)

_IN_QUARANTINE = (
    select(held_reports.c.reference, held_reports.c.received_at, held_reports.c.contact_name, held_reports.c.words)
    .where(_is_theirs(held_reports.c.contact_kind, held_reports.c.contact_address))
    .order_by(held_reports.c.id)
)


def reports_of(conn: Connection, address: str) -> list[int]:
    """The reports whose customer is reached there, in capitals or not, a number however its digits are parted."""
    return list(conn.scalars(_REPORTS, _sought(address)))


def subscriptions_of(conn: Connection, known_by: str) -> list[tuple[str, datetime]]:
    """What the reader is told the changes of, and since when; by their address in its comparable form."""
    return [(row.about, row.since) for row in conn.execute(_SUBSCRIPTIONS, {"comparable": known_by})]


def mails_from(conn: Connection, address: str) -> list[tuple[datetime, str, str, str]]:
    """When each came, its subject, its words, and the name of the file that holds it as it came."""
    if not address:
        return []
    escaped = re.sub("([!%_])", r"!\1", address)
    found = conn.execute(_MAILS, {"sought": address, "named": f"%<{escaped}>"})
    return [(row.received_at, row.subject, row.words, row.file) for row in found]


def in_quarantine_of(conn: Connection, address: str) -> list[tuple[str, datetime, str, str]]:
    """Reference, arrival, name and words of what waits there or was set aside; what was let in is a report."""
    found = conn.execute(_IN_QUARANTINE, _sought(address))
    return [(row.reference, row.received_at, row.contact_name, row.words) for row in found]


def _sought(address: str) -> dict[str, str]:
    return {"sought": address, "number": "".join(sign for sign in address if sign not in _BETWEEN_DIGITS)}
