"""Who is on shift, and who comes next. Pure; shift hours are local wall time in the roster's zone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

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
    """`skills` gives the last day on which the training for each is current; None where it does not lapse."""

    key: str
    name: str
    mail: str
    teams: tuple[str, ...]
    skills: Mapping[str, date | None] = field(default_factory=dict)
    shifts: tuple[Shift, ...] = ()
    capacity: int = 10

    def is_trained_for(self, skill: str, on: date) -> bool:
        until = self.skills.get(skill)
        return skill in self.skills and (until is None or on <= until)


@dataclass(frozen=True, slots=True)
class Roster:
    """`responders` and `leads` by key. Leads answer responders, never reports."""

    time_zone: str
    teams: Mapping[str, Team]
    responders: Mapping[str, Person]
    leads: Mapping[str, Person] = field(default_factory=dict)

    @property
    def people(self) -> Mapping[str, Person]:
        """Responders and leads by key."""
        return {**self.leads, **self.responders}

    def leads_of(self, team: str) -> tuple[Person, ...]:
        """The team's leads, sorted by key; all leads where the team has none of its own."""
        own = tuple(person for _, person in sorted(self.leads.items()) if team in person.teams)
        return own or tuple(person for _, person in sorted(self.leads.items()))

    def members(self, team: str) -> tuple[Person, ...]:
        """The team's responders, sorted by key."""
        return tuple(person for _, person in sorted(self.responders.items()) if team in person.teams)


def minutes_of(text: str) -> int:
    """`08:30` as minutes after midnight; `24:00` is 1440."""
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def shift_windows(person: Person, zone: ZoneInfo, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
    """The person's shifts that begin on `first` or one of the `days - 1` days after, in UTC, in order."""
    for offset in range(days):
        day = first + timedelta(days=offset)
        windows = []
        for shift in person.shifts:
            if WEEKDAYS[day.weekday()] not in shift.days:
                continue
            start, end = minutes_of(shift.start), minutes_of(shift.end)
            windows.append((_instant(day, start, zone), _instant(day, end + (1440 if end <= start else 0), zone)))
        yield from sorted(windows)


def on_shift(person: Person, time_zone: str, at: datetime) -> bool:
    """Whether the person works at `at` (UTC). Breaks count as being on shift."""
    zone = ZoneInfo(time_zone)
    yesterday = at.astimezone(zone).date() - timedelta(days=1)
    return any(start <= at < end for start, end in shift_windows(person, zone, yesterday, 2))


def shift_ends_at(person: Person, time_zone: str, at: datetime) -> datetime | None:
    """When the shift that the person works at `at` ends (UTC); None off shift."""
    zone = ZoneInfo(time_zone)
    yesterday = at.astimezone(zone).date() - timedelta(days=1)
    return max((end for start, end in shift_windows(person, zone, yesterday, 2) if start <= at < end), default=None)


def next_shift_starts_at(person: Person, time_zone: str, at: datetime) -> datetime | None:
    """When the person's next shift begins after `at` (UTC), looking eight days ahead; None if none does."""
    zone = ZoneInfo(time_zone)
    today = at.astimezone(zone).date()
    return next((start for start, _ in shift_windows(person, zone, today, 9) if start > at), None)


def _instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    day += timedelta(days=minutes // 1440)
    local = datetime.combine(day, time(minutes % 1440 // 60, minutes % 60), zone)
    return local.astimezone(UTC)
