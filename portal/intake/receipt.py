"""What the confirmation says: reference, who has it, by when they answer, what happens next."""

from dataclasses import dataclass

from markupsafe import Markup

from portal.acts.continuations import previous_of
from portal.acts.workplace import Workplace
from portal.languages.isolating import ltr
from portal.languages.messages import N_, _
from portal.promises.spoken import dated_time
from portal.reports.report import Contact, ContactKind, Report
from portal.reports.timeline import Kind
from portal.store import clocks, contacts, timeline

_TOLD = {
    ContactKind.MAIL: N_("Each answer also comes to you by e-mail."),
    ContactKind.PHONE: N_("If there is something to ask, we ring you. Written answers show on the private link."),
    ContactKind.NONE: N_("We send you nothing. Keep the private link: it is the only way to read the answer."),
}


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
    team = workplace.team_name(report.team) or _("our team")
    zone = roster.time_zone
    answer_by = dated_time(min(due), zone) if due else ""
    who = owner.name if owner else team
    return Receipt(
        reference=report.reference,
        facts=(
            (_("Who has it"), _("%(person)s at %(team)s", person=owner.name, team=team) if owner else team),
            *(((_("They answer by"), answer_by),) if answer_by else ()),
            (_("We got it"), dated_time(report.received_at, zone)),
            *(((_("It goes on from"), before.reference),) if before else ()),
            (_("We reach you"), _reached(contact)),
            (_("Your private link"), Markup('<a class="link-shown" href="{0}">{0}</a>').format(link)),
        ),
        steps=_steps(who, answer_by, contact, is_full=is_full),
        has_mail=contact.kind is ContactKind.MAIL,
    )


def _reached(contact: Contact) -> str:
    if contact.kind is ContactKind.NONE:
        return _("only on the private link")
    if contact.kind is ContactKind.MAIL:
        return _("by e-mail at %(address)s", address=ltr(contact.address))
    return _("by phone on %(number)s", number=ltr(contact.address))


def _steps(who: str, answer_by: str, contact: Contact, *, is_full: bool) -> tuple[str, ...]:
    """`is_full` says that everybody had as much as they can do well when it arrived; the promise stands."""
    who = who[:1].upper() + who[1:]
    first = (
        _("%(who)s reads what you wrote and answers by %(time)s.", who=who, time=answer_by)
        if answer_by
        else _("%(who)s reads what you wrote and answers.", who=who)
    )
    if is_full:
        much = _("They have much to do just now; if we are late, we tell you before you ask, and what you get for it.")
        first = f"{first} {much}"
    tried = _("Whatever is tried for you, and what came of it, shows on your private link as it happens.")
    return first, tried, _(_TOLD[contact.kind])
