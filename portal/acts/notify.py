"""Queueing notices, in the transaction of their cause. Addresses are looked up when a notice is sent."""

from collections.abc import Mapping

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.notices.digests import ALWAYS_SENT
from portal.notices.threads import domain_of, new_message_id
from portal.reports.report import Contact, ContactKind, Report
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
    if not _is_by_mail(contacts.contact_of(conn, report.id)):
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
    people = _people_of(workplace, report)
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


def notices_of_receipt(
    workplace: Workplace, report: Report, contact: Contact, entry_id: int, reason: str
) -> list[NewNotice]:
    """What a new report has to say to its customer and to whoever got it."""
    first: list[NewNotice] = []
    if not workplace.tells_people:
        return first
    if _is_by_mail(contact):
        first.append(_notice(workplace, report, "received", "customer", None, entry_id, None))
    for person in _people_of(workplace, report):
        first.append(_notice(workplace, report, "assigned", "responder", person, entry_id, {"reason": reason}))
    return first


def _people_of(workplace: Workplace, report: Report) -> tuple[str, ...]:
    """The owner, or everybody of the team while nobody owns the report."""
    roster = workplace.roster()
    if report.owner in roster.responders:
        return (report.owner,) if report.owner else ()
    # A team that is no more has no members; somebody hears of it all the same.
    members = roster.members(report.team) or roster.members(workplace.library.catch_all.team)
    return tuple(person.key for person in members)


def _is_by_mail(contact: Contact | None) -> bool:
    return contact is not None and contact.kind is ContactKind.MAIL and bool(contact.address)


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
    if workplace.tells_people:
        notice = _notice(workplace, report, message, recipient_kind, recipient, entry_id, facts, variant)
        outbox.queue(conn, notice)


def _notice(
    workplace: Workplace,
    report: Report,
    message: str,
    recipient_kind: RecipientKind,
    recipient: str | None,
    entry_id: int | None,
    facts: Mapping[str, object] | None,
    variant: str = "",
) -> NewNotice:
    message_id = new_message_id(domain_of(workplace.settings.mail_from))
    return NewNotice(
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
    )
