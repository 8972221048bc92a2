"""What somebody sees of a practice: the page of a report for whoever practises, and more for those who play and coach.

Its attributes are those that the templates of a report's page ask for.
"""

from dataclasses import dataclass, field

from markupsafe import Markup

from portal.acts.practice_customer import lines_left
from portal.acts.workplace import Workplace
from portal.desk.exceptions_beside import ExceptionsBeside
from portal.desk.help_at_hand import fits
from portal.library.commitment_versions import commitment_version
from portal.library.drill_parts import DrillParts, parts_of
from portal.library.matching import Match, matching_limitations
from portal.library.pages import Guide, Script, Topic
from portal.promises.spoken import spoken_time
from portal.reports.report import Contact, ContactKind, Status
from portal.reports.timeline import Entry, Kind
from portal.store import practices
from portal.team.authority import Authority, authority_for
from portal.team.money import money
from portal.team.practice import ANSWERS, Practice, Review, Stage
from portal.team.roster import Roster
from portal.web.embedded import embedded
from portal.web.story import Storyteller, Told

_CUSTOMER = "The customer"
_PROMISED = ("first_response", "next_update", "resolution")
_CLOSED = DrillParts("", (), "", "", "")


@dataclass(frozen=True, slots=True)
class PracticeReport:
    """What stands in for the report: there is none."""

    status: Status = Status.OPEN


@dataclass(frozen=True, slots=True)
class PointShown:
    """A point as both have answered it, in words; `theirs` is empty before the coach has looked back."""

    point: str
    own: str
    own_words: str
    theirs: str
    their_words: str


@dataclass(frozen=True, slots=True)
class PracticePage:
    """`me`, `who`, `coach` and `player` are display names, the latter two None for nobody.

    `promised` says what would be promised, `coach_knows` is empty for whoever practises, `next_words` are the drill's
    own that the customer has not written yet (how many, for whoever practises: only `has_next_words`).
    """

    practice: Practice
    me: str
    who: str
    coach: str | None
    player: str | None
    i_practise: bool
    i_play: bool
    i_coach: bool
    words: str
    beside: Markup
    severity: str
    topic: Topic | None
    promised: list[str]
    story: list[Told]
    authority: tuple[Authority, ...]
    limitations: tuple[Match, ...]
    scripts: tuple[Script, ...]
    guides: tuple[Guide, ...]
    coach_knows: Markup
    next_words: tuple[str, ...]
    has_next_words: bool
    points: list[PointShown]
    closing: str
    coach_closing: str
    talk_after: Markup
    last_entry: int = 0
    report: PracticeReport = PracticeReport()
    contact: Contact = field(default_factory=lambda: Contact(ContactKind.NONE))
    exceptions: ExceptionsBeside = field(default_factory=lambda: ExceptionsBeside((), 0))
    meanwhile: list[Told] = field(default_factory=list)
    currency: str = ""

    def money(self, amount: int) -> str:
        return money(amount, self.currency)

    @property
    def under_way(self) -> list[Told]:
        """What is being tried now, the oldest first."""
        return [told for told in reversed(self.story) if told.alive]


def practice_page(workplace: Workplace, practice: Practice, person: str) -> PracticePage:
    """Raises StoreUnavailable."""
    now, library, roster = workplace.now(), workplace.library, workplace.roster()
    with workplace.store.reading() as conn:
        entries = practices.entries(conn, practice.id)
    words = next((entry.texts.get("what_happened", "") for entry in entries if entry.kind is Kind.RECEIVED), "")
    drill = library.desk.drills.get(practice.drill)
    parts = parts_of(drill) if drill else _CLOSED
    live = library.public.live_on(workplace.local_day(now))
    severity = library.site.severity(practice.severity)
    plays, shares = practice.plays_customer(person), practice.shares_review(person)
    left = lines_left(workplace, practice)
    is_reviewed = shares and practice.self_review is not None
    return PracticePage(
        practice=practice,
        currency=library.site.currency,
        me=_name(roster, person) or "",
        who=_name(roster, practice.person) or "A former colleague",
        coach=_name(roster, practice.coach),
        player=_name(roster, practice.player),
        i_practise=practice.person == person,
        i_play=plays,
        i_coach=practice.coach == person,
        words=words,
        beside=embedded(parts.beside, "beside"),
        severity=severity.label if severity else practice.severity,
        topic=library.public.topics.get(practice.topic),
        promised=_promised(workplace, practice),
        story=_story(workplace, entries),
        last_entry=max((entry.id or 0 for entry in entries), default=0),
        authority=authority_for(library.desk.team.authority, practice.severity),
        limitations=matching_limitations(live.limitations.values(), words, practice.topic),
        scripts=tuple(each for each in library.desk.scripts.values() if fits(each.topics, practice.topic)),
        guides=tuple(each for each in library.desk.guides.values() if fits(each.topics, practice.topic)),
        coach_knows=embedded(parts.coach, "coach") if plays else Markup(),
        next_words=left if plays else (),
        has_next_words=bool(left),
        points=_points(practice) if is_reviewed else [],
        closing=practice.self_review.words if is_reviewed and practice.self_review else "",
        coach_closing=practice.coach_review.words if is_reviewed and practice.coach_review else "",
        talk_after=embedded(parts.after, "after")
        if is_reviewed or (shares and plays and practice.ended_at)
        else Markup(),
    )


def _points(practice: Practice) -> list[PointShown]:
    own, theirs = practice.self_review, practice.coach_review

    def said(review: Review | None, number: int) -> tuple[str, str]:
        point = review.points[number] if review and number < len(review.points) else None
        return (ANSWERS[point.answer], point.words) if point else ("", "")

    points = enumerate(practice.points)
    return [PointShown(point, *said(own, number), *said(theirs, number)) for number, point in points]


def _promised(workplace: Workplace, practice: Practice) -> list[str]:
    """The promises that a report like this would get, with the times that they would be due; no clock runs."""
    library, zone = workplace.library, workplace.library.site.time_zone
    live = library.public.live_on(workplace.local_day(practice.begun_at)).commitments
    return [
        f"{page.title}: by {spoken_time(due_at, workplace.now(), zone)}"
        for slug, page in live.items()
        if page.indicator in _PROMISED and page.applies_to.covers(practice.topic, practice.severity)
        for due_at in [commitment_version(library, slug).due_at(practice.begun_at)]
    ]


def _story(workplace: Workplace, entries: list[Entry]) -> list[Told]:
    roster = workplace.roster()
    storyteller = Storyteller(
        names={key: found.name for key, found in roster.people.items()},
        teams={key: found.name for key, found in roster.teams.items()},
        customer=_CUSTOMER,
        system="Forthright",
        time_zone=roster.time_zone,
        now=workplace.now(),
        file_address=lambda _: "",
        currency=workplace.library.site.currency,
    )
    return storyteller.tell(entries, ())


def _name(roster: Roster, key: str | None) -> str | None:
    if key is None:
        return None
    found = roster.people.get(key)
    return found.name if found else "A former colleague"


def can_review(page: PracticePage) -> bool:
    """Whether it is this person's turn to look back."""
    stage = page.practice.stage
    return (page.i_practise and stage is Stage.SELF_REVIEW) or (page.i_coach and stage is Stage.COACH_REVIEW)
