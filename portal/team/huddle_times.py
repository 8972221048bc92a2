"""Whose huddle is when: one for each team and each time at which somebody of it begins. Pure; instants are in UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.team.planned_shifts import PlannedShift
from portal.team.roster import Person, Roster, planned_shifts

BEFORE_A_SHIFT = timedelta(minutes=15)
# Nobody is told of a whole year: what is older than this was talked about by somebody.
FURTHEST_BACK = timedelta(days=7)
_SHIFT_OF_NOBODY = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody of the team who is there during a huddle's shift."""

    person: Person
    shift: PlannedShift


def people_of(roster: Roster, team: str) -> tuple[Person, ...]:
    """The team's responders, then its own leads, each sorted by key."""
    leads = (person for _, person in sorted(roster.leads.items()) if team in person.teams)
    return (*roster.members(team), *leads)


def huddles_between(roster: Roster, team: str, since: datetime, until: datetime) -> tuple[datetime, ...]:
    """When shifts of the team begin, from `since` on and before `until`, in order, each instant once."""
    begins = {duty.shift.start for duty in _duties(roster, team, since, until)}
    return tuple(sorted(start for start in begins if since <= start < until))


def beginning(roster: Roster, team: str, start: datetime) -> tuple[Person, ...]:
    """Whose shift begins then: they stand together, and get the same page."""
    duties = _duties(roster, team, start, start)
    return tuple({duty.person.key: duty.person for duty in duties if duty.shift.start == start}.values())


def on_duty(roster: Roster, team: str, start: datetime) -> tuple[OnDuty, ...]:
    """Who is there at any time of the shifts that begin at `start`: those who begin first, then by their hours."""
    end = end_of(roster, team, start)
    there = (duty for duty in _duties(roster, team, start, end) if duty.shift.start < end and duty.shift.end > start)
    return tuple(sorted(there, key=lambda duty: (duty.shift.start != start, duty.shift.start, duty.person.name)))


def end_of(roster: Roster, team: str, start: datetime) -> datetime:
    """When the last of the shifts that begin at `start` ends."""
    ends = (duty.shift.end for duty in _duties(roster, team, start, start) if duty.shift.start == start)
    return max(ends, default=start + _SHIFT_OF_NOBODY)


def last_huddle(roster: Roster, team: str, start: datetime) -> datetime:
    """When those who begin now stood together last: the latest earlier beginning of any of them.

    At least since the same time of the day before by the wall clock, and at most FURTHEST_BACK.
    """
    zone = ZoneInfo(roster.time_zone)
    yesterday = (start.astimezone(zone) - timedelta(days=1)).astimezone(UTC)
    here = {person.key for person in beginning(roster, team, start)}
    earlier = (
        duty.shift.start
        for duty in _duties(roster, team, start - FURTHEST_BACK, start)
        if duty.person.key in here and start - FURTHEST_BACK <= duty.shift.start < start
    )
    return min(max(earlier, default=yesterday), yesterday)


def huddle_of(roster: Roster, person: Person, team: str, now: datetime) -> datetime | None:
    """The one that the person looks for at `now`: of their shift under way, else of their next within a day, else the
    team's last or next. None for a team that nobody works in for days.
    """
    a_day = timedelta(days=1)
    mine = [duty.shift for duty in _duties(roster, team, now - a_day, now + a_day) if duty.person.key == person.key]
    under_way = [shift.start for shift in mine if shift.holds(now)]
    coming = [shift.start for shift in mine if now < shift.start <= now + a_day]
    if under_way or coming:
        return max(under_way) if under_way else min(coming)
    past = huddles_between(roster, team, now - FURTHEST_BACK, now + timedelta(microseconds=1))
    return past[-1] if past else next(iter(huddles_between(roster, team, now, now + FURTHEST_BACK)), None)


def about_to_begin(roster: Roster, now: datetime) -> Iterator[tuple[Person, datetime]]:
    """Everybody whose shift begins within the next quarter of an hour and has not begun, with its start."""
    today = _day(roster, now)
    for _, person in sorted(roster.people.items()):
        for start in sorted({shift.start for shift in planned_shifts(person, ZoneInfo(roster.time_zone), today, 2)}):
            if now < start <= now + BEFORE_A_SHIFT:
                yield person, start


def _duties(roster: Roster, team: str, since: datetime, until: datetime) -> list[OnDuty]:
    """Every shift of the team that may touch the span; a night shift began the day before."""
    first, zone = _day(roster, since) - timedelta(days=1), ZoneInfo(roster.time_zone)
    days = (_day(roster, until) - first).days + 1
    return [
        OnDuty(person, shift)
        for person in people_of(roster, team)
        for shift in planned_shifts(person, zone, first, days)
    ]


def _day(roster: Roster, at: datetime) -> date:
    return at.astimezone(ZoneInfo(roster.time_zone)).date()
