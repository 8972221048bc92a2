"""What is left of a promise is said in its own kind of time; what is late is late in real time."""

import pytest

from portal.promises.time_left import Urgency, resting, time_left
from tests.promises.promised import at, promise

WORKING = promise("first_response", "4 working hours")
ELAPSED = promise("resolution", "3 days")


@pytest.mark.parametrize(
    ("due", "now", "urgency", "words"),
    [
        ("23 15:00", "23 14:22", Urgency.IN_TIME, "due in 38 working minutes"),
        ("23 15:00", "23 13:00", Urgency.IN_TIME, "due in 2 working hours"),
        ("23 15:00", "23 13:10", Urgency.IN_TIME, "due in 1 working hour 50 minutes"),
        ("23 15:00", "23 12:10", Urgency.IN_TIME, "due in 2 working hours"),
        ("25 15:00", "23 12:10", Urgency.IN_TIME, "due in 18 working hours"),
        ("24 09:20", "23 16:42", Urgency.IN_TIME, "due in 38 working minutes"),
        ("24 09:20", "23 20:00", Urgency.AT_RISK, "due in 20 working minutes"),
        ("23 15:00", "23 15:00", Urgency.AT_RISK, "due in less than a working minute"),
        ("23 15:00", "23 15:20", Urgency.LATE, "late by 20 minutes"),
        ("23 16:50", "24 09:00", Urgency.LATE, "late by 16 hours"),
    ],
)
def test_working_time_is_counted_in_the_calendar(due: str, now: str, urgency: Urgency, words: str) -> None:
    left = time_left(WORKING, at(due), at(now))
    assert (left.urgency, left.words) == (urgency, words)


def test_elapsed_time_is_counted_as_it_passes() -> None:
    left = time_left(ELAPSED, at("28 12:00"), at("25 09:00"))
    assert (left.urgency, left.words) == (Urgency.IN_TIME, "due in 3 days")


def test_a_promise_that_rests_says_for_what() -> None:
    assert (resting().urgency, resting().words) == (Urgency.RESTS, "rests: we wait for the customer")


@pytest.mark.parametrize(
    ("now", "words"),
    [("23 13:00", "2 working hours left"), ("23 15:20", "late by 20 minutes")],
)
def test_it_can_stand_after_the_due_time(now: str, words: str) -> None:
    assert time_left(WORKING, at("23 15:00"), at(now)).after_due == words
