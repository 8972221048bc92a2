"""When a calendar is open, said as people say it: each week the same, and what is otherwise on single days.

This is the form of iCalendar and of schema.org. Both are read by the wall clock, so a day on which a window is cut
short, moved or made longer, by a holiday or by a change of the clocks, stands among the single days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.promises.calendar_fields import Hours
from portal.promises.calendars import Calendar
from portal.promises.open_time import open_time
from portal.promises.spans import Span
from portal.promises.wall_clock import MINUTE_US, day_and_minute_us, from_us, zone_of


@dataclass(frozen=True, slots=True)
class EachWeek:
    """Open on these weekdays (0 is Monday) at `hours`, from the date `first` on, which is one of them, but not on
    `but_not_on`.
    """

    weekdays: tuple[int, ...]
    hours: Hours
    first: date
    but_not_on: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class SingleWindow:
    """Open on `day` from `start` to `end`, in the calendar's zone."""

    day: date
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Of the dates from `first` to `last`, both included. `closed_on` are the dates of the week's pattern on which
    nothing opens.
    """

    first: date
    last: date
    each_week: tuple[EachWeek, ...]
    single: tuple[SingleWindow, ...]
    closed_on: tuple[date, ...]


def opening_hours(calendar: Calendar, first: date, last: date) -> OpeningHours:
    """The hours of `calendar`: what `each_week` and `single` say together is when working time passes."""
    zone = zone_of(calendar.time_zone)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    opened = open_time(calendar).days
    windows = {day: opened.windows_of(day.toordinal()) for day in days}
    as_each_week: set[tuple[date, Span]] = set()
    each_week = []
    for hours, weekdays in _pattern(opened.usual):
        of_pattern = [day for day in days if day.weekday() in weekdays]
        kept = {day: span for day in of_pattern if (span := _as_said(calendar, day, hours)) in windows[day]}
        if kept:
            begin = min(kept)
            missing = tuple(day for day in of_pattern if day > begin and day not in kept)
            each_week.append(EachWeek(weekdays, hours, begin, missing))
            as_each_week |= {(day, span) for day, span in kept.items() if span}
    single = [
        SingleWindow(day, from_us(start).astimezone(zone), from_us(end).astimezone(zone))
        for day in days
        for start, end in windows[day]
        if (day, (start, end)) not in as_each_week
    ]
    closed = tuple(day for day in days if calendar.weekly[day.weekday()] and not windows[day])
    return OpeningHours(first, last, tuple(each_week), tuple(single), closed)


def _pattern(usual: tuple[tuple[Span, ...], ...]) -> Iterator[tuple[Hours, tuple[int, ...]]]:
    """Each window of the week with its weekdays, in the order in which they first open."""
    weekdays: dict[Hours, list[int]] = {}
    for weekday, spans in enumerate(usual):
        for start, end in spans:
            weekdays.setdefault((start // MINUTE_US, end // MINUTE_US), []).append(weekday)
    for hours, found in weekdays.items():
        yield hours, tuple(found)


def _as_said(calendar: Calendar, day: date, hours: Hours) -> Span | None:
    """The window on `day` by the wall clock; None where the clocks change in it, or the time does not exist."""
    zone = zone_of(calendar.time_zone)
    start, end = (day_and_minute_us(day.toordinal(), minute, zone) for minute in hours)
    began = from_us(start).astimezone(zone)
    exists = began.date() == day and began.hour * 60 + began.minute == hours[0]
    return (start, end) if exists and end - start == (hours[1] - hours[0]) * MINUTE_US else None
