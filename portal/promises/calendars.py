"""Calendars: the hours in which working time passes, in the form of DESIGN §9.

A `Calendar` is a calendar version: it holds resolved dates, not "the holidays of a country", and never changes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from portal.errors import CalendarError
from portal.promises.calendar_fields import WEEKDAYS, Faults, Hours, as_written, read_mapping, refuse_unknown
from portal.promises.calendar_parts import (
    read_breaks,
    read_date_hours,
    read_holidays,
    read_holidays_of,
    read_weekly,
    read_zone,
)
from portal.promises.closed_time import ClosedTime
from portal.promises.spans import merged

KEYS = ("time_zone", "hours", "date_hours", "breaks", "holidays", "holidays_of")
HOLIDAY_YEARS = range(2020, 2051)
"""The years for which `holidays_of` is resolved. Fixed, so that a hash changes only when its calendar does."""


@dataclass(frozen=True, eq=False)
class Calendar:
    """Hours by weekday (0 is Monday) and by date, in minutes after midnight; equal when their content is.

    `yearly_holidays` are (month, day). `breaks_by_weekday` repeat each week; those of a date are added to them.
    """

    time_zone: str
    weekly: tuple[tuple[Hours, ...], ...]
    date_hours: Mapping[date, tuple[Hours, ...]] = field(default_factory=dict)
    breaks_by_weekday: tuple[tuple[Hours, ...], ...] = ((),) * 7
    breaks_by_date: Mapping[date, tuple[Hours, ...]] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    yearly_holidays: frozenset[tuple[int, int]] = frozenset()

    def is_holiday(self, day: date) -> bool:
        """Whether the date is closed; hours of its own beat a holiday."""
        return (day in self.holidays or (day.month, day.day) in self.yearly_holidays) and day not in self.date_hours

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        """The windows that open on the date."""
        own = self.date_hours.get(day)
        if own is not None:
            return own
        return () if self.is_holiday(day) else self.weekly[day.weekday()]

    def breaks_on(self, day: date) -> tuple[Hours, ...]:
        return self.breaks_by_weekday[day.weekday()] + self.breaks_by_date.get(day, ())

    def to_data(self) -> dict[str, Any]:
        """Plain JSON data in the form of DESIGN §9, which `parse_calendar` and case files take."""
        breaks = {
            name: _written(self.breaks_by_weekday[i]) for i, name in enumerate(WEEKDAYS) if self.breaks_by_weekday[i]
        }
        breaks |= {day.isoformat(): _written(hours) for day, hours in sorted(self.breaks_by_date.items())}
        yearly = [f"*-{month:02}-{day:02}" for month, day in sorted(self.yearly_holidays)]
        return {
            "time_zone": self.time_zone,
            "hours": {name: _written(self.weekly[i]) for i, name in enumerate(WEEKDAYS)},
            "date_hours": {day.isoformat(): _written(hours) for day, hours in sorted(self.date_hours.items())},
            "breaks": breaks,
            "holidays": yearly + [day.isoformat() for day in sorted(self.holidays)],
        }

    def closed_also(self, closed: ClosedTime) -> "Calendar":
        """The calendar with more holidays and more breaks by date."""
        breaks = dict(self.breaks_by_date)
        for day, hours in closed.breaks.items():
            breaks[day] = merged((*breaks.get(day, ()), *hours))
        return replace(self, holidays=self.holidays | closed.dates, breaks_by_date=breaks)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Calendar":
        """The calendar that `to_data` was called on. Raises CalendarError."""
        return parse_calendar(data)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return sha256(json.dumps(self.to_data(), separators=(",", ":"), sort_keys=True).encode()).hexdigest()

    @cached_property
    def _number(self) -> int:
        return hash(self.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self.hash == other.hash

    def __hash__(self) -> int:
        return self._number


def parse_calendar(data: Any, *, time_zone: str | None = None, holiday_years: range = HOLIDAY_YEARS) -> Calendar:
    """The calendar that `data` describes. `time_zone` stands in where it names none.

    Raises CalendarError, whose `where` is the path of keys to the first fault.
    """
    calendar, faults = read_calendar(data, time_zone, holiday_years)
    if faults:
        raise faults[0]
    return calendar


def calendar_faults(data: Any, *, time_zone: str | None = None) -> list[CalendarError]:
    """Everything that is wrong with a calendar, each with its `where`; empty if nothing is."""
    return list(read_calendar(data, time_zone)[1])


def read_calendar(
    data: Any, time_zone: str | None, holiday_years: range = HOLIDAY_YEARS
) -> tuple[Calendar, list[CalendarError]]:
    """What of a calendar can be read, and everything that is wrong with it."""
    faults = Faults()
    fields = read_mapping(data, (), "calendar", faults)
    if faults:
        return Calendar("UTC", ((),) * 7), faults
    refuse_unknown(fields, (*KEYS, "closures"), (), faults)
    if "closures" in fields:
        # A calendar of site.yml comes here without it: portal.library.site_calendars.
        told = "`closures` names a file, which only a calendar of site.yml can do. Write `holidays` and `breaks` here."
        faults.note(("closures",), told)
    zone = read_zone(fields.get("time_zone", time_zone), faults)
    weekly = read_weekly(fields, faults)
    date_hours = read_date_hours(fields, faults)
    breaks_by_weekday, breaks_by_date = read_breaks(fields, faults)
    dates, yearly = read_holidays(fields, faults)
    dates |= read_holidays_of(fields, holiday_years, faults)
    calendar = Calendar(
        zone, weekly, date_hours, breaks_by_weekday, breaks_by_date, frozenset(dates), frozenset(yearly)
    )
    return calendar, faults


def _written(windows: tuple[Hours, ...]) -> list[list[str]]:
    return [as_written(hours) for hours in windows]
