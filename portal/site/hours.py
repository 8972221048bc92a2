"""A calendar's week in words: `Monday to Friday, 08:00 to 18:00`, and on which days it is otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from portal.languages.formatting import time_in_words, weekday_in_words
from portal.languages.messages import N_, _
from portal.promises.calendar_fields import MIDNIGHT, Hours
from portal.promises.calendars import Calendar
from portal.promises.spans import without
from portal.site.words import one_and_another

_A_MONDAY = date(2024, 1, 1)
_DAYS = range(7)
_OTHERWISE = {
    "holidays_of": N_("Not on public holidays"),
    "holidays": N_("Not on the holidays that we keep"),
    "closures": N_("Not at single times when we close"),
    "date_hours": N_("Other hours on single days"),
}


def hours_in_words(calendar: Calendar, written: Mapping[str, object]) -> tuple[str, ...]:
    """One line for each run of days with the same hours, then which days are otherwise.

    `written` is the calendar as in site.yml: a resolved one no longer knows why a day is closed.
    """
    runs: list[tuple[list[str], str]] = []
    for day in _DAYS:
        name = weekday_in_words(_A_MONDAY + timedelta(days=day))
        windows = one_and_another(_in_words(window) for window in _without_breaks(calendar, day))
        if runs and runs[-1][1] == windows:
            runs[-1][0].append(name)
        else:
            runs.append(([name], windows))
    lines = [_("%(days)s, %(hours)s", days=_days_in_words(days), hours=windows) for days, windows in runs if windows]
    return (*lines, *(_(words) for field, words in _OTHERWISE.items() if written.get(field)))


def _without_breaks(calendar: Calendar, day: int) -> tuple[Hours, ...]:
    """The windows that open on a weekday, without the breaks of each week, also those of the days around it."""
    return without(calendar.weekly[day], _breaks_around(calendar, day))


def _breaks_around(calendar: Calendar, day: int) -> Iterator[Hours]:
    for offset in (-1, 0, 1):
        for start, end in calendar.breaks_by_weekday[(day + offset) % 7]:
            yield start + offset * MIDNIGHT, end + offset * MIDNIGHT


def _days_in_words(days: Sequence[str]) -> str:
    if len(days) == len(_DAYS):
        return _("Every day")
    if len(days) == 1:
        return days[0]
    if len(days) == 2:
        return one_and_another(days)
    return _("%(first)s to %(last)s", first=days[0], last=days[-1])


def _in_words(window: Hours) -> str:
    start, end = window
    if (start, end) == (0, MIDNIGHT):
        return _("all day")
    if start >= MIDNIGHT:
        return _("%(opens)s to %(closes)s the next day", opens=_clock(start - MIDNIGHT), closes=_clock(end - MIDNIGHT))
    closes = _clock(end if end <= MIDNIGHT else end - MIDNIGHT)
    return _("%(opens)s to %(closes)s", opens=_clock(start), closes=closes)


def _clock(minute: int) -> str:
    """`18:00` for 1080, and `24:00` for the end of the day."""
    return _("24:00") if minute == MIDNIGHT else time_in_words(datetime.combine(_A_MONDAY, time(*divmod(minute, 60))))
