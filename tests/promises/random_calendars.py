"""Random calendars and instants for properties: several windows a day, nights, dates, holidays, breaks, odd zones."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from portal.promises.calendar_fields import WEEKDAYS, as_written

DAY_MINUTES = 1440
WEEK_MINUTES = 7 * DAY_MINUTES

# Each zone with days near which its clocks do something.
MOMENTS = {
    "UTC": (date(2026, 12, 24), date(2028, 2, 28)),
    "Europe/London": (date(2026, 10, 24), date(2027, 3, 27), date(2026, 12, 24)),
    "America/New_York": (date(2026, 10, 31), date(2027, 3, 13)),
    "Australia/Lord_Howe": (date(2026, 10, 3), date(2027, 4, 3)),
    "America/Santiago": (date(2026, 9, 5), date(2027, 4, 3)),
    "Africa/Cairo": (date(2026, 10, 29), date(2027, 4, 29)),
    "America/Havana": (date(2026, 10, 31), date(2027, 3, 13)),
    "Asia/Kathmandu": (date(2026, 12, 31),),
    "Pacific/Chatham": (date(2026, 9, 26), date(2027, 4, 3)),
    "Pacific/Apia": (date(2011, 12, 28), date(2026, 12, 31)),
    "Africa/Casablanca": (date(2027, 2, 6), date(2027, 3, 13)),
}


def _pairs(random: Random, span: int, most: int) -> list[tuple[int, int]]:
    """Windows between cuts of a span of minutes, so that they never overlap; some of them touch."""
    cuts = sorted(cut * 5 for cut in random.sample(range(span // 5), random.randint(0, most) * 2))
    starts, ends = cuts[::2], cuts[1::2]
    for place in range(len(starts) - 1):
        if random.random() < 0.2:
            ends[place] = starts[place + 1]
    return list(zip(starts, ends, strict=True))


def _week(random: Random) -> dict[str, list[list[str]]]:
    """Windows anywhere in the week, also over Sunday's midnight; all of it open now and then."""
    if random.random() < 0.15:
        return {name: [["00:00", "24:00"]] for name in WEEKDAYS}
    shift = random.randrange(0, DAY_MINUTES, 5)
    hours: dict[str, list[list[str]]] = {}
    for start, end in _pairs(random, WEEK_MINUTES, 14):
        if end - start <= DAY_MINUTES:
            day, minute = divmod((start + shift) % WEEK_MINUTES, DAY_MINUTES)
            hours.setdefault(WEEKDAYS[day], []).append(as_written((minute, minute + end - start)))
    return hours


def _date(random: Random, most: int) -> list[list[str]]:
    return [
        as_written((start, end))
        for start, end in _pairs(random, 2 * DAY_MINUTES, most)
        if start < DAY_MINUTES and end - start < DAY_MINUTES
    ]


def random_calendar(seed: int) -> tuple[dict[str, Any], date]:
    """A calendar as data, and a day near which it is interesting: its own dates and a change of the clocks."""
    random = Random(seed)
    zone = random.choice(sorted(MOMENTS))
    day = random.choice(MOMENTS[zone])
    near = [(day + timedelta(days=days)).isoformat() for days in range(-1, 4)]
    data = {
        "time_zone": zone,
        "hours": _week(random),
        "date_hours": {text: _date(random, 3) for text in random.sample(near, random.randint(0, 2))},
        "breaks": {text: _date(random, 2) for text in random.sample(near, random.randint(0, 3))},
        "holidays": [
            random.choice((text, f"*{text[4:]}")) for text in random.sample(near, random.choice((0, 0, 1, 2)))
        ],
    }
    return data, day


def calendars_and_days() -> st.SearchStrategy[tuple[dict[str, Any], date]]:
    return st.integers(0, 2**32).map(random_calendar)


@st.composite
def instants_near(draw: st.DrawFn, day: date, days: int = 6) -> datetime:
    """A multiple of five minutes."""
    minutes = draw(st.integers(0, days * DAY_MINUTES // 5)) * 5
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1) + timedelta(minutes=minutes)
