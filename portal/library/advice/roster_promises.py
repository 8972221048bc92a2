"""What is promised against who is there: in an ordinary week by team.yml, without holidays and dated exceptions.

The weeks that really come are looked at on the desk (portal.acts.weeks_ahead). DESIGN §5 "Shifts".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from portal.errors import PromiseError
from portal.library.advice.week_words import week_in_words
from portal.library.entries import of_kind
from portal.library.front_matter import Document
from portal.library.pages import Commitment, Topic
from portal.library.problems import Problem
from portal.library.read_content import ReadContent
from portal.library.survey import SITE_FILE, TEAM_FILE
from portal.promises.calendars import Calendar
from portal.promises.due import due_at
from portal.promises.open_time import open_time
from portal.promises.spans import Span, merged, without
from portal.promises.targets import Target
from portal.promises.wall_clock import to_us
from portal.team.roster import Roster
from portal.team.roster_quality import gaps, nobody_to_keep, presence_of

_WRITTEN_BY_THE_TEAM = ("first_response", "next_update")


def advise_on_roster(content: ReadContent) -> Iterator[Problem]:
    """Silent of pages with a problem, and of all where site.yml or team.yml has one: nobody can tell who is there."""
    if content.site is None or content.team is None or {SITE_FILE, TEAM_FILE} & content.faulty:
        return
    week = _Week(content, content.team.roster(content.site.time_zone))
    yield from week.advise()


@dataclass(frozen=True, slots=True)
class _Promise:
    """`calendar` is its ordinary week, None where every hour counts."""

    document: Document
    page: Commitment
    calendar: Calendar | None


class _Week:
    """An ordinary week of the roster, far from any change of clocks. What was worked out once is kept."""

    def __init__(self, content: ReadContent, roster: Roster) -> None:
        self._content, self._roster = content, roster
        self._zone = ZoneInfo(roster.time_zone)
        self._monday = _monday_of_june(content.today.year)
        self._start = datetime.combine(self._monday, time(), self._zone)
        self._end = datetime.combine(self._monday + timedelta(days=7), time(), self._zone)
        self._known: dict[tuple[str, Target, Calendar | None], str] = {}

    def advise(self) -> Iterator[Problem]:
        topics = {
            topic.slug: (document, topic)
            for document, topic in of_kind(self._content.entries, Topic)
            if not topic.draft and document.source not in self._content.faulty
        }
        promises = [
            _Promise(document, promise, self._ordinary(promise))
            for document, promise in of_kind(self._content.entries, Commitment)
            if _is_made(promise, self._content.today) and document.source not in self._content.faulty
        ]
        for each in promises:
            yield from self._promise(each, [topic for _, topic in topics.values()])
        for document, topic in topics.values():
            if topic.needs_skills:
                yield from self._skills(document, topic, self._answered(topic, promises))

    def _ordinary(self, promise: Commitment) -> Calendar | None:
        """The ordinary week of its calendar; None where every hour counts."""
        if not promise.target.working:
            return None
        calendar = self._content.calendars[promise.calendar or ""]
        return replace(calendar, date_hours={}, breaks_by_date={}, holidays=frozenset(), yearly_holidays=frozenset())

    def _promise(self, made: _Promise, topics: Iterable[Topic]) -> Iterator[Problem]:
        covers, calendar = made.page.applies_to.topics, made.calendar
        for team in dict.fromkeys(topic.team for topic in topics if "all" in covers or topic.slug in covers):
            if team not in self._roster.teams or not self._roster.members(team):
                continue
            key = (team, made.page.target, calendar)
            if key not in self._known:
                self._known[key] = self._unkept(*key)
            if self._known[key]:
                remedy = "Give somebody a shift then in team.yml, or promise a longer time."
                at = ("target",)
                if calendar is not None:
                    at = ("calendar",)
                    remedy = f"Give somebody a shift then in team.yml, or take the hours out of `{made.page.calendar}`."
                yield replace(made.document.warning(at, self._known[key], remedy), advice="nobody-on-shift")

    def _unkept(self, team: str, target: Target, calendar: Calendar | None) -> str:
        """What nobody is there to keep, as a sentence; empty where somebody is."""
        name = self._roster.teams[team].name
        counted = [] if calendar is None else self._open(calendar)
        empty = [(to_us(gap.start), to_us(gap.end)) for gap in gaps(self._roster, team, counted, self._monday, 8)]
        due = partial(due_at, target, calendar=calendar, time_zone=self._roster.time_zone)
        try:
            late = nobody_to_keep(self._roster, team, "", due, self._start, self._end)
        except PromiseError:
            return ""  # A calendar that never opens is told already.
        arrives = week_in_words([(to_us(each.start), to_us(each.end)) for each in late], self._zone) if late else ""
        if not empty:
            return f"What arrives {arrives} falls due while nobody of {name} is on shift." if late else ""
        hours = f"Its hours run {week_in_words(empty, self._zone)}, when nobody of {name} is on shift"
        return f"{hours}; what arrives {arrives} falls due while nobody is there." if late else f"{hours}."

    def _answered(self, topic: Topic, promises: Iterable[_Promise]) -> list[Span]:
        """The hours in which ordinary reports on the topic, those that affect least, are promised a first answer.

        At other hours a grave one is promised anybody at all.
        """
        assert self._content.site is not None
        least = self._content.site.severities[0].key
        spans: list[Span] = []
        for made in promises:
            if made.page.indicator == "first_response" and made.page.applies_to.covers(topic.slug, least):
                whole = [(to_us(self._start), to_us(self._end))]
                spans += whole if made.calendar is None else self._open(made.calendar)
        return list(merged(spans))

    def _skills(self, document: Document, topic: Topic, answered: list[Span]) -> Iterator[Problem]:
        for number, skill in enumerate(topic.needs_skills):
            people = [
                each for each in self._roster.responders.values() if each.is_trained_for(skill, self._content.today)
            ]
            there = presence_of(people, self._roster.time_zone, self._monday, 8)
            bare = [span for day in range(7) for span in self._day_without(answered, there, day)]
            if bare:
                when = week_in_words(bare, self._zone)
                what = f"Nobody who is trained for `{skill}` is on shift {when}, when an answer is promised."
                if not people:
                    what = f"Nobody's training for `{skill}` is current, and an answer is promised {when}."
                at = ("needs_skills", number) if document.is_list(("needs_skills",)) else ("needs_skills",)
                remedy = "Train somebody who is there then, or give somebody who is trained a shift."
                yield replace(document.warning(at, what, remedy), advice="nobody-trained")

    def _day_without(self, answered: list[Span], there: tuple[Span, ...], day: int) -> list[Span]:
        """What is promised on a weekday, if nobody is there for any of it."""
        begin = to_us(datetime.combine(self._monday + timedelta(days=day), time(), self._zone))
        end = to_us(datetime.combine(self._monday + timedelta(days=day + 1), time(), self._zone))
        promised = [(max(start, begin), min(stop, end)) for start, stop in answered if start < end and begin < stop]
        return promised if promised and list(without(promised, there)) == promised else []

    def _open(self, calendar: Calendar) -> list[Span]:
        return list(open_time(calendar).windows_between(to_us(self._start), to_us(self._end)))


def _is_made(promise: Commitment, today: date) -> bool:
    """Whether it is a promise to customers that the team itself keeps by writing, now or from some day on."""
    if promise.draft or (promise.expires_on and promise.expires_on <= today):
        return False
    return promise.audience == "customers" and promise.indicator in _WRITTEN_BY_THE_TEAM


def _monday_of_june(year: int) -> date:
    first = date(year, 6, 8)
    return first - timedelta(days=first.weekday())
