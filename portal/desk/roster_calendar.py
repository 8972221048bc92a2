"""A roster as iCalendar, and time off out of one. RFC 5545.

Each shift is an event of its own with its instants in UTC, so that it is right on both sides of a change of clocks, and
with a UID that stays the same for as long as the shift does.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from portal.library.closures_file import closed_time_of
from portal.promises.spans import merged
from portal.promises.wall_clock import day_and_minute_us, from_us, zone_of
from portal.team.planned_shifts import PlannedShift
from portal.team.roster import Person, Roster, planned_shifts
from portal.team.shift_words import spoken_breaks

DAYS_BEFORE, DAYS_AHEAD = 7, 84
MOST_SPANS = 100
Span = tuple[datetime, datetime]


def calendar_of(roster: Roster, people: Iterable[Person], *, title: str, host: str, own: bool, now: datetime) -> bytes:
    """The shifts of these people from a week ago to twelve weeks ahead. `host` makes the UIDs this site's own."""
    calendar = Calendar()
    calendar.add("prodid", "-//Forthright//Roster//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    first = now.astimezone(ZoneInfo(roster.time_zone)).date() - timedelta(days=DAYS_BEFORE)
    for person in people:
        for shift in planned_shifts(person, ZoneInfo(roster.time_zone), first, DAYS_BEFORE + DAYS_AHEAD):
            calendar.add_component(_event(roster, person, shift, host=host, own=own, now=now))
    return bytes(calendar.to_ical())


def _event(roster: Roster, person: Person, shift: PlannedShift, *, host: str, own: bool, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"shift-{person.key}-{shift.start:%Y%m%dT%H%M%SZ}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", shift.start)
    event.add("dtend", shift.end)
    event.add("summary", "On shift" if own else f"{person.name} on shift")
    breaks = spoken_breaks(shift, roster.time_zone)
    lines = [f"Breaks: {breaks}." if breaks else "No breaks planned."]
    giver = roster.people.get(shift.instead_of)
    if shift.instead_of:
        lines.append(f"Instead of {giver.name if giver else 'a former colleague'}.")
    event.add("description", "\n".join(lines))
    return event


def time_off_in(text: str, time_zone: str, now: datetime, until: datetime) -> list[Span]:
    """The time that the events of an iCalendar text take up from `now` to `until`, in UTC; what touches is one.

    Refuses what recurs within the day, and more than is sensible. Raises ClosuresError.
    """
    closed, zone = closed_time_of(text, time_zone), zone_of(time_zone)
    days = ((day.toordinal(), 0, 1440) for day in closed.dates)
    times = ((day.toordinal(), start, end) for day, hours in closed.breaks.items() for start, end in hours)
    spans = merged(
        (day_and_minute_us(day, start, zone), day_and_minute_us(day, end, zone)) for day, start, end in (*days, *times)
    )
    found = ((from_us(start), from_us(end)) for start, end in spans)
    return [(start, end) for start, end in found if end > now and start < until]
