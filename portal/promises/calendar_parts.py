"""Reads the parts of a calendar as written: zone, hours, breaks, holidays. DESIGN §9.

Each adds what is wrong to `faults` and gives what could be read.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.errors import CalendarError
from portal.promises.calendar_fields import (
    WEEKDAYS,
    Faults,
    Hours,
    clock,
    read_date,
    read_holiday,
    read_mapping,
    read_windows,
    refuse_unknown,
    spoken,
)
from portal.promises.public_holidays import public_holidays
from portal.promises.shown_values import shown
from portal.promises.wall_clock import zone_of


def read_zone(value: Any, faults: Faults) -> str:
    if not isinstance(value, str) or not value.strip():
        said = "The calendar names no time zone." if value in (None, "") else f"{shown(value)} is not a time zone."
        faults.note(("time_zone",), f"{said} Write one such as `time_zone: Europe/London`.")
        return "UTC"
    try:
        zone_of(value.strip())
    except CalendarError as fault:
        faults.append(fault)
    return value.strip()


def read_weekly(fields: Mapping[str, Any], faults: Faults) -> tuple[tuple[Hours, ...], ...]:
    if "hours" not in fields and "date_hours" not in fields:
        faults.note(
            ("hours",), 'The calendar has no hours. Write `hours:` with a line such as `mon: [["09:00", "17:00"]]`.'
        )
    hours = read_mapping(fields.get("hours", {}), ("hours",), "hours", faults)
    refuse_unknown(hours, WEEKDAYS, ("hours",), faults)
    before = len(faults)
    weekly = tuple(read_windows(hours.get(name, []), ("hours", name), faults) for name in WEEKDAYS)
    if len(faults) == before:
        _refuse_overlap_of_days(weekly, faults)
    return weekly


def _refuse_overlap_of_days(weekly: tuple[tuple[Hours, ...], ...], faults: Faults) -> None:
    """A window that runs past midnight may reach the first window of the next day; Sunday's next day is Monday."""
    for index, windows in enumerate(weekly):
        following = (index + 1) % 7
        if windows and weekly[following] and windows[-1][1] - 1440 > weekly[following][0][0]:
            faults.note(
                ("hours", WEEKDAYS[following], 0),
                f"The window that opens at {clock(weekly[following][0][0])} overlaps that of {WEEKDAYS[index]}, "
                f"{spoken(windows[-1])}, which runs into the next day. Let one end before the other begins.",
            )


def read_date_hours(fields: Mapping[str, Any], faults: Faults) -> dict[date, tuple[Hours, ...]]:
    hours = read_mapping(fields.get("date_hours", {}), ("date_hours",), "date_hours", faults)
    return {
        day: read_windows(value, ("date_hours", key), faults)
        for key, value in hours.items()
        if (day := read_date(key, ("date_hours", key), faults))
    }


def read_breaks(
    fields: Mapping[str, Any], faults: Faults
) -> tuple[tuple[tuple[Hours, ...], ...], dict[date, tuple[Hours, ...]]]:
    by_weekday: dict[str, tuple[Hours, ...]] = {}
    by_date: dict[date, tuple[Hours, ...]] = {}
    for key, value in read_mapping(fields.get("breaks", {}), ("breaks",), "breaks", faults).items():
        where = ("breaks", key)
        if key in WEEKDAYS:
            by_weekday[key] = read_windows(value, where, faults, "break")
        elif day := read_date(key, where, faults):
            by_date[day] = read_windows(value, where, faults, "break")
    return tuple(by_weekday.get(name, ()) for name in WEEKDAYS), by_date


def read_holidays(fields: Mapping[str, Any], faults: Faults) -> tuple[set[date], set[tuple[int, int]]]:
    dates: set[date] = set()
    yearly: set[tuple[int, int]] = set()
    value = fields.get("holidays", [])
    if not isinstance(value, list | tuple):
        faults.note(("holidays",), f"{shown(value)} is not a list of dates. Write [2026-12-24, '*-12-25'].")
        return dates, yearly
    for index, item in enumerate(value):
        day = read_holiday(item, ("holidays", index), faults)
        if isinstance(day, date):
            dates.add(day)
        elif day:
            yearly.add(day)
    return dates, yearly


def read_holidays_of(fields: Mapping[str, Any], years: range, faults: Faults) -> frozenset[date]:
    if "holidays_of" not in fields:
        return frozenset()
    value = fields["holidays_of"]
    where = ("holidays_of",)
    if not isinstance(value, Mapping):
        faults.note(where, f"{shown(value)} does not say whose holidays. Write {{country: GB, subdivision: ENG}}.")
        return frozenset()
    refuse_unknown(value, ("country", "subdivision"), where, faults)
    country, subdivision = value.get("country"), value.get("subdivision") or None
    if not isinstance(country, str) or not country.strip():
        faults.note((*where, "country"), "The country is missing. Write its code, such as `country: GB`.")
        return frozenset()
    if subdivision is not None and not isinstance(subdivision, str):
        faults.note(
            (*where, "subdivision"), f"{shown(subdivision)} is not a part of a country. Write a code such as `ENG`."
        )
        return frozenset()
    try:
        return public_holidays(country.strip(), subdivision.strip() if subdivision else None, years)
    except CalendarError as fault:
        faults.note((*where, *fault.where), str(fault))
        return frozenset()
