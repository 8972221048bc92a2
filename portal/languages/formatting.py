"""Dates, times, numbers and lists as the language of the moment writes them.

English is written as this house does: 24 hours, the day before the month, no comma before `and`. Other languages
follow Unicode's CLDR. Figures are 0 to 9 in every language, as they are in phone numbers and references.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal

from portal.languages.locales import spoken_locale
from portal.languages.messages import _

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(day: date) -> str:
    """`30 November 2026`."""
    return _dated(day, "long") or f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday_and_day(day: date, *, with_year: bool = True) -> str:
    """`Monday 30 November 2026`. Only English leaves the year away."""
    year = f" {day.year}" if with_year else ""
    return _dated(day, "full") or f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"


def weekday_in_words(day: date) -> str:
    """`Monday`."""
    return _dated(day, "EEEE") or _DAYS[day.weekday()]


def month_in_words(month: date) -> str:
    """`November 2026`."""
    locale = spoken_locale()
    if locale is None:
        return f"{_MONTHS[month.month - 1]} {month.year}"
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", month, locale=locale)


def short_month(month: date) -> str:
    """`Nov`."""
    return _dated(month, "LLL") or _MONTHS[month.month - 1][:3]


def time_in_words(local: datetime) -> str:
    """`15:10`, of an instant in the zone in which it is said. Seconds are dropped, so no time is said too late."""
    locale = spoken_locale()
    if locale is None:
        return f"{local:%H:%M}"
    from babel.dates import format_time

    return format_time(local.time(), "short", locale=locale)


def number(value: float) -> str:
    """`1234`, `12.5`: grouped only in other languages than English."""
    locale = spoken_locale()
    if locale is None:
        return f"{value}"
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale)


def percent(share: float) -> str:
    """0.955 as `95.5 %`: four figures at most."""
    points = f"{share * 100:.4g}"
    locale = spoken_locale()
    if locale is None:
        return f"{points} %"
    from babel.numbers import format_percent

    return format_percent(float(points) / 100, locale=locale, decimal_quantization=False)


def listed(items: Sequence[str], joined_by: Literal["and", "or"] = "and") -> str:
    """`A, B and C`."""
    locale = spoken_locale()
    if locale is None:
        return f" {joined_by} ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)
    from babel.lists import format_list

    return format_list(list(items), style="or" if joined_by == "or" else "standard", locale=locale)


def in_a_row(items: Iterable[str]) -> str:
    """`A, B, C`, with no word before the last."""
    row = ""
    for item in items:
        row = _("%(items)s, %(item)s", items=row, item=item) if row else item
    return row


def _dated(day: date, pattern: str) -> str:
    """Empty where English is spoken. `pattern` is one of CLDR's formats or patterns of letters."""
    locale = spoken_locale()
    if locale is None:
        return ""
    from babel.dates import format_date

    return format_date(day, pattern, locale=locale)
