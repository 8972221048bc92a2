"""What a responder sees of a report: the customer's words, the promises, the stance, and the help at hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal import paths
from portal.acts.clocks import promises_behind
from portal.acts.continuations import next_of, previous_of
from portal.acts.customer_writes import may_reopen
from portal.acts.workplace import Workplace
from portal.desk.cause_beside import CauseBeside, cause_beside
from portal.desk.exceptions_beside import ExceptionsBeside, exceptions_beside
from portal.desk.help_at_hand import fits
from portal.languages.locales import name_of_language
from portal.library.matching import Match, matching_limitations
from portal.library.pages import Guide, Script, Topic
from portal.promises.spoken import spoken_time
from portal.reports.contact_state import address_fails
from portal.reports.moves import may_be_opened_again
from portal.reports.overtaking import Filling, said_since
from portal.reports.questions import answer_due_at, is_late, open_questions
from portal.reports.remedies import Remedy, owed
from portal.reports.report import Attachment, Contact, ContactKind, Report, Status
from portal.reports.timeline import Entry, Kind
from portal.store import attachments, clocks, contacts, gathering, muted, timeline
from portal.team.authority import Authority, authority_for
from portal.team.money import money
from portal.team.roster import Roster
from portal.web.promise_words import PromiseShown, promises_shown
from portal.web.story import Storyteller, Told


@dataclass(frozen=True, slots=True)
class Question:
    """What a lead was asked and has not answered; `due` is in words, empty where no answer is promised. `late` says
    that it has passed.
    """

    asker: str
    words: str
    why: str
    worth: str
    due: str
    late: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`me` and `owner` are display names; `owner` is None while the whole team has it.

    `goes_on_from` and `goes_on_as` are the references of the reports before and after this one, of the same customer.
    `is_muted` says that the customer wants no mails, `unsent` counts those that were not sent for it; `address_fails`
    says that their address takes none.
    `language` is what the language of the customer's pages and mails is called, empty where it is the site's first.
    `last_entry` is the id of the timeline's last entry; `meanwhile` tells what others said while a form was filled in.
    """

    report: Report
    me: str
    owner: str | None
    team: str
    words: str
    severity: str
    topic: Topic | None
    contact: Contact
    promises: list[PromiseShown]
    story: list[Told]
    authority: tuple[Authority, ...]
    limitations: tuple[Match, ...]
    scripts: tuple[Script, ...]
    guides: tuple[Guide, ...]
    owed: tuple[Remedy, ...]
    questions: tuple[Question, ...]
    i_lead: bool
    cause: CauseBeside | None
    last_entry: int
    meanwhile: list[Told]
    exceptions: ExceptionsBeside
    is_muted: bool
    unsent: int
    address_fails: bool
    goes_on_from: str | None
    goes_on_as: str | None
    may_open_again: bool
    currency: str
    language: str

    def money(self, amount: int) -> str:
        return money(amount, self.currency)

    @property
    def under_way(self) -> list[Told]:
        """What is being tried now, the oldest first."""
        return [told for told in reversed(self.story) if told.alive]


