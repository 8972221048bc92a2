"""Who is on shift, and who comes next. Pure; shift hours are local wall time in the roster's zone.

Whoever asks here gets the answer with the dated exceptions in it: they travel with the person. DESIGN §5 "Shifts".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from portal.team.planned_shifts import PlannedShift, RosterException, with_exceptions

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Shift:
    """A line of the weekly pattern; `end` at or before `start` runs into the next day; `24:00` is midnight."""

    days: tuple[str, ...]
    start: str
    end: str
    breaks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """`skills` gives the last day on which the training for each is current; None where it does not lapse.

    `shifts` is the pattern of the week, `exceptions` what is otherwise on a date, in the order in which it was made.
    """

    key: str
    name: str
    mail: str
    teams: tuple[str, ...]
    skills: Mapping[str, date | None] = field(default_factory=dict)
    shifts: tuple[Shift, ...] = ()
    capacity: int = 10
    exceptions: tuple[RosterException, ...] = ()
    is_coach: bool = False

    def is_trained_for(self, skill: str, on: date) -> bool:
        until = self.skills.get(skill)
        return skill in self.skills and (until is None or on <= until)


@dataclass(frozen=True, slots=True)
class Roster:
    """`responders` and `leads` by key. Leads answer responders, never reports.

    `editors` are those who may change pages; some of them are responders or leads as well.
    """

    time_zone: str
    teams: Mapping[str, Team]
    responders: Mapping[str, Person]
    leads: Mapping[str, Person] = field(default_factory=dict)
    editors: Mapping[str, Person] = field(default_factory=dict)

    @property
    def people(self) -> Mapping[str, Person]:
        """Responders and leads by key: whoever may see what customers write."""
        return {**self.leads, **self.responders}

    @property
    def everybody(self) -> Mapping[str, Person]:
        """All who can sign in, by key: `people`, and the editors who are neither responders nor leads."""
        return {**self.editors, **self.people}

    @property
    def coaches(self) -> Mapping[str, Person]:
        """Whoever coaches: all leads, and the responders of whom team.yml says so."""
        return {**self.leads, **{key: person for key, person in self.responders.items() if person.is_coach}}

    def leads_of(self, team: str) -> tuple[Person, ...]:
        """The team's leads, sorted by key; all leads where the team has none of its own."""
        own = tuple(person for _, person in sorted(self.leads.items()) if team in person.teams)
        return own or tuple(person for _, person in sorted(self.leads.items()))

    def members(self, team: str) -> tuple[Person, ...]:
        """The team's responders, sorted by key."""
        return tuple(person for _, person in sorted(self.responders.items()) if team in person.teams)

    def with_exceptions(self, by_person: Mapping[str, tuple[RosterException, ...]]) -> "Roster":
        """The same people with the dated exceptions of each."""

        def changed(people: Mapping[str, Person]) -> dict[str, Person]:
            return {key: replace(person, exceptions=by_person.get(key, ())) for key, person in people.items()}

        return replace(self, responders=changed(self.responders), leads=changed(self.leads))


def minutes_of(text: str) -> int:
    """`08:30` as minutes after midnight; `24:00` is 1440."""
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def planned_shifts(person: Person, zone: ZoneInfo, first: date, days: int) -> list[PlannedShift]:
    """The shifts that the person works, exceptions and all, that begin on these days; in UTC, in order."""
    return list(_planned(person.shifts, person.exceptions, zone, first, days))


def shift_windows(person: Person, zone: ZoneInfo, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Start and end of each of `planned_shifts`."""
    return ((shift.start, shift.end) for shift in planned_shifts(person, zone, first, days))


def shift_at(person: Person, time_zone: str, at: datetime) -> PlannedShift | None:
    """The shift that the person works at `at` (UTC), with its breaks; the one that ends last if there are several."""
    zone = ZoneInfo(time_zone)
    yesterday = at.astimezone(zone).date() - timedelta(days=1)
    planned = _planned(person.shifts, person.exceptions, zone, yesterday, 2)
    return max([shift for shift in planned if shift.holds(at)], key=lambda shift: shift.end, default=None)


def on_shift(person: Person, time_zone: str, at: datetime) -> bool:
    """Whether the person works at `at` (UTC). Breaks count as being on shift."""
    return shift_at(person, time_zone, at) is not None


def shift_ends_at(person: Person, time_zone: str, at: datetime) -> datetime | None:
    """When the shift that the person works at `at` ends (UTC); None off shift."""
    shift = shift_at(person, time_zone, at)
    return shift.end if shift else None


def next_shift_starts_at(person: Person, time_zone: str, at: datetime) -> datetime | None:
    """When the person's next shift begins after `at` (UTC), looking eight days ahead; None if none does."""
    zone = ZoneInfo(time_zone)
    today = at.astimezone(zone).date()
    return next((start for start, _ in shift_windows(person, zone, today, 9) if start > at), None)


@lru_cache(maxsize=4096)
def _planned(
    shifts: tuple[Shift, ...], exceptions: tuple[RosterException, ...], zone: ZoneInfo, first: date, days: int
) -> tuple[PlannedShift, ...]:
    # What is left of a night shift may begin on the day after, so one day more is looked at.
    pattern = _pattern_between(shifts, zone, first - timedelta(days=1), days + 1)
    last = first + timedelta(days=days)
    worked = with_exceptions(pattern, exceptions)
    return tuple(shift for shift in worked if first <= shift.start.astimezone(zone).date() < last)


def _pattern_between(shifts: tuple[Shift, ...], zone: ZoneInfo, first: date, days: int) -> Iterator[PlannedShift]:
    for offset in range(days):
        yield from _pattern_on(first + timedelta(days=offset), shifts, zone)


@lru_cache(maxsize=8192)
def _pattern_on(day: date, shifts: tuple[Shift, ...], zone: ZoneInfo) -> tuple[PlannedShift, ...]:
    # Kept, because every choice of routing looks at the same days of the same people.
    return tuple(sorted(_on(day, shift, zone) for shift in shifts if WEEKDAYS[day.weekday()] in shift.days))


def _on(day: date, shift: Shift, zone: ZoneInfo) -> PlannedShift:
    start, end = minutes_of(shift.start), _after(minutes_of(shift.end), minutes_of(shift.start) + 1)
    breaks = []
    for from_, to in shift.breaks:
        begins = _after(minutes_of(from_), start)
        breaks.append((_instant(day, begins, zone), _instant(day, _after(minutes_of(to), begins + 1), zone)))
    return PlannedShift(_instant(day, start, zone), _instant(day, end, zone), tuple(sorted(breaks)))


def _after(minutes: int, least: int) -> int:
    """The same time of day, of the day after where it would lie before `least`."""
    return minutes if minutes >= least else minutes + 1440


def _instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    day += timedelta(days=minutes // 1440)
    local = datetime.combine(day, time(minutes % 1440 // 60, minutes % 60), zone)
    return local.astimezone(UTC)
