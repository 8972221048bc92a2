"""How much time a calendar is open, found in about the same time for a day and for ten years.

Each day of a year has a running total of the open time before it, so that a span is a difference of two totals and a
due time a search in them. Instants are whole microseconds (`_us`), days are ordinals; time belongs to the day on which
its window opens (DESIGN §9).
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from portal.errors import NoHoursLeft
from portal.promises.calendars import Calendar
from portal.promises.day_windows import MOST_KNOWN, DayWindows
from portal.promises.spans import Span, length
from portal.promises.wall_clock import LAST_YEAR, local_day, zone_of

HORIZON_YEARS = 200
"""How far ahead open time is looked for before a calendar counts as having none left."""


@dataclass(frozen=True, slots=True)
class _Year:
    """Running totals: the item `i` covers the windows that open before the day `first_day + i`."""

    first_day: int
    open_us: list[int]
    working_days: list[int]


class OpenTime:
    """The open time of one calendar. Fills its tables as they are asked for."""

    def __init__(self, calendar: Calendar) -> None:
        self.days = DayWindows(calendar)
        self._zone = zone_of(calendar.time_zone)
        self._years: dict[int, _Year] = {}
        self._known: dict[int, tuple[Span, ...]] = {}
        self._last_year = LAST_YEAR
        if not any(self.days.usual):
            self._last_year = max((day.year + 1 for day in calendar.date_hours), default=0)

    def elapsed_us(self, start_us: int, end_us: int) -> int:
        """Open time from `start_us` to `end_us`, which must not lie before it."""
        first, last = local_day(start_us, self._zone) - 2, local_day(end_us, self._zone) - 2
        return (
            self._open_between_days(first, last) + self._open_before(last, end_us) - self._open_before(first, start_us)
        )

    def advance_us(self, start_us: int, needed_us: int) -> int:
        """The earliest instant by which `needed_us` of open time have passed; at a close that is the close itself.

        Raises NoHoursLeft.
        """
        if needed_us == 0:
            return start_us
        first = local_day(start_us, self._zone) - 2
        needed_us += self._open_before(first, start_us)
        day, left_us = self._day_reaching(first, needed_us)
        for start, end in self.days.windows_of(day):
            if left_us <= end - start:
                return start + left_us
            left_us -= end - start
        raise AssertionError("the running totals and the windows of a day disagree")

    def close_after_working_days(self, received_us: int, days: int) -> int:
        """The close of the Nth working day after that of receipt. Raises NoHoursLeft.

        The day of receipt is the first working day whose last window is not yet over: what arrives in the small hours
        of a night window belongs to the day on which that window opened. A day after it that has closed already, while
        that window is open still, is none to wait for. DESIGN §4.
        """
        day = local_day(received_us, self._zone) - 2
        while (received_day := self._nth_working_day(day, 1)) is not None:
            if self.days.close_of(received_day) >= received_us:
                break
            day = received_day + 1
        if received_day is None:
            raise _no_hours_left()
        day = received_day + 1
        while (next_day := self._nth_working_day(day, 1)) is not None and self.days.close_of(next_day) <= received_us:
            day = next_day + 1
        due_day = self._nth_working_day(day, days)
        if due_day is None:
            raise _no_hours_left()
        return self.days.close_of(due_day)

    def windows_between(self, start_us: int, end_us: int) -> Iterator[Span]:
        """The windows from `start_us` to `end_us`, cut to them, in order; those of different days stay apart."""
        for day in range(local_day(start_us, self._zone) - 2, local_day(end_us, self._zone) + 2):
            for start, end in self.days.windows_of(day):
                if start < end_us and start_us < end:
                    yield max(start, start_us), min(end, end_us)

    def working_days_from(self, day: int) -> Iterator[int]:
        """The working days from `day` on, as far as the horizon."""
        while (found := self._nth_working_day(day, 1)) is not None:
            yield found
            day = found + 1

    def _year(self, year: int) -> _Year:
        table = self._years.get(year)
        if table is None:
            table = self._years[year] = self._add_up(year)
        return table

    def _add_up(self, year: int) -> _Year:
        first = date(year, 1, 1).toordinal()
        days = date(year, 12, 31).toordinal() - first + 1
        unusual = self.days.unusual_in(year)
        usual_us = [length(windows) for windows in self.days.usual]
        usual_working = [1 if windows else 0 for windows in self.days.usual]
        open_us, working_days = [0], [0]
        open_total, working_total = 0, 0
        weekday = (first - 1) % 7
        for day in range(first, first + days):
            if day in unusual:
                open_total += length(self.days.windows_of(day))
                working_total += 1 if self.days.own_windows(day) else 0
            else:
                open_total += usual_us[weekday]
                working_total += usual_working[weekday]
            open_us.append(open_total)
            working_days.append(working_total)
            weekday = (weekday + 1) % 7
        return _Year(first, open_us, working_days)

    def _open_before(self, first_day: int, instant_us: int) -> int:
        """Open time before an instant in the windows of `first_day` and the three days after it."""
        total = 0
        for start, end in self._windows_from(first_day):
            if start < instant_us:
                total += (end if end < instant_us else instant_us) - start
        return total

    def _windows_from(self, first_day: int) -> tuple[Span, ...]:
        """The windows of `first_day` and the three days after it, in order of their days."""
        found = self._known.get(first_day)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = tuple(span for day in range(first_day, first_day + 4) for span in self.days.windows_of(day))
            self._known[first_day] = found
        return found

    def _open_between_days(self, first: int, last: int) -> int:
        first_year, last_year = date.fromordinal(first).year, date.fromordinal(last).year
        total = sum(self._year(year).open_us[-1] for year in range(first_year, last_year))
        table = self._year(first_year)
        total -= table.open_us[first - table.first_day]
        table = self._year(last_year)
        return total + table.open_us[last - table.first_day]

    def _day_reaching(self, first: int, needed_us: int) -> tuple[int, int]:
        """The day in whose windows `needed_us` is reached, counted from those of `first` on, and its part of it."""
        year = date.fromordinal(first).year
        table, horizon = self._year(year), year + HORIZON_YEARS - 1
        needed_us += table.open_us[first - table.first_day]
        while needed_us > table.open_us[-1]:
            if year >= self._last_year or year == horizon:
                raise _no_hours_left()
            needed_us -= table.open_us[-1]
            year += 1
            table = self._year(year)
        place = bisect_left(table.open_us, needed_us)
        return table.first_day + place - 1, needed_us - table.open_us[place - 1]

    def _nth_working_day(self, first: int, count: int) -> int | None:
        """The working day that is number `count` among those from `first` on; None beyond the horizon."""
        year = date.fromordinal(first).year
        table, horizon = self._year(year), year + HORIZON_YEARS - 1
        count += table.working_days[first - table.first_day]
        while count > table.working_days[-1]:
            if year >= self._last_year or year == horizon:
                return None
            count -= table.working_days[-1]
            year += 1
            table = self._year(year)
        return table.first_day + bisect_left(table.working_days, count) - 1


@lru_cache(maxsize=512)
def open_time(calendar: Calendar) -> OpenTime:
    """The tables of a calendar, kept for the next question about it."""
    return OpenTime(calendar)


def _no_hours_left() -> NoHoursLeft:
    return NoHoursLeft(
        f"The calendar has too few open hours ahead, even in {HORIZON_YEARS} years. "
        "Give it hours, or make the target shorter."
    )
