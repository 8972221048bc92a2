"""Shifts that nobody works because somebody has time off, and what would have to be known to take one. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.team.planned_shifts import Extra, Off, PlannedShift, within
from portal.team.roster import Person, Roster, planned_shifts


@dataclass(frozen=True, slots=True, order=True)
class FreeShift:
    """A shift, or what is left of one, that nobody works; `person` is who has time off (a key)."""

    shift: PlannedShift
    person: str


def free_shifts(roster: Roster, first: date, days: int) -> list[FreeShift]:
    """Those of responders that begin on these days, the first to begin on top.

    What time off leaves over of a night shift begins with the time off, so it may be free on the day after.
    """
    zone = ZoneInfo(roster.time_zone)
    covered = {
        (exception.shift.instead_of, exception.shift.start, exception.shift.end)
        for person in roster.people.values()
        for exception in person.exceptions
        if isinstance(exception, Extra)
    }
    return sorted(
        FreeShift(replace(shift, instead_of=person.key), person.key)
        for person in roster.responders.values()
        for shift in _missed(person, zone, first, days)
        if (person.key, shift.start, shift.end) not in covered
    )


def _missed(person: Person, zone: ZoneInfo, first: date, days: int) -> Iterator[PlannedShift]:
    """What the person would have worked in the time that they have off, where it begins on these days."""
    off = [each for each in person.exceptions if isinstance(each, Off) and not each.is_given]
    if not off:
        return
    otherwise = replace(person, exceptions=tuple(each for each in person.exceptions if each not in off))
    # What is left of a night shift may begin on the day after it began.
    for shift in planned_shifts(otherwise, zone, first - timedelta(days=1), days + 1):
        for time_off in off:
            part = within(shift, time_off.start, time_off.end)
            if part is not None and 0 <= (part.start.astimezone(zone).date() - first).days < days:
                yield part


def clashes(person: Person, time_zone: str, shift: PlannedShift) -> PlannedShift | None:
    """A shift that the person works at the same time, if there is one."""
    zone = ZoneInfo(time_zone)
    day = shift.start.astimezone(zone).date()
    near = planned_shifts(person, zone, date.fromordinal(day.toordinal() - 1), 3)
    return next((other for other in near if other.start < shift.end and shift.start < other.end), None)


def shift_starting_at(person: Person, time_zone: str, start: datetime) -> PlannedShift | None:
    """The shift of the person that begins at `start` (UTC)."""
    zone = ZoneInfo(time_zone)
    shifts = planned_shifts(person, zone, start.astimezone(zone).date(), 1)
    return next((shift for shift in shifts if shift.start == start), None)


def lacking(roster: Roster, giver: Person, taker: Person) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The teams (by name) and the skills that the giver has in the shift and the taker has not."""
    teams = tuple(roster.teams[team].name for team in giver.teams if team not in taker.teams)
    return teams, tuple(skill for skill in giver.skills if skill not in taker.skills)
