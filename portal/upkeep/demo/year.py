"""Fills an empty database with a year of sample reports for the site's own content. The same seed gives the same year.

The acts are the real ones, on a clock that runs through the year; nobody is told of anything. The release in force is
recorded as of the year's beginning, so that reports are bound to what it promised by each day (`effective_from`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from portal.acts.submit import Submission, submit
from portal.acts.workplace import Workplace
from portal.errors import StoreError
from portal.library.pages import Topic
from portal.reports.references import new_reference
from portal.reports.report import Contact, ContactKind, Report
from portal.store import clocks, ledger, reports
from portal.upkeep.demo import common_words as words
from portal.upkeep.demo.accepted import said_of_a_limitation
from portal.upkeep.demo.agenda import Agenda, MovingClock
from portal.upkeep.demo.case import Case
from portal.upkeep.demo.doings import Doings
from portal.upkeep.demo.prospects import Prospects
from portal.upkeep.demo.season import arrivals, storm_between
from portal.upkeep.demo.shared_causes import SharedCauses
from portal.upkeep.demo.subjects import Subject
from portal.upkeep.demo.troubles import Troubles

YEAR = timedelta(days=365)
LABEL = "Sample: "
_AGES_OF_OPEN_REPORTS_MIN = (4, 25, 75, 160, 340, 600, 900, 1_300, 1_900, 2_500, 3_200, 3_900)
_WITHOUT_CONTACT = 0.3


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the year has come (UTC), and how many reports have come in."""

    at: datetime
    reports: int


def require_empty(workplace: Workplace) -> None:
    """Raises StoreError where there is any report: a sample is never mixed with what people wrote."""
    with workplace.store.reading() as conn:
        if reports.reports_after(conn, 0, 1):
            raise StoreError(
                f"The database {workplace.store.name} holds reports, and a sample is never mixed with them. "
                "Nothing was changed. Name an empty one, such as PORTAL_DATABASE_URL=sqlite:///var/sample.db."
            )


def fill(workplace: Workplace, *, seed: int, count: int, until: datetime) -> Iterator[Progress]:
    """Let a year pass that ends at `until` (UTC), with `count` reports in it, and say now and then how far it is.

    `workplace` gives store, settings and release; its time and its notices are not used. A dozen of the reports are
    open at the end, fewer of a small number. Raises StoreError where the database is not empty, PublishError where
    nothing was ever built.
    """
    require_empty(workplace)
    random = Random(seed)  # noqa: S311 - a story needs no secrecy
    until = until.replace(microsecond=0)
    clock = MovingClock(until - YEAR)
    workplace.in_force.refresh(clock.now)
    past = replace(workplace, now=clock, draw_reference=lambda: new_reference(random.choice), tells_people=False)
    yield from _Year(past, clock, random, until).pass_by(count)


class _Year:
    def __init__(self, workplace: Workplace, clock: MovingClock, random: Random, until: datetime) -> None:
        self._workplace, self._clock, self._random, self._until = workplace, clock, random, until
        self._agenda = Agenda(workplace, clock)
        library = workplace.library
        self._zone = ZoneInfo(library.site.time_zone)
        self._first_day = self._day(clock.now) + timedelta(days=1)
        self._storm = storm_between(random, self._first_day, self._day(until))
        self._prospects = Prospects(library, random, self._storm)
        topics = [topic for _, topic in sorted(library.public.topics.items())]
        self._troubles = Troubles(library, topics, random, self._storm)
        self._causes = SharedCauses(workplace, self._agenda, self._storm)
        self._count = 0
        self._somebody_waits = False

    def pass_by(self, count: int) -> Iterator[Progress]:
        ages = _AGES_OF_OPEN_REPORTS_MIN[: max(1, min(len(_AGES_OF_OPEN_REPORTS_MIN), count // 4))]
        before = self._until - timedelta(days=3)
        usual = max(0, count - len(ages))
        for at in arrivals(self._random, usual, self._first_day, before, self._zone, self._storm):
            self._agenda.add(at, self._somebody_reports)
        for age in ages:
            self._agenda.add(self._until - timedelta(minutes=age), self._somebody_reports_now)
        for at in self._agenda.work_through(self._until):
            yield Progress(at, self._count)

    def _somebody_reports(self) -> None:
        self._case(stays_open=False).begin()

    def _somebody_reports_now(self) -> None:
        case = self._case(stays_open=True)
        case.misses.clear()
        if not self._somebody_waits and self._is_due_soon(case.doings.report):
            self._somebody_waits = case.left_waiting = True
        case.begin()

    def _case(self, *, stays_open: bool) -> Case:
        topic, subject = self._troubles.topic_on(self._day(self._clock.now))
        severity = self._troubles.severity(subject)
        since = self._random.choice(words.SINCE)
        report = self._submit(topic, subject, severity, since)
        day = self._day(report.received_at)
        with self._workplace.store.reading() as conn:
            bound = [clock.commitment for clock in clocks.clocks_of(conn, report.id)]
        chances = {slug: self._prospects.chance_of_a_miss(slug, day, weather=subject.weather) for slug in sorted(bound)}
        misses = {slug for slug, chance in chances.items() if self._random.random() < chance}
        doings = Doings(self._workplace, self._random, report, subject, since)
        self._causes.notice(report, topic, subject, day)
        return Case(self._agenda, doings, misses, stays_open, often_declined=self._is_accepted(report))

    def _is_accepted(self, report: Report) -> bool:
        """Whether it is like something that is not fixed here, so that the answer is often a no."""
        with self._workplace.store.reading() as conn:
            return bool(ledger.limitations_of(conn, report.id))

    def _submit(self, topic: Topic, subject: Subject, severity: str, since: str) -> Report:
        self._count += 1
        text = self._random.choice(subject.reports).format(since=since, says=topic.says.rstrip("."))
        text += said_of_a_limitation(self._workplace.library, topic.slug, self._count, str(self._first_day))
        name = self._random.choice(words.NAMES)
        contact = Contact(ContactKind.MAIL, f"{name.lower()}.{self._count}@example.org", name)
        if self._random.random() < _WITHOUT_CONTACT:
            contact = Contact(ContactKind.NONE)
        return submit(
            self._workplace,
            Submission(
                filling=f"sample {self._count}",
                topic=topic.slug,
                severity=severity,
                what_happened=LABEL + text,
                contact=contact,
                shown_release=self._workplace.release.hash,
            ),
        )

    def _is_due_soon(self, report: Report) -> bool:
        """Whether an answer falls due before the year ends, so that nobody's answering shows as a miss."""
        with self._workplace.store.reading() as conn:
            running = clocks.clocks_of(conn, report.id)
        late = self._until - timedelta(minutes=45)
        return any(clock.indicator == "first_response" and clock.due_at < late for clock in running)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()
