"""The windows that open on a day, as instants: the weekly pattern, and where it does not hold. DESIGN §4, §9.

Days that are like every other of their weekday are the weekly pattern put at their midnight; only those near a holiday,
hours of their own, a break of a date or a change of the clocks are worked out. Instants are whole microseconds (`_us`),
days are ordinals.
"""

from calendar import isleap
from datetime import date

from portal.promises.calendars import Calendar
from portal.promises.spans import Span, merged, without
from portal.promises.wall_clock import DAY_US, MINUTE_US, day_and_minute_us, midnights_us, zone_of

MOST_KNOWN = 4_000
"""Days whose windows are kept: the same few weeks are asked about again and again."""
_REACH = (-1, 0, 1, 2)
"""The days around one of note whose windows it can bear on: an evening before may run into it, and it into the next."""


class DayWindows:
    """The windows of one calendar. `usual` are those of each weekday, in microseconds after midnight."""

    def __init__(self, calendar: Calendar) -> None:
        self.usual = _usual_week(calendar)
        self._calendar = calendar
        self._zone_name = calendar.time_zone
        self._zone = zone_of(calendar.time_zone)
        self._worked_out: dict[int, tuple[Span, ...]] = {}
        self._known: dict[int, tuple[Span, ...]] = {}
        dates = {*calendar.date_hours, *calendar.breaks_by_date, *calendar.holidays}
        self._near_dates = {day.toordinal() + near for day in dates for near in _REACH}

    def close_of(self, day: int) -> int:
        """When the last window that opens on a working day closes."""
        return max([end for _, end in self.own_windows(day)])

    def windows_of(self, day: int) -> tuple[Span, ...]:
        """The windows that open on `day`, without what windows of earlier days cover already."""
        windows = self._known.get(day)
        if windows is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            windows = self._known[day] = self._windows_of(day)
        return windows

    def _windows_of(self, day: int) -> tuple[Span, ...]:
        if self._is_usual(day):
            return self._placed(day)
        earlier = self.own_windows(day - 1) + self.own_windows(day - 2)
        return without(self.own_windows(day), earlier)

    def own_windows(self, day: int) -> tuple[Span, ...]:
        """The windows that open on `day`, without breaks and the instants of a following holiday."""
        windows = self._worked_out.get(day)
        if windows is None:
            if len(self._worked_out) >= MOST_KNOWN:
                self._worked_out.clear()
            windows = self._placed(day) if self._is_usual(day) else self._work_out(day)
            self._worked_out[day] = windows
        return windows

    def _placed(self, day: int) -> tuple[Span, ...]:
        this = date.fromordinal(day)
        midnight = self._midnight(day)
        return tuple((midnight + start, midnight + end) for start, end in self.usual[this.weekday()])

    def _work_out(self, day: int) -> tuple[Span, ...]:
        if self._midnight(day) == self._midnight(day + 1):
            return ()  # a date that the zone skipped, such as 2011-12-30 in Samoa
        calendar = self._calendar
        this = date.fromordinal(day)
        windows = merged(self._instants(day, hours) for hours in calendar.hours_on(this))
        closed = [
            self._instants(near, hours)
            for near in (day - 1, day, day + 1, day + 2)
            for hours in calendar.breaks_on(date.fromordinal(near))
        ]
        closed += [
            (self._midnight(near), self._midnight(near + 1))
            for near in (day + 1, day + 2)
            if calendar.is_holiday(date.fromordinal(near))
        ]
        return without(windows, closed)

    def _instants(self, day: int, hours: tuple[int, int]) -> Span:
        start, end = hours
        return day_and_minute_us(day, start, self._zone), day_and_minute_us(day, end, self._zone)

    def _midnight(self, day: int) -> int:
        year = date.fromordinal(day).year
        return midnights_us(self._zone_name, year)[day - date(year, 1, 1).toordinal() + 2]

    def _is_usual(self, day: int) -> bool:
        """Whether nothing but the weekly pattern bears on `day`: no date of note near it, no change of the clocks."""
        if day in self._near_dates:
            return False
        yearly = self._calendar.yearly_holidays
        if yearly:
            for near in (-2, -1, 0, 1):
                this = date.fromordinal(day + near)
                if (this.month, this.day) in yearly:
                    return False
        year = date.fromordinal(day).year
        midnights = midnights_us(self._zone_name, year)
        place = day - date(year, 1, 1).toordinal() + 2
        return midnights[place + 2] - midnights[place - 2] == 4 * DAY_US

    def unusual_in(self, year: int) -> set[int]:
        """The days of a year to which more than the weekly pattern bears."""
        first = date(year, 1, 1).toordinal()
        days = 366 if isleap(year) else 365
        midnights = midnights_us(self._zone_name, year)
        clocks_change = {
            first + index for index in range(days) if midnights[index + 4] - midnights[index] != 4 * DAY_US
        }
        near_yearly = {
            date(in_year, month, day).toordinal() + near
            for in_year in (year - 1, year, year + 1)
            for month, day in self._calendar.yearly_holidays
            if (month, day) != (2, 29) or isleap(in_year)
            for near in _REACH
        }
        return clocks_change | near_yearly | self._near_dates


def _usual_week(calendar: Calendar) -> tuple[tuple[Span, ...], ...]:
    """The windows of each weekday without its breaks, as microseconds after midnight."""
    week = []
    for weekday, windows in enumerate(calendar.weekly):
        breaks = [
            (start + shift, end + shift)
            for near, shift in ((-1, -1440), (0, 0), (1, 1440), (2, 2880))
            for start, end in calendar.breaks_by_weekday[(weekday + near) % 7]
        ]
        open_minutes = without(merged(windows), breaks)
        week.append(tuple((start * MINUTE_US, end * MINUTE_US) for start, end in open_minutes))
    return tuple(week)
