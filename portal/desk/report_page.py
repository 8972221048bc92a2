"""What a responder sees of a report: the customer's words, the promises, the stance, and the help at hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal import paths
from portal.acts.offer import open_questions
from portal.acts.workplace import Workplace
from portal.library.matching import Match, matching_limitations
from portal.library.pages import Guide, Script, Topic
from portal.promises.spoken import spoken_time
from portal.reports.remedies import Remedy, owed
from portal.reports.report import Attachment, Contact, ContactKind, Report
from portal.reports.timeline import Entry, Kind
from portal.store import attachments, clocks, contacts, timeline
from portal.team.authority import Authority, authority_for
from portal.team.roster import Roster
from portal.web.promise_words import PromiseShown, promises_shown
from portal.web.story import Storyteller, Told


@dataclass(frozen=True, slots=True)
class Question:
    """What a lead was asked and has not answered; `due` is in words, empty where no answer is promised."""

    asker: str
    words: str
    why: str
    worth: int
    due: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`me` and `owner` are display names; `owner` is None while the whole team has it."""

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


def report_page(
    workplace: Workplace, report: Report, person: str, file_address: Callable[[Attachment], str]
) -> ReportPage:
    """Raises StoreUnavailable."""
    now, library, roster = workplace.now(), workplace.library, workplace.roster()
    with workplace.store.reading() as conn:
        entries = timeline.entries(conn, report.id)
        files = attachments.attachments_of(conn, report.id)
        running = clocks.clocks_of(conn, report.id)
        contact = contacts.contact_of(conn, report.id) or Contact(ContactKind.NONE)
    words = next((entry.texts.get("what_happened", "") for entry in entries if entry.kind is Kind.RECEIVED), "")
    owner = roster.responders.get(report.owner or "")
    live = library.public.live_on(workplace.local_day(now))
    severity = library.site.severity(report.severity)
    storyteller = Storyteller(
        names={key: found.name for key, found in roster.people.items()},
        teams={key: found.name for key, found in roster.teams.items()},
        customer=contact.name or "The customer",
        system="Forthright",
        time_zone=roster.time_zone,
        now=now,
        file_address=file_address,
        mail_address=paths.desk_original,
    )
    return ReportPage(
        report=report,
        me=roster.people[person].name,
        owner=owner.name if owner else None,
        team=roster.teams[report.team].name if report.team in roster.teams else report.team,
        words=words,
        severity=severity.label if severity else report.severity,
        topic=library.public.topics.get(report.topic),
        contact=contact,
        promises=promises_shown(running, now, roster.time_zone, of_team=True),
        story=storyteller.tell(entries, files),
        authority=authority_for(library.desk.team.authority, report.severity),
        limitations=matching_limitations(live.limitations.values(), words, report.topic),
        scripts=tuple(script for script in library.desk.scripts.values() if _fits(script.topics, report.topic)),
        owed=owed(entries),
        questions=tuple(_question(entry, roster, now) for entry in open_questions(entries)),
        i_lead=person in roster.leads,
        guides=tuple(guide for guide in library.desk.guides.values() if _fits(guide.topics, report.topic)),
    )


def _question(entry: Entry, roster: Roster, now: datetime) -> Question:
    due_at, worth = entry.facts.get("due_at"), entry.facts.get("worth")
    asker = roster.people.get(entry.author.key or "")
    return Question(
        asker=asker.name if asker else "A colleague",
        words=entry.texts.get("offer", ""),
        why=entry.texts.get("note", ""),
        worth=worth if isinstance(worth, int) else 0,
        due=spoken_time(datetime.fromisoformat(str(due_at)), now, roster.time_zone) if due_at else "",
    )


def _fits(topics: tuple[str, ...], topic: str) -> bool:
    return "all" in topics or topic in topics
