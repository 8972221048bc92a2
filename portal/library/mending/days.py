"""A day that somebody wrote in another way than `2027-03-31`, where it can only be one."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]({_NAMES})\.?,?[ -](\d{{4}})", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"({_NAMES})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", re.IGNORECASE)


def unmistakable_day(text: str) -> date | None:
    """The one day that it can mean; None where it can mean two, as 3/4/2027 does, or none."""
    written = text.strip()
    if found := _YEAR_FIRST.fullmatch(written):
        return _day(found[1], found[3], found[4])
    if found := _DAY_MONTH.fullmatch(written):
        return _day(found[3], _month(found[2]), found[1])
    if found := _MONTH_DAY.fullmatch(written):
        return _day(found[3], _month(found[1]), found[2])
    if found := _YEAR_LAST.fullmatch(written):
        either = {_day(found[4], found[3], found[1]), _day(found[4], found[1], found[3])} - {None}
        return either.pop() if len(either) == 1 else None
    return None


def _month(name: str) -> str:
    return str(_MONTHS.index(name[:3].lower()) + 1)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
