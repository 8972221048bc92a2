"""The week of a team, cut wherever somebody comes or goes: `Monday 08:00 to 14:00: Bea and Tom`. Pure.

By the weekly pattern in local time, so that summer and winter have the same week.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.promises.spoken import spoken_weekday
from portal.team.roster import Person, Roster, planned_shifts

_WEEK_MIN = 7 * 1440
_MONDAY = date(2024, 1, 1)
_MIDNIGHT = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one minute of the week to another (0 is Monday 00:00); `end` may lie in the next one. `people` are keys."""

    team: str
    start: int
    end: int
    people: tuple[str, ...]

    @property
    def hours(self) -> float:
        """In one week."""
        return (self.end - self.start) / 60

    def words(self) -> str:
        """`Sunday 22:00 to Monday 08:00`, `Monday 08:00 to 14:00`, `at any hour`."""
        if self.end - self.start == _WEEK_MIN:
            return "at any hour"
        first, last = _MIDNIGHT + timedelta(minutes=self.start), _MIDNIGHT + timedelta(minutes=self.end)
        end = f"{last:%H:%M}"
        if last.date() != first.date():
            at_midnight = end == "00:00" and last - first <= timedelta(days=1)
            end = "24:00" if at_midnight else f"{spoken_weekday(last, 'UTC')} {end}"
        return f"{spoken_weekday(first, 'UTC')} {first:%H:%M} to {end}"


class TeamWeek:
    """The stretches of one team's week, the first beginning after Sunday has become Monday."""

    def __init__(self, roster: Roster, team: str) -> None:
        self._zone = ZoneInfo(roster.time_zone)
        there = [(person.key, _minutes(replace(person, exceptions=()))) for person in roster.members(team)]
        turns = {minute % _WEEK_MIN for _, spans in there for span in spans for minute in span}
        starts = sorted(turns) or [0]
        ends = [*starts[1:], starts[0] + _WEEK_MIN]
        cut = [Stretch(team, start, end, _present(there, start)) for start, end in zip(starts, ends, strict=True)]
        self.stretches = _joined(cut)
        self._starts = [stretch.start for stretch in self.stretches]

    def at(self, instant: datetime) -> Stretch:
        """The stretch that holds an instant, by the local time of the roster."""
        local = instant.astimezone(self._zone)
        minute = local.weekday() * 1440 + local.hour * 60 + local.minute
        return self.stretches[bisect_right(self._starts, minute) - 1]

    def monday_of(self, instant: datetime) -> date:
        """The Monday of the week that holds an instant, by the local calendar."""
        day = instant.astimezone(self._zone).date()
        return day - timedelta(days=day.weekday())


def _minutes(person: Person) -> list[tuple[int, int]]:
    utc = ZoneInfo("UTC")
    return [
        ((shift.start - _MIDNIGHT) // timedelta(minutes=1), (shift.end - _MIDNIGHT) // timedelta(minutes=1))
        for shift in planned_shifts(person, utc, _MONDAY, 7)
    ]


def _present(there: Sequence[tuple[str, Sequence[tuple[int, int]]]], minute: int) -> tuple[str, ...]:
    """Who is there at a minute; a shift that runs over the end of the week is also there at its beginning."""
    return tuple(
        key
        for key, spans in there
        if any(start <= at < end for start, end in spans for at in (minute, minute + _WEEK_MIN))
    )


def _joined(cut: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Neighbours with the same people as one, the last and the first of the week among them."""
    joined: list[Stretch] = []
    for stretch in cut:
        if joined and joined[-1].people == stretch.people:
            joined[-1] = replace(joined[-1], end=stretch.end)
        else:
            joined.append(stretch)
    if len(joined) > 1 and joined[0].people == joined[-1].people:
        first = joined.pop(0)
        joined[-1] = replace(joined[-1], end=first.end + _WEEK_MIN)
    return tuple(joined)
