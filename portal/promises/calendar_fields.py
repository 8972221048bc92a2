"""Reads the fields of a calendar as written: times of day, windows, dates. DESIGN §9.

Every scalar may be a string. A reader adds what is wrong to `faults` and goes on, so that all faults are found at once.
"""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from portal.errors import CalendarError
from portal.promises.shown_values import shown
from portal.promises.suggestions import did_you_mean

Where = tuple[str | int, ...]
Hours = tuple[int, int]
"""A window in minutes after midnight of the day it opens on; the second is larger, up to 2880."""

MIDNIGHT = 1440
"""The end of a date, in minutes after its beginning."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])|24:00", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_YEARLY = re.compile(r"\*-([0-9]{2})-([0-9]{2})", re.ASCII)
_LEAP_YEAR = 2000


class Faults(list[CalendarError]):
    """What is wrong with a calendar, in the order of reading."""

    def note(self, where: Where, message: str) -> None:
        self.append(CalendarError(message, where))


def read_mapping(value: Any, where: Where, name: str, faults: Faults) -> Mapping[str, Any]:
    """The mapping, or an empty one and a fault."""
    if isinstance(value, Mapping):
        return value
    faults.note(
        where, f"`{name}` holds {shown(value)}, which is no list of keys. Write a key and a value on each line."
    )
    return {}


def read_minute(value: Any, where: Where, faults: Faults) -> int | None:
    """A time of day in minutes after midnight, `24:00` being 1440."""
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if found:
        return int(found[1]) * 60 + int(found[2]) if found[1] else MIDNIGHT
    faults.note(where, f'{shown(value)} is not a time of day. Write one from "00:00" to "24:00".')
    return None


def read_windows(value: Any, where: Where, faults: Faults, kind: str = "window") -> tuple[Hours, ...]:
    """A list of `[open, close]`, sorted; overlapping windows are faults, overlapping breaks are not."""
    if not isinstance(value, list | tuple):
        faults.note(where, f'{shown(value)} is not a list of {kind}s. Write [["09:00", "17:00"]], or [] for none.')
        return ()
    if len(value) == 2 and all(isinstance(item, str) for item in value):
        faults.note(where, f'A {kind} stands without its list. Write [["{value[0]}", "{value[1]}"]].')
        return ()
    read: list[tuple[Hours, int]] = []
    for index, item in enumerate(value):
        hours = _read_window(item, (*where, index), faults, kind)
        if hours:
            read.append((hours, index))
    read.sort()
    if kind == "window":
        for (earlier, _), (later, index) in pairwise(read):
            if later[0] < earlier[1]:
                faults.note(
                    (*where, index),
                    f"The windows {spoken(earlier)} and {spoken(later)} overlap. Make one of them, or move one.",
                )
    return tuple(hours for hours, _ in read)


def _read_window(value: Any, where: Where, faults: Faults, kind: str) -> Hours | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        faults.note(where, f'{shown(value)} is not a {kind}. Write [open, close], such as ["09:00", "17:00"].')
        return None
    start = read_minute(value[0], (*where, 0), faults)
    end = read_minute(value[1], (*where, 1), faults)
    if start is None or end is None:
        return None
    if start == MIDNIGHT:
        faults.note((*where, 0), f'A {kind} cannot begin at "24:00". Write "00:00" on the day after.')
        return None
    if kind == "break" and start == end:
        faults.note(where, "The break ends as it begins. Give it some length, or take it out.")
        return None
    return start, end if end > start else end + MIDNIGHT


def spoken(hours: Hours) -> str:
    return f"{clock(hours[0])} to {clock(hours[1] if hours[1] <= MIDNIGHT else hours[1] - MIDNIGHT)}"


def clock(minute: int) -> str:
    """`08:30` for 510."""
    return f"{minute // 60:02}:{minute % 60:02}"


def as_written(hours: Hours) -> list[str]:
    """`["22:00", "06:00"]`: the form that `read_windows` reads back as the same window."""
    start, end = hours
    return [clock(start), clock(end if end <= MIDNIGHT else end - MIDNIGHT)]


def read_date(value: Any, where: Where, faults: Faults) -> date | None:
    text = value.strip() if isinstance(value, str) else ""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        faults.note(where, f"{shown(value)} is not a day of any calendar. Correct the month or the day.")
        return None
    faults.note(where, f"{shown(value)} is not a date. Write year-month-day, such as 2026-12-24.")
    return None


def read_holiday(value: Any, where: Where, faults: Faults) -> date | tuple[int, int] | None:
    """A date, or month and day for one of every year, written `*-12-25`."""
    found = _YEARLY.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        return read_date(value, where, faults)
    month, day = int(found[1]), int(found[2])
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        faults.note(where, f"{shown(value)} is not a day of any year. Correct the month or the day.")
        return None
    return month, day


def refuse_unknown(data: Mapping[str, Any], known: tuple[str, ...], where: Where, faults: Faults) -> None:
    for key in data:
        if key not in known:
            faults.note((*where, key), f"{shown(key)} is not known here. {did_you_mean(str(key), known)}".rstrip())
