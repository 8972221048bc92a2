"""Times and durations as people say them. DESIGN §4, "by 15:10 today"."""

from datetime import date, datetime, timedelta

from portal.promises.wall_clock import zone_of

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def spoken_time(at: datetime, now: datetime, time_zone: str) -> str:
    """`15:10 today`, `10:30 tomorrow`, `Monday 10:30`, `Monday 30 November, 10:30`, and the year where it is another.

    Seconds are dropped, so that a due time is never said later than it is.
    """
    zone = zone_of(time_zone)
    local, here = at.astimezone(zone), now.astimezone(zone)
    days = (local.date() - here.date()).days
    clock = f"{local:%H:%M}"
    near = {-1: f"{clock} yesterday", 0: f"{clock} today", 1: f"{clock} tomorrow"}
    if days in near:
        return near[days]
    if 1 < days <= 6:
        return f"{_DAYS[local.weekday()]} {clock}"
    return f"{spoken_date(at, time_zone, with_year=local.year != here.year)}, {clock}"


def spoken_date(at: datetime, time_zone: str, *, with_year: bool = True) -> str:
    """`Monday 30 November 2026`."""
    local = at.astimezone(zone_of(time_zone))
    year = f" {local.year}" if with_year else ""
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}{year}"


def spoken_day(day: date) -> str:
    """`Monday 30 November 2026`."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def spoken_weekday(at: datetime, time_zone: str) -> str:
    return _DAYS[at.astimezone(zone_of(time_zone)).weekday()]


def spoken_duration(seconds: float | timedelta, *, working: bool = False) -> str:
    """The two largest units, rounded down: `38 minutes`, `2 hours 5 minutes`, `3 days`.

    Working time is said in hours and minutes, since a working day has no fixed length: `38 working minutes`.
    """
    left = int(seconds.total_seconds() if isinstance(seconds, timedelta) else seconds)
    kind = "working " if working else ""
    if left < 60:
        return f"less than a {kind}minute"
    parts: list[str] = []
    for unit, length_s in _UNITS[1:] if working else _UNITS:
        amount, rest = divmod(left, length_s)
        if amount:
            parts.append(f"{amount} {kind if not parts else ''}{unit}{'' if amount == 1 else 's'}")
            left = rest
        elif parts:
            break
        if len(parts) == 2:
            break
    return " ".join(parts)


def dated_time(at: datetime, time_zone: str) -> str:
    """`Monday 30 November 2026, 10:30`: for what is read on any day. Seconds are dropped."""
    return f"{spoken_date(at, time_zone)}, {at.astimezone(zone_of(time_zone)):%H:%M}"