def report_page(
    workplace: Workplace,
    report: Report,
    person: str,
    file_address: Callable[[Attachment], str],
    overtaken: Filling | None = None,
) -> ReportPage:
    """`overtaken` is the filling-in of a form that others were quicker than. Raises StoreUnavailable."""
    now, library, roster = workplace.now(), workplace.library, workplace.roster()
    with workplace.store.reading() as conn:
        entries = timeline.entries(conn, report.id)
        files = attachments.attachments_of(conn, report.id)
        running = clocks.clocks_of(conn, report.id)
        promises = promises_behind(conn, running)
        contact = contacts.contact_of(conn, report.id) or Contact(ContactKind.NONE)
        before, after = previous_of(conn, report), next_of(conn, report)
        is_muted, unsent = muted.is_muted(conn, report.id), gathering.count_unwanted(conn, report.id)
    words = next((entry.texts.get("what_happened", "") for entry in entries if entry.kind is Kind.RECEIVED), "")
    owner = roster.responders.get(report.owner or "")
    live = library.public.live_on(workplace.local_day(now))
    severity = library.site.severity(report.severity)
    storyteller = _storyteller(workplace, contact, file_address)
    return ReportPage(
        report=report,
        me=roster.people[person].name,
        owner=owner.name if owner else None,
        team=roster.teams[report.team].name if report.team in roster.teams else report.team,
        words=words,
        severity=severity.label if severity else report.severity,
        topic=library.public.topics.get(report.topic),
        contact=contact,
        promises=promises_shown(
            running, promises, now, roster.time_zone, waiting=report.status is Status.WAITING, of_team=True
        ),
        story=storyteller.tell(entries, files),
        last_entry=max((entry.id or 0 for entry in entries), default=0),
        meanwhile=storyteller.tell(said_since(entries, overtaken), files) if overtaken else [],
        authority=authority_for(library.desk.team.authority, report.severity),
        limitations=matching_limitations(live.limitations.values(), words, report.topic),
        scripts=tuple(script for script in library.desk.scripts.values() if fits(script.topics, report.topic)),
        owed=owed(entries),
        questions=tuple(_question(entry, roster, now, library.site.currency) for entry in open_questions(entries)),
        i_lead=person in roster.leads,
        cause=cause_beside(workplace, report),
        exceptions=exceptions_beside(workplace, report),
        is_muted=is_muted,
        unsent=unsent,
        address_fails=address_fails(entries),
        goes_on_from=before.reference if before else None,
        goes_on_as=after.reference if after else None,
        may_open_again=may_reopen(workplace, report, now) and may_be_opened_again(report.status),
        currency=library.site.currency,
        language=_other_language(workplace, report),
        guides=tuple(guide for guide in library.desk.guides.values() if fits(guide.topics, report.topic)),
    )


def said_meanwhile(workplace: Workplace, report: Report, person: str, seen: int | None) -> list[str]:
    """What others have said in public after the entry `seen`, the newest first: `Tom answered, 14:03 today.`

    Raises StoreUnavailable.
    """
    if seen is None:
        return []
    with workplace.store.reading() as conn:
        entries = timeline.entries(conn, report.id)
        contact = contacts.contact_of(conn, report.id) or Contact(ContactKind.NONE)
    told = _storyteller(workplace, contact, lambda _: "").tell(said_since(entries, Filling("", person, seen)), ())
    return [f"{each.who} {each.what}, {each.when}." for each in told]


def _storyteller(workplace: Workplace, contact: Contact, file_address: Callable[[Attachment], str]) -> Storyteller:
    roster = workplace.roster()
    return Storyteller(
        names={key: found.name for key, found in roster.people.items()},
        teams={key: found.name for key, found in roster.teams.items()},
        customer=contact.name or "The customer",
        system="Forthright",
        time_zone=roster.time_zone,
        now=workplace.now(),
        file_address=file_address,
        mail_address=paths.desk_original,
        currency=workplace.library.site.currency,
    )


def _other_language(workplace: Workplace, report: Report) -> str:
    tongue = workplace.language_of(report)
    return "" if tongue == workplace.library.site.languages[0] else name_of_language(tongue)


def _question(entry: Entry, roster: Roster, now: datetime, currency: str) -> Question:
    due_at, worth = answer_due_at(entry), entry.facts.get("worth")
    asker = roster.people.get(entry.author.key or "")
    return Question(
        asker=asker.name if asker else "A colleague",
        words=entry.texts.get("offer", ""),
        why=entry.texts.get("note", ""),
        worth=money(worth if isinstance(worth, int) else 0, currency),
        due=spoken_time(due_at, now, roster.time_zone) if due_at else "",
        late=is_late(entry, now),
    )
