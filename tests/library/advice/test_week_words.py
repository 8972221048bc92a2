"""Hours of a week are said as people say them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.library.advice.week_words import week_in_words
from portal.promises.wall_clock import to_us

MONDAY = datetime(2026, 6, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ([(9, 17)], "on Monday from 09:00 to 17:00"),
        ([(0, 24)], "on Monday from 00:00 to 24:00"),
        ([(9, 17), (33, 41), (57, 65)], "on Monday to Wednesday from 09:00 to 17:00"),
        ([(9, 17), (57, 65)], "on Monday and Wednesday from 09:00 to 17:00"),
        ([(22, 32)], "on Monday from 22:00 to 08:00 of the next day"),
        ([(9, 10), (22, 56)], "on Monday from 09:00 to 10:00 and from Monday 22:00 to Wednesday 08:00"),
        ([(0, 2), (22, 26), (166, 168)], "on Monday and Sunday from 22:00 to 02:00 of the next day"),
        ([(0, 168)], "at any hour"),
        (
            [(n * 24 + n, n * 24 + n + 1) for n in range(6)],
            "on Monday from 00:00 to 01:00, on Tuesday from 01:00 to 02:00, on Wednesday from 02:00 to 03:00, "
            "on Thursday from 03:00 to 04:00 and at 2 other times",
        ),
    ],
)
def test_spans_are_said_in_local_weekdays_and_times(hours: list[tuple[int, int]], said: str) -> None:
    spans = [(to_us(MONDAY + timedelta(hours=a)), to_us(MONDAY + timedelta(hours=b))) for a, b in hours]
    assert week_in_words(spans, ZoneInfo("UTC")) == said
