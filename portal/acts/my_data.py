"""What we keep about a customer, for them to take along: one file of plain JSON. GDPR Art. 15 and 20."""

from typing import Any

from portal.acts.workplace import Workplace
from portal.reports.report import Contact, ContactKind, Report
from portal.reports.timeline import AuthorKind, Entry
from portal.store import attachments, clocks, contacts, timeline
from portal.store.feedback import feedback_of


def my_data(workplace: Workplace, report: Report) -> dict[str, Any]:
    """The report, its public story, promises, files by name and the contact. Raises StoreUnavailable."""
    roster = workplace.roster()
    with workplace.store.reading() as conn:
        entries = [entry for entry in timeline.entries(conn, report.id) if entry.public]
        contact = contacts.contact_of(conn, report.id) or Contact(ContactKind.NONE)
        files = attachments.attachments_of(conn, report.id)
        promised = clocks.clocks_of(conn, report.id)
        said = feedback_of(conn, report.id)
    names = {key: person.name for key, person in roster.people.items()}
    return {
        "reference": report.reference,
        "topic": report.topic,
        "severity": report.severity,
        "status": report.status.value,
        "received_at": report.received_at.isoformat(),
        "contact": {"kind": contact.kind.value, "address": contact.address, "name": contact.name},
        "story": [_told(entry, names) for entry in entries],
        "promises": [
            {
                "promise": clock.commitment,
                "state": clock.state,
                "due_at": clock.due_at.isoformat(),
                "stopped_at": clock.stopped_at.isoformat() if clock.stopped_at else None,
            }
            for clock in promised
        ],
        "files": [{"name": file.name, "kind": file.media_type, "size_bytes": file.size_bytes} for file in files],
        "answers": {"solved": said.solved, "cared_for": said.cared_for} if said else None,
    }


def _told(entry: Entry, names: dict[str, str]) -> dict[str, Any]:
    who = "you" if entry.author.kind is AuthorKind.CUSTOMER else names.get(entry.author.key or "", "the portal")
    return {"at": entry.at.isoformat(), "who": who, "what": entry.kind.value, "words": dict(entry.texts)}
