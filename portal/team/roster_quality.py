"""How good a roster is, for the weeks ahead: gaps, hours against one's usual pattern, promises nobody is there to keep.

Pure; instants are in UTC, spans half open. It looks at the roster, never at who works well: DESIGN §1.5.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.promises.spans import Span, length, merged, without
from portal.promises.wall_clock import from_us, to_us
from portal.team.roster import Person, Roster, planned_shifts

_STEP = timedelta(hours=1)
# A minute of nobody between two shifts is no gap that anybody could fill.
_SHORTEST = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Nobody of `team` is on shift from `start` to `end`, while customers are promised somebody."""

    start: datetime
    end: datetime
    team: str


@dataclass(frozen=True, slots=True)
class Hours:
    """What a person works in some days, and what the pattern of their week would have them work. Breaks count."""

    person: str
    planned: timedelta
    usual: timedelta

    @property
    def beyond(self) -> timedelta:
        """More than usual; negative for less."""
        return self.planned - self.usual


@dataclass(frozen=True, slots=True, order=True)
class NobodyToKeep:
    """What is received from `start` to `end` falls due by `due_at` at the latest while nobody of `team` works."""

    start: datetime
    end: datetime
    due_at: datetime
    team: str
    commitment: str


def presence(roster: Roster, team: str, first: date, days: int) -> tuple[Span, ...]:
    """When at least one of the team is on shift, in microseconds, for shifts that begin on these days."""
    return presence_of(roster.members(team), roster.time_zone, first, days)


def presence_of(people: Iterable[Person], time_zone: str, first: date, days: int) -> tuple[Span, ...]:
    """The same of any people."""
    zone = ZoneInfo(time_zone)
    return merged(
        (to_us(shift.start), to_us(shift.end))
        for person in people
        for shift in planned_shifts(person, zone, first - timedelta(days=1), days + 1)
    )


def gaps(roster: Roster, team: str, promised: Iterable[Span], first: date, days: int) -> list[Gap]:
    """The parts of `promised` (the hours of a published calendar, in microseconds) in which nobody is there."""
    return [
        Gap(from_us(start), from_us(end), team)
        for start, end in without(merged(promised), presence(roster, team, first, days))
        if from_us(end) - from_us(start) >= _SHORTEST
    ]


def hours_of(person: Person, time_zone: str, first: date, days: int) -> Hours:
    """Shifts count with the day on which they begin."""
    zone = ZoneInfo(time_zone)

    def worked(each: Person) -> timedelta:
        spans = merged((to_us(shift.start), to_us(shift.end)) for shift in planned_shifts(each, zone, first, days))
        return timedelta(microseconds=length(spans))

    return Hours(person.key, worked(person), worked(replace(person, exceptions=())))


def nobody_to_keep(
    roster: Roster,
    team: str,
    commitment: str,
    due_at: Callable[[datetime], datetime],
    first: datetime,
    last: datetime,
    keepers: Iterable[Person] | None = None,
) -> list[NobodyToKeep]:
    """Looks at what would be received at every full hour from `first` to `last`; neighbours are told as one.

    `keepers` are others than the team who keep it: then it is the team that asks, in the hours in which it is there.
    """
    zone = ZoneInfo(roster.time_zone)
    days = (last.astimezone(zone).date() - first.astimezone(zone).date()).days + 15
    asking = there = presence(roster, team, first.astimezone(zone).date(), days)
    if keepers is not None:
        there = presence_of(keepers, roster.time_zone, first.astimezone(zone).date(), days)
    found: list[NobodyToKeep] = []
    at = first.replace(minute=0, second=0, microsecond=0)
    while at < last:
        due = due_at(at)
        span = (to_us(at), max(to_us(due), to_us(at) + 1))
        hour = (to_us(at), to_us(at + _STEP))
        is_asked = keepers is None or without((hour,), asking) != (hour,)
        if is_asked and without((span,), there) == (span,):
            before = found[-1] if found else None
            if before is not None and before.end == at:
                found[-1] = replace(before, end=at + _STEP, due_at=max(before.due_at, due))
            else:
                found.append(NobodyToKeep(at, at + _STEP, due, team, commitment))
        at += _STEP
    return found
