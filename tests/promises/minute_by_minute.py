"""A second, slow account of DESIGN §4 and §9 that walks through time in steps: the oracle for the quick one.

It knows nothing of running totals: it asks of each step whether the calendar as written is open then.
Everything it is used with lies on multiples of five minutes, the offsets of its zones too.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

STEP = timedelta(minutes=5)
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class MinuteByMinute:
    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self._zone = ZoneInfo(data["time_zone"])

    def opened_on(self, at: datetime) -> set[date]:
        """The dates on which the windows opened that are open from `at` to a step later; empty while closed."""
        here = at.astimezone(self._zone).date()
        if self._is_holiday(here) or self._is_in_a_break(at, here):
            return set()
        return {
            day
            for day in _dates_around(here)
            if self._exists(day)
            for window in self._windows(day)
            if self._contains(day, window, at)
        }

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        passed = timedelta()
        while start < end:
            if self.opened_on(start):
                passed += STEP
            start += STEP
        return passed

    def due_after(self, start: datetime, within: timedelta, until: datetime) -> datetime | None:
        """None if it is not due by `until`."""
        while start < until:
            if self.opened_on(start):
                within -= STEP
            start += STEP
            if not within:
                return start
        return None

    def closes(self, start: datetime, until: datetime) -> dict[date, datetime]:
        """The last close of each date on which a window opens."""
        found: dict[date, datetime] = {}
        while start < until:
            for day in self.opened_on(start):
                found[day] = start + STEP
            start += STEP
        return dict(sorted(found.items()))

    def _windows(self, day: date) -> list[list[str]]:
        own = self._data["date_hours"].get(day.isoformat())
        if own is not None:
            return list(own)
        return [] if self._is_holiday(day) else list(self._data["hours"].get(_NAMES[day.weekday()], []))

    def _is_holiday(self, day: date) -> bool:
        listed = {day.isoformat(), f"*-{day.month:02}-{day.day:02}"} & set(self._data["holidays"])
        return bool(listed) and day.isoformat() not in self._data["date_hours"]

    def _is_in_a_break(self, at: datetime, here: date) -> bool:
        return any(
            self._contains(day, taken, at)
            for day in _dates_around(here)
            for taken in self._data["breaks"].get(day.isoformat(), [])
        )

    def _contains(self, day: date, window: list[str], at: datetime) -> bool:
        start, end = (int(text[:2]) * 60 + int(text[3:]) for text in window)
        if end <= start:
            end += 24 * 60
        return self._instant(day, start) <= at < self._instant(day, end)

    def _instant(self, day: date, minute: int) -> datetime:
        wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001  a wall time
        return wall.replace(tzinfo=self._zone).astimezone(UTC)

    def _exists(self, day: date) -> bool:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=self._zone)
        return noon.astimezone(UTC).astimezone(self._zone).date() == day


def _dates_around(here: date) -> Iterator[date]:
    for offset in (-2, -1, 0, 1):
        yield here + timedelta(days=offset)
