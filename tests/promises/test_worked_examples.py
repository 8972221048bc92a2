"""The example on a commitment's page comes from the same arithmetic as the clock."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import NoHoursLeft
from portal.promises.calendars import parse_calendar
from portal.promises.worked_examples import worked_example
from tests.promises.promised import at, promise

NIGHTS = parse_calendar({"time_zone": "Europe/London", "hours": {"mon": [["22:00", "06:00"]]}})


@pytest.mark.parametrize(
    ("indicator", "target", "now", "text"),
    [
        (
            "first_response",
            "2 working hours",
            "26 11:00",
            "Report on Friday at 16:30, and a person answers by Monday 10:30",
        ),
        (
            "first_response",
            "10 working minutes",
            "23 11:00",
            "Report on Tuesday at 16:30, and a person answers by 16:40 the same day",
        ),
        (
            "next_update",
            "1 working day",
            "27 11:00",
            "Report on Monday at 16:30, and you hear from us again by Tuesday 17:00",
        ),
        ("resolution", "3 days", "23 11:00", "Report on Tuesday at 16:30, and it is settled by Friday 16:30"),
        (
            "resolution",
            "10 working days",
            "23 11:00",
            "Report on Tuesday at 16:30, and it is settled by Tuesday 8 December, 17:00",
        ),
    ],
)
def test_the_example_is_late_on_the_coming_working_day(indicator: str, target: str, now: str, text: str) -> None:
    commitment = promise(indicator, target)
    example = worked_example(commitment, at(now))
    assert example.text == text
    assert example.due_at == commitment.due_at(example.received_at)


@given(st.integers(0, 20 * 1440))
def test_the_example_stands_until_it_says_it_changes(minutes: int) -> None:
    now = at("1 00:00") + timedelta(minutes=minutes)
    for commitment in (
        promise("first_response", "2 working hours"),
        promise("first_response", "2 working hours", calendar=NIGHTS),
        promise("first_response", "2 hours"),
    ):
        example = worked_example(commitment, now)
        assert now < example.changes_at <= example.received_at
        assert worked_example(commitment, example.changes_at - timedelta(seconds=1)) == example
        assert worked_example(commitment, example.changes_at) != example


def test_a_calendar_that_never_opens_has_no_example() -> None:
    closed = parse_calendar({"time_zone": "UTC", "hours": {}})
    with pytest.raises(NoHoursLeft):
        worked_example(promise("first_response", "2 working hours", calendar=closed), at("23 10:00"))
