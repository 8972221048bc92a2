"""Opening hours as iCalendar (RFC 5545): this year's and next year's, with what is otherwise on single days.

The file changes with its calendar and at New Year, and never else: its bytes do not depend on the hour of a build.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar as Component
from icalendar import Event, Timezone, vRecur, vText

from portal.languages.messages import _
from portal.promises.calendar_fields import MIDNIGHT, clock
from portal.promises.calendars import Calendar
from portal.promises.opening_hours import EachWeek, OpeningHours, SingleWindow, opening_hours
from portal.promises.wall_clock import zone_of
from portal.site.public_site import PublicSite
from portal.site.shown_hours import years_shown
from portal.site.words import key_in_words

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def hours_calendar(view: PublicSite, name: str) -> bytes:
    """The file for the calendar `name`. Raises KeyError."""
    calendar = view.calendars_by_name[name]
    first, last = years_shown(view.today)
    hours = opening_hours(calendar, first, last)
    organisation, hours_of = " ".join(view.site.organisation.split()), key_in_words(name)
    title = vText(f"{organisation}: {hours_of}")
    root = Component()
    root.add("prodid", "-//Forthright//Opening hours//EN")
    root.add("version", "2.0")
    root.add("method", "PUBLISH")
    root.add("name", title)
    root.add("x-wr-calname", title)
    root.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    if calendar.time_zone != "UTC":
        root.add_component(Timezone.from_tzid(calendar.time_zone, first_date=first, last_date=last))
    named = _("%(organisation)s is open (%(hours)s)", organisation=organisation, hours=hours_of)
    host = urlsplit(view.site.base_url).hostname or ""
    for event in _events(calendar, hours, name, host):
        event.add("summary", named)
        # Somebody else's hours take up none of the reader's own time.
        event.add("transp", "TRANSPARENT")
        event.add("dtstamp", datetime.combine(first, time(), UTC))
        root.add_component(event)
    return bytes(root.to_ical())


def _events(calendar: Calendar, hours: OpeningHours, name: str, host: str) -> Iterable[Event]:
    for pattern in hours.each_week:
        yield _weekly(calendar, pattern, hours.last, name, host)
    for window in hours.single:
        yield _single(window, name, host)


def _weekly(calendar: Calendar, pattern: EachWeek, last: date, name: str, host: str) -> Event:
    zone = zone_of(calendar.time_zone)
    start, end = pattern.hours
    days = [_WEEKDAYS[weekday] for weekday in pattern.weekdays]
    until = datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC) - timedelta(seconds=1)
    event = Event()
    written = f"{clock(start)}-{clock(end % MIDNIGHT)}".replace(":", "")
    event.add("uid", f"{name}-{'-'.join(days).lower()}-{written}@{host}")
    event.add("dtstart", _wall(pattern.first, start).replace(tzinfo=zone))
    event.add("dtend", _wall(pattern.first, end).replace(tzinfo=zone))
    event.add("rrule", vRecur(freq="WEEKLY", byday=days, until=until))
    if pattern.but_not_on:
        event.add("exdate", [_wall(day, start).replace(tzinfo=zone) for day in pattern.but_not_on])
    return event


def _single(window: SingleWindow, name: str, host: str) -> Event:
    """In UTC, so that it is right also where an hour comes twice."""
    start, end = window.start.astimezone(UTC), window.end.astimezone(UTC)
    event = Event()
    event.add("uid", f"{name}-{start:%Y%m%dT%H%M%SZ}@{host}")
    event.add("dtstart", start)
    event.add("dtend", end)
    return event


def _wall(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)
