"""Times and durations as people say them, in the language of the moment. DESIGN §4, "by 15:10 today"."""

from datetime import date, datetime, timedelta

from portal.languages.formatting import time_in_words, weekday_and_day, weekday_in_words
from portal.languages.messages import _
from portal.promises.amount_words import amount_in_words
from portal.promises.targets import Unit
from portal.promises.wall_clock import zone_of

_UNITS: tuple[tuple[Unit, int], ...] = (("days", 86_400), ("hours", 3_600), ("minutes", 60))


def spoken_time(at: datetime, now: datetime, time_zone: str) -> str:
    """`15:10 today`, `10:30 tomorrow`, `Monday 10:30`, `Monday 30 November, 10:30`, and the year where it is another.

    Seconds are dropped, so that a due time is never said later than it is.
    """
    zone = zone_of(time_zone)
    local, here = at.astimezone(zone), now.astimezone(zone)
    days = (local.date() - here.date()).days
    clock = time_in_words(local)
    if days == -1:
        return _("%(time)s yesterday", time=clock)
    if days == 0:
        return _("%(time)s today", time=clock)
    if days == 1:
        return _("%(time)s tomorrow", time=clock)
    if 1 < days <= 6:
        return _("%(weekday)s %(time)s", weekday=weekday_in_words(local), time=clock)
    day = weekday_and_day(local, with_year=local.year != here.year)
    return _("%(day)s, %(time)s", day=day, time=clock)


def spoken_date(at: datetime, time_zone: str, *, with_year: bool = True) -> str:
    """`Monday 30 November 2026`."""
    return weekday_and_day(at.astimezone(zone_of(time_zone)), with_year=with_year)


def spoken_day(day: date) -> str:
    """`Monday 30 November 2026`."""
    return weekday_and_day(day)


def spoken_weekday(at: datetime, time_zone: str) -> str:
    return weekday_in_words(at.astimezone(zone_of(time_zone)))


def spoken_duration(seconds: float | timedelta, *, working: bool = False) -> str:
    """The two largest units, rounded down: `38 minutes`, `2 hours 5 minutes`, `3 days`.

    Working time is said in hours and minutes, since a working day has no fixed length: `38 working minutes`.
    """
    left = int(seconds.total_seconds() if isinstance(seconds, timedelta) else seconds)
    if left < 60:
        return _("less than a working minute") if working else _("less than a minute")
    parts: list[str] = []
    for unit, length_s in _UNITS[1:] if working else _UNITS:
        amount, rest = divmod(left, length_s)
        if amount:
            parts.append(amount_in_words(amount, unit, working=working and not parts))
            left = rest
        elif parts:
            break
        if len(parts) == 2:
            return _("%(longer)s %(shorter)s", longer=parts[0], shorter=parts[1])
    return parts[0]


def dated_time(at: datetime, time_zone: str) -> str:
    """`Monday 30 November 2026, 10:30`: for what is read on any day. Seconds are dropped."""
    local = at.astimezone(zone_of(time_zone))
    return _("%(day)s, %(time)s", day=weekday_and_day(local), time=time_in_words(local))
