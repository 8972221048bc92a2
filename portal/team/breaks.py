"""Whose break is now, and when the next one is. Pure; breaks belong to the shift that is worked (DESIGN §1.3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.team.roster import Person, shift_at


@dataclass(frozen=True, slots=True)
class Break:
    """From `start` to `end` (UTC); the end is not part of it."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start


def break_at(person: Person, time_zone: str, at: datetime) -> Break | None:
    """The break that the person has at `at` (UTC); None at work or off shift."""
    return next((each for each in _breaks(person, time_zone, at) if each.start <= at < each.end), None)


def next_break(person: Person, time_zone: str, at: datetime) -> Break | None:
    """The first break of the shift under way that begins after `at` (UTC); None if there is none left."""
    return next((each for each in _breaks(person, time_zone, at) if each.start > at), None)


def _breaks(person: Person, time_zone: str, at: datetime) -> list[Break]:
    shift = shift_at(person, time_zone, at)
    return [Break(start, end) for start, end in shift.breaks] if shift else []
