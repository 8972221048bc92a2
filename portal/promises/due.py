"""When a target is due, and how much of a calendar's time has passed. DESIGN §4.

Instants that come in carry any offset; those that go out are in UTC.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from portal.errors import PromiseError, ReversedInterval
from portal.promises.calendars import Calendar
from portal.promises.open_time import open_time
from portal.promises.spans import Span, length, merged, without
from portal.promises.targets import Target
from portal.promises.wall_clock import SECOND_US, from_us, local_instant, to_us, zone_of

Pause = tuple[datetime, datetime]


def due_at(
    target: Target,
    received_at: datetime,
    *,
    calendar: Calendar | None,
    time_zone: str,
    pauses: Iterable[Pause] = (),
) -> datetime:
    """The last instant at which the target is kept. `time_zone` is the one in which `3 days` are counted.

    A pause that begins by the time it is due adds its length, in the target's own kind of time; one that begins later
    changes nothing, for a miss is final. Pauses that overlap count once.
    Raises PromiseError for working time without a calendar, NoHoursLeft, and ReversedInterval for a pause.
    """
    hours = _hours_for(target, calendar)
    received_us = to_us(received_at)
    if target.working and target.unit == "days":
        due_us = open_time(_needed(calendar, target)).close_after_working_days(received_us, target.amount)
    elif target.unit == "days":
        due_us = _wall_days_later(received_at, target.amount, time_zone)
    else:
        due_us = _later(hours, received_us, target.length_s * SECOND_US)
    return from_us(_pushed_back(hours, due_us, _pauses_us(pauses, received_us)))


def due_after(calendar: Calendar, start: datetime, within: timedelta, pauses: Iterable[Pause] = ()) -> datetime:
    """When `within` of the calendar's time has passed. Raises as `due_at` does; PromiseError if it is not positive."""
    if within <= timedelta():
        raise PromiseError("The time allowed must be more than nothing. Give at least one second.")
    start_us = to_us(start)
    due_us = _later(calendar, start_us, within // timedelta(microseconds=1))
    return from_us(_pushed_back(calendar, due_us, _pauses_us(pauses, start_us)))


def elapsed(calendar: Calendar | None, start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
    """The calendar's time from `start` to `end` without the pauses; without a calendar all of it.

    Raises ReversedInterval.
    """
    start_us, end_us = _interval_us(start, end)
    total = _passed(calendar, start_us, end_us)
    for pause_start, pause_end in _pauses_us(pauses, start_us):
        if pause_start < end_us:
            total -= _passed(calendar, pause_start, min(pause_end, end_us))
    return timedelta(microseconds=total)


def elapsed_s(calendar: Calendar | None, start: datetime, end: datetime) -> int:
    """The same in whole seconds, rounded down."""
    return elapsed(calendar, start, end) // timedelta(seconds=1)


def counted_windows(
    calendar: Calendar, start: datetime, end: datetime, pauses: Iterable[Pause] = ()
) -> list[tuple[datetime, datetime]]:
    """The windows whose time counts from `start` to `end`, cut to them and without the pauses, in order, in UTC."""
    start_us, end_us = _interval_us(start, end)
    counted = without(open_time(calendar).windows_between(start_us, end_us), _pauses_us(pauses, start_us))
    return [(from_us(opens), from_us(closes)) for opens, closes in sorted(counted)]


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether the calendar's time passes at `at`."""
    at_us = to_us(at)
    return length(open_time(calendar).windows_between(at_us, at_us + 1)) > 0


def paused(target: Target, calendar: Calendar | None, pauses: Sequence[Pause]) -> timedelta:
    """The length of pauses, overlaps counted once, in the target's own kind of time."""
    hours = _hours_for(target, calendar)
    return timedelta(microseconds=sum(_passed(hours, start, end) for start, end in _pauses_us(pauses, None)))


def _hours_for(target: Target, calendar: Calendar | None) -> Calendar | None:
    """The calendar in whose time the target passes; None for elapsed time."""
    return _needed(calendar, target) if target.working else None


def _needed(calendar: Calendar | None, target: Target) -> Calendar:
    if calendar is None:
        raise PromiseError(
            f"`{target}` is working time, which passes only in the hours of a calendar. Name a calendar."
        )
    return calendar


def _wall_days_later(received_at: datetime, days: int, time_zone: str) -> int:
    zone = zone_of(time_zone)
    to_us(received_at)
    wall = received_at.astimezone(zone).replace(tzinfo=None)
    return to_us(local_instant(wall + timedelta(days=days), zone))


def _later(calendar: Calendar | None, start_us: int, passed_us: int) -> int:
    return start_us + passed_us if calendar is None else open_time(calendar).advance_us(start_us, passed_us)


def _passed(calendar: Calendar | None, start_us: int, end_us: int) -> int:
    return end_us - start_us if calendar is None else open_time(calendar).elapsed_us(start_us, end_us)


def _pushed_back(calendar: Calendar | None, due_us: int, pauses: Sequence[Span]) -> int:
    for start, end in pauses:
        if start > due_us:
            break
        due_us = _later(calendar, due_us, _passed(calendar, start, end))
    return due_us


def _interval_us(start: datetime, end: datetime) -> Span:
    start_us, end_us = to_us(start), to_us(end)
    if end_us < start_us:
        raise ReversedInterval(f"The end, {end.isoformat()}, lies before the start, {start.isoformat()}. Swap them.")
    return start_us, end_us


def _pauses_us(pauses: Iterable[Pause], since_us: int | None) -> tuple[Span, ...]:
    """In order, without overlaps, and cut to what lies after `since_us`."""
    spans = [_interval_us(start, end) for start, end in pauses]
    if not spans:
        return ()
    return merged(spans if since_us is None else [(max(start, since_us), end) for start, end in spans])
