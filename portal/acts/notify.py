"""Queueing notices, in the transaction of their cause. Addresses are looked up when a notice is sent."""

from collections.abc import Mapping

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.notices.digests import ALWAYS_SENT
from portal.notices.threads import domain_of, new_message_id
from portal.reports.report import ContactKind, Report
from portal.store import contacts, muted, outbox
from portal.store.outbox import NewNotice, RecipientKind


def notify_customer(
    conn: Connection,
    workplace: Workplace,
    report: Report,
    message: str,
    entry_id: int | None = None,
    facts: Mapping[str, object] | None = None,
) -> bool:
    """Queue a mail to the customer, if mail is how they want to be reached; says whether it was queued."""
    if not workplace.tells_people:
        return False
    if message not in ALWAYS_SENT and muted.is_muted(conn, report.id):
        return False
    contact = contacts.contact_of(conn, report.id)
    if contact is None or contact.kind is not ContactKind.MAIL or not contact.address:
        return False
    _queue(conn, workplace, report, message, "customer", None, entry_id, facts)
    return True


def notify_old_address(conn: Connection, workplace: Workplace, report: Report, entry_id: int) -> None:
    """Tell the address that was replaced that it was; it stands among the texts of the entry."""
    facts = {"to_old_address": True}
    _queue(conn, workplace, report, "contact_changed", "customer", None, entry_id, facts, variant="old address")


def notify_responders(
    conn: Connection,
    workplace: Workplace,
    report: Report,
    message: str,
    entry_id: int | None = None,
    facts: Mapping[str, object] | None = None,
) -> tuple[str, ...]:
    """Queue a notice to the owner, or to everybody of the team while nobody owns the report; gives their keys."""
    roster = workplace.roster()
    if report.owner in roster.responders:
        people: tuple[str, ...] = (report.owner,) if report.owner else ()
    else:
        # A team that is no more has no members; somebody hears of it all the same.
        members = roster.members(report.team) or roster.members(workplace.library.catch_all.team)
        people = tuple(person.key for person in members)
    for person in people:
        _queue(conn, workplace, report, message, "responder", person, entry_id, facts)
    return people


def notify_person(
    conn: Connection,
    workplace: Workplace,
    report: Report,
    message: str,
    person: str,
    entry_id: int | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Queue a notice to one responder, whoever owns the report."""
    _queue(conn, workplace, report, message, "responder", person, entry_id, facts)


def _queue(
    conn: Connection,
    workplace: Workplace,
    report: Report,
    message: str,
    recipient_kind: RecipientKind,
    recipient: str | None,
    entry_id: int | None,
    facts: Mapping[str, object] | None,
    variant: str = "",
) -> None:
    if not workplace.tells_people:
        return
    message_id = new_message_id(domain_of(workplace.settings.mail_from))
    outbox.queue(
        conn,
        NewNotice(
            # One cause tells one person one thing once; what has no entry of its own may be asked for again.
            key=f"{message}:{report.id}:{entry_id or message_id}:{variant or recipient or recipient_kind}",
            message=message,
            recipient_kind=recipient_kind,
            message_id=message_id,
            created_at=workplace.now(),
            recipient=recipient,
            report_id=report.id,
            entry_id=entry_id,
            facts=dict(facts or {}),
        ),
    )
