"""A calendar's week in words: `Monday to Friday, 08:00 to 18:00`, and on which days it is otherwise."""

from collections.abc import Iterator, Mapping, Sequence

from portal.promises.calendar_fields import MIDNIGHT, Hours, clock
from portal.promises.calendars import Calendar
from portal.promises.spans import without

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OTHERWISE = {
    "holidays_of": "Not on public holidays",
    "holidays": "Not on the holidays that we keep",
    "closures": "Not at single times when we close",
    "date_hours": "Other hours on single days",
}


def hours_in_words(calendar: Calendar, written: Mapping[str, object]) -> tuple[str, ...]:
    """One line for each run of days with the same hours, then which days are otherwise.

    `written` is the calendar as in site.yml: a resolved one no longer knows why a day is closed.
    """
    runs: list[tuple[list[str], str]] = []
    for day, name in enumerate(_DAYS):
        windows = " and ".join(_in_words(window) for window in _without_breaks(calendar, day))
        if runs and runs[-1][1] == windows:
            runs[-1][0].append(name)
        else:
            runs.append(([name], windows))
    lines = [f"{_days_in_words(days)}, {windows}" for days, windows in runs if windows]
    return (*lines, *(words for field, words in _OTHERWISE.items() if written.get(field)))


def _without_breaks(calendar: Calendar, day: int) -> tuple[Hours, ...]:
    """The windows that open on a weekday, without the breaks of each week, also those of the days around it."""
    return without(calendar.weekly[day], _breaks_around(calendar, day))


def _breaks_around(calendar: Calendar, day: int) -> Iterator[Hours]:
    for offset in (-1, 0, 1):
        for start, end in calendar.breaks_by_weekday[(day + offset) % 7]:
            yield start + offset * MIDNIGHT, end + offset * MIDNIGHT


def _days_in_words(days: Sequence[str]) -> str:
    if len(days) == len(_DAYS):
        return "Every day"
    if len(days) == 1:
        return days[0]
    return f"{days[0]} {'and' if len(days) == 2 else 'to'} {days[-1]}"


def _in_words(window: Hours) -> str:
    start, end = window
    if (start, end) == (0, MIDNIGHT):
        return "all day"
    if start >= MIDNIGHT:
        return f"{clock(start - MIDNIGHT)} to {clock(end - MIDNIGHT)} the next day"
    return f"{clock(start)} to {clock(end if end <= MIDNIGHT else end - MIDNIGHT)}"
