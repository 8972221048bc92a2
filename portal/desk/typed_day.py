"""A day as somebody types it into a field."""

import re
from datetime import date
from typing import Any

_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4})")


def as_day(text: Any) -> date | None:
    """`27 3 2027`, `27/03/2027` or `2027-03-27`; None for what is no day."""
    typed = str(text or "").strip()
    year_first, day_first = _YEAR_FIRST.fullmatch(typed), _DAY_FIRST.fullmatch(typed)
    parts = year_first.groups() if year_first else day_first.groups()[::-1] if day_first else None
    if parts is None:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None
