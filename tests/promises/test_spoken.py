"""Times and durations are said as people say them."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.promises.spoken import dated_time, spoken_duration, spoken_time

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-25T15:10", "15:10 today"),
        ("2026-11-25T08:05", "08:05 today"),
        ("2026-11-26T10:30", "10:30 tomorrow"),
        ("2026-11-24T10:30", "10:30 yesterday"),
        ("2026-11-27T10:30", "Friday 10:30"),
        ("2026-12-01T10:30", "Tuesday 10:30"),
        ("2026-12-02T10:30", "Wednesday 2 December, 10:30"),
        ("2026-11-20T10:30", "Friday 20 November, 10:30"),
        ("2027-01-04T10:30", "Monday 4 January 2027, 10:30"),
        ("2026-11-25T15:10:59", "15:10 today"),
    ],
)
def test_a_time_is_said_from_where_the_reader_stands(at: str, said: str) -> None:
    assert spoken_time(datetime.fromisoformat(at).replace(tzinfo=UTC), NOW, "Europe/London") == said


def test_today_is_the_readers_today() -> None:
    """Half past eleven at night in London is tomorrow in Paris."""
    at = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert spoken_time(at, NOW, "Europe/London") == "23:30 today"
    assert spoken_time(at, NOW, "Europe/Paris") == "00:30 tomorrow"


def test_a_dated_time_can_be_read_on_any_day() -> None:
    assert dated_time(datetime(2026, 11, 30, 10, 30, 40, tzinfo=UTC), "Europe/London") == (
        "Monday 30 November 2026, 10:30"
    )


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "less than a minute"),
        (59, "less than a minute"),
        (60, "1 minute"),
        (38 * 60 + 59, "38 minutes"),
        (3_600, "1 hour"),
        (7_500, "2 hours 5 minutes"),
        (86_400, "1 day"),
        (3 * 86_400, "3 days"),
        (3 * 86_400 + 3_600 + 60, "3 days 1 hour"),
        (86_400 + 60, "1 day"),
    ],
)
def test_a_duration_is_said_in_its_two_largest_units(seconds: int, said: str) -> None:
    assert spoken_duration(seconds) == said
    assert spoken_duration(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (30, "less than a working minute"),
        (38 * 60, "38 working minutes"),
        (7_500, "2 working hours 5 minutes"),
        (40 * 3_600, "40 working hours"),
    ],
)
def test_working_time_is_never_said_in_days(seconds: int, said: str) -> None:
    assert spoken_duration(seconds, working=True) == said
