"""What the confirmation says: reference, who has it, by when they answer, what happens next."""

from dataclasses import dataclass

from markupsafe import Markup

from portal.acts.continuations import previous_of
from portal.acts.workplace import Workplace
from portal.promises.spoken import dated_time
from portal.reports.report import Contact, ContactKind, Report
from portal.reports.timeline import Kind
from portal.store import clocks, contacts, timeline


@dataclass(frozen=True, slots=True)
class Receipt:
    """`facts` are pairs of label and text; `steps` is what happens next, in order."""

    reference: str
    facts: tuple[tuple[str, str | Markup], ...]
    steps: tuple[str, ...]
    has_mail: bool


def receipt_of(workplace: Workplace, report: Report, link: str) -> Receipt:
    """`link` is the whole address of the tracking page. Times carry their date, so it reads the same on every visit.

    Raises StoreUnavailable.
    """
    with workplace.store.reading() as conn:
        contact = contacts.contact_of(conn, report.id) or Contact(ContactKind.NONE)
        before = previous_of(conn, report)
        due = [clock.due_at for clock in clocks.clocks_of(conn, report.id) if clock.indicator == "first_response"]
        entries = timeline.entries(conn, report.id)
    is_full = any(entry.kind is Kind.ROUTED and entry.facts.get("full") for entry in entries)
    roster = workplace.roster()
    owner = roster.responders.get(report.owner or "")
    team = roster.teams[report.team].name if report.team in roster.teams else "our team"
    zone = roster.time_zone
    answer_by = dated_time(min(due), zone) if due else ""
    who = owner.name if owner else team
    return Receipt(
        reference=report.reference,
        facts=(
            ("Who has it", f"{owner.name} at {team}" if owner else team),
            *((("They answer by", answer_by),) if answer_by else ()),
            ("We got it", dated_time(report.received_at, zone)),
            *((("It goes on from", before.reference),) if before else ()),
            ("We reach you", _reached(contact)),
            ("Your private link", Markup('<a class="link-shown" href="{0}">{0}</a>').format(link)),
        ),
        steps=_steps(who, answer_by, contact, is_full=is_full),
        has_mail=contact.kind is ContactKind.MAIL,
    )


def _reached(contact: Contact) -> str:
    if contact.kind is ContactKind.NONE:
        return "only on the private link"
    return f"{'by e-mail at' if contact.kind is ContactKind.MAIL else 'by phone on'} {contact.address}"


def _steps(who: str, answer_by: str, contact: Contact, *, is_full: bool) -> tuple[str, ...]:
    """`is_full` says that everybody had as much as they can do well when it arrived; the promise stands."""
    first = f"{who[0].upper()}{who[1:]} reads what you wrote" + (
        f" and answers by {answer_by}." if answer_by else " and answers."
    )
    if is_full:
        first += " They have much to do just now; if we are late, we tell you before you ask, and what you get for it."
    tried = "Whatever is tried for you, and what came of it, shows on your private link as it happens."
    told = {
        ContactKind.MAIL: "Each answer also comes to you by e-mail.",
        ContactKind.PHONE: "If there is something to ask, we ring you. Written answers show on the private link.",
        ContactKind.NONE: "We send you nothing. Keep the private link: it is the only way to read the answer.",
    }
    return first, tried, told[contact.kind]
