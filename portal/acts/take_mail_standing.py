"""What a mail is about, and whether its writer is who they say. Read in one transaction, nothing is changed.

Anybody can write any address into From. For a customer that is enough, as it is for a letter: the worst is a message
that the responder reads. For a responder or lead it is not, because their words go out in our name: their mail must
also have come to the reply address that was made for them and this report, which only their notices carry.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from portal.acts.continuations import newest_of
from portal.acts.workplace import Workplace
from portal.notices.addresses import comparable
from portal.notices.threads import domain_of
from portal.reports.incoming_mail import IncomingMail
from portal.reports.links import CustomerLink
from portal.reports.references import find_reference
from portal.reports.reply_addresses import is_made_for, reply_token
from portal.reports.report import ContactKind, Report
from portal.store import contacts, inbound_mails, reports
from portal.team.roster import Person

_ROOT = re.compile(r"<report-([a-z0-9]{4}-[a-z0-9]{4})@([^\s<>@]+)>", re.IGNORECASE)
_MAX_IDS = 100


class Writer(StrEnum):
    """CUSTOMER and PERSON: who they say. UNPROVEN: says to be of the team, and nothing proves it. OTHER: anybody."""

    CUSTOMER = "customer"
    PERSON = "person"
    UNPROVEN = "unproven"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Standing:
    """`person` is a key of team.yml for PERSON and UNPROVEN. `has_reply_address` says that the mail came to an address
    that only somebody who had a notice of the report can know.
    """

    report: Report | None
    writer: Writer = Writer.OTHER
    person: str | None = None
    has_reply_address: bool = False


def standing_of(conn: Connection, workplace: Workplace, mail: IncomingMail) -> Standing:
    link = _reply_link(workplace, mail)
    report = reports.report_by_reference(conn, link.reference) if link else None
    made_for = _made_for(workplace, link, report) if link and report else frozenset[str | None]()
    if not made_for:
        report = _answered(conn, workplace, mail) or _named(conn, mail.subject)
    if report is None:
        return Standing(None)
    person = _person(workplace.roster().people.values(), mail.sender)
    proven = person is not None and person.key in made_for
    if proven and person is not None:
        return Standing(report, Writer.PERSON, person.key, True)
    if mail.sender and mail.sender == _customers_address(conn, report):
        return Standing(newest_of(conn, report), Writer.CUSTOMER, None, bool(made_for))
    if person is not None:
        return Standing(report, Writer.UNPROVEN, person.key, bool(made_for))
    return Standing(report, Writer.OTHER, None, bool(made_for))


def _reply_link(workplace: Workplace, mail: IncomingMail) -> CustomerLink | None:
    base = workplace.settings.reply_address
    return reply_token(base, mail.recipients) if base else None


def _made_for(workplace: Workplace, link: CustomerLink, report: Report) -> frozenset[str | None]:
    """The one whom the reply address was made for: a person's key, or None for the customer. Empty for a false one."""
    candidates: Iterable[str | None] = (None, *workplace.roster().people)
    return frozenset(who for who in candidates if is_made_for(link, workplace.keys, report.generation, who))


def _answered(conn: Connection, workplace: Workplace, mail: IncomingMail) -> Report | None:
    """The report of the mail that this one answers or returns: by our notices first, then by the root of a thread."""
    ids = (*mail.thread_ids, *(mail.bounce.message_ids if mail.bounce else ()))[:_MAX_IDS]
    for notice in inbound_mails.notices_by(conn, ids):
        report = reports.report_by_id(conn, notice.report_id)
        if report is not None:
            return report
    own_domain = domain_of(workplace.settings.mail_from)
    for each in ids:
        found = _ROOT.fullmatch(each)
        if found and found[2].lower() == own_domain:
            report = reports.report_by_reference(conn, found[1].upper())
            if report is not None:
                return report
    return None


def _named(conn: Connection, subject: str) -> Report | None:
    reference = find_reference(subject)
    return reports.report_by_reference(conn, reference) if reference else None


def _person(people: Iterable[Person], sender: str) -> Person | None:
    return next((person for person in people if sender and comparable(person.mail) == sender), None)


def _customers_address(conn: Connection, report: Report) -> str:
    contact = contacts.contact_of(conn, report.id)
    return comparable(contact.address) if contact and contact.kind is ContactKind.MAIL else ""
