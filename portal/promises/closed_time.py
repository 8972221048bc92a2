"""Closures in a calendar's own form: whole dates, and breaks by date. DESIGN §9.

What that form cannot say is rounded outwards, so that no closure is shortened: seconds to the minute, and an end in the
second pass of an hour that comes twice to the end of that pass.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.promises.calendar_fields import Hours
from portal.promises.spans import Span, merged
from portal.promises.wall_clock import day_and_minute_us, from_us, local_day, to_us, zone_of

Closure = tuple[date, date]
"""Start and end, which is not part of it. Two dates, or two datetimes; those without an offset are local."""


@dataclass(frozen=True, slots=True)
class ClosedTime:
    """`dates` are closed like holidays, `breaks` (minutes after midnight, at most 1440) are taken out of a date."""

    dates: frozenset[date]
    breaks: Mapping[date, tuple[Hours, ...]]


def closed_time(closures: Iterable[Closure], time_zone: str, years: range) -> ClosedTime:
    """What of the closures falls into `years`, by the wall clock of `time_zone`. Raises CalendarError."""
    zone = zone_of(time_zone)
    first, last = date(years[0], 1, 1).toordinal(), date(years[-1] + 1, 1, 1).toordinal()
    earliest, latest = day_and_minute_us(first, 0, zone), day_and_minute_us(last, 0, zone)
    days: list[Span] = []
    times: list[Span] = []
    for start, end in closures:
        if isinstance(start, datetime) and isinstance(end, datetime):
            times.append((max(_instant_us(start, zone, years), earliest), min(_instant_us(end, zone, years), latest)))
        else:
            # A day that is said to end on itself is meant to be closed.
            days.append((max(start.toordinal(), first), min(max(end.toordinal(), start.toordinal() + 1), last)))
    dates = frozenset(date.fromordinal(day) for span in merged(days) for day in range(*span))
    return ClosedTime(dates, _breaks_by_date(merged(times), zone))


def _instant_us(moment: datetime, zone: ZoneInfo, years: range) -> int:
    """The instant; one beyond the years is moved to just outside them, since zones have no meaning far away."""
    year = min(max(moment.year, years[0] - 1), years[-1] + 2)
    if year != moment.year:
        return to_us(datetime(year, 6, 1, tzinfo=zone))
    return to_us(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def _breaks_by_date(spans: Iterable[Span], zone: ZoneInfo) -> dict[date, tuple[Hours, ...]]:
    breaks: dict[int, list[Hours]] = {}
    for span in spans:
        for day in range(local_day(span[0], zone), local_day(span[1] - 1, zone) + 1):
            breaks.setdefault(day, []).append(_minutes_of(day, span, zone))
    return {date.fromordinal(day): merged(hours) for day, hours in sorted(breaks.items()) if merged(hours)}


def _minutes_of(day: int, span: Span, zone: ZoneInfo) -> Hours:
    """The part of the span on the day, in minutes of its wall clock."""
    start_us, end_us = span
    start, end = 0, 1440
    if start_us > day_and_minute_us(day, 0, zone):
        start = _wall_minute(start_us, zone)
    if end_us < day_and_minute_us(day, 1440, zone):
        end = _wall_minute(end_us, zone)
        while day_and_minute_us(day, end, zone) < end_us:
            end += 1
    return start, end


def _wall_minute(instant_us: int, zone: ZoneInfo) -> int:
    local = from_us(instant_us).astimezone(zone)
    return local.hour * 60 + local.minute
