"""Spans of an ordinary week in words: `Monday to Friday from 16:00 to 18:00`. Pure."""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from portal.promises.spans import Span
from portal.promises.wall_clock import from_us

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MOST_TOLD = 4


def week_in_words(spans: Iterable[Span], zone: ZoneInfo) -> str:
    """The spans (microseconds, of one week) by local weekday and time; days with the same hours are told together."""
    alike: dict[tuple[str, str], list[int]] = {}
    long: list[str] = []
    for start_us, end_us in _round_the_week(list(spans)):
        start, end = from_us(start_us).astimezone(zone), from_us(end_us).astimezone(zone)
        closes = f"{end:%H:%M}"
        if end - start >= _WEEK:
            return "at any hour"
        if (end - timedelta(minutes=1)).date() == start.date():
            alike.setdefault((f"{start:%H:%M}", "24:00" if closes == "00:00" else closes), []).append(start.weekday())
        elif end - start < _DAY:
            alike.setdefault((f"{start:%H:%M}", f"{closes} of the next day"), []).append(start.weekday())
        else:
            long.append(f"from {_DAYS[start.weekday()]} {start:%H:%M} to {_DAYS[end.weekday()]} {closes}")
    told = [f"on {_days(days)} from {opens} to {closes}" for (opens, closes), days in alike.items()] + long
    if len(told) > _MOST_TOLD:
        told = [*told[:_MOST_TOLD], f"at {len(told) - _MOST_TOLD} other times"]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _round_the_week(spans: list[Span]) -> list[Span]:
    """What runs on from the week's last day into its first is one span, as it is week after week."""
    week_us = _WEEK // timedelta(microseconds=1)
    if len(spans) > 1 and spans[-1][1] - spans[0][0] == week_us:
        return [*spans[1:-1], (spans[-1][0], spans[0][1] + week_us)]
    return spans


def _days(days: list[int]) -> str:
    if len(days) > 2 and days == list(range(days[0], days[0] + len(days))):
        return f"{_DAYS[days[0]]} to {_DAYS[days[-1]]}"
    names = [_DAYS[day] for day in days]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
