"""Much at once is one mail: what can wait waits a little, what cannot takes it along, and nothing becomes a flood."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.notices.digests import ALWAYS_SENT, GATHERED, PAUSE, SEVERAL, goes_at
from portal.notices.messages import MESSAGES

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_the_first_word_goes_at_once() -> None:
    assert goes_at({"effort_logged"}, [], NOON) == NOON


def test_a_second_one_soon_after_waits_until_ten_minutes_have_passed() -> None:
    sent = [("effort_logged", NOON - minutes(4))]
    assert goes_at({"effort_logged", "handed_over"}, sent, NOON) == NOON + minutes(6)
    assert goes_at({"effort_logged"}, [("answered", NOON - PAUSE)], NOON) == NOON


@pytest.mark.parametrize("message", ["answered", "resolved", "declined", "waiting", "heard", "missed", "lapsed"])
def test_an_answer_an_outcome_a_miss_and_a_question_never_wait_and_take_the_rest_along(message: str) -> None:
    sent = [("effort_logged", NOON - minutes(1))]
    assert goes_at({"effort_logged", message}, sent, NOON) == NOON


def test_the_acknowledgement_makes_nothing_wait() -> None:
    assert goes_at({"effort_logged"}, [("received", NOON - minutes(1))], NOON) == NOON


def test_beyond_the_limits_everything_waits_until_there_is_room() -> None:
    """Ten mails in ten minutes are enough of a loop between two machines; the eleventh holds what has come since."""
    sent = [("answered", NOON - minutes(9) + minutes(number / 2)) for number in range(10)]
    assert goes_at({"answered"}, sent, NOON) == NOON + minutes(1)
    assert goes_at({"answered"}, sent[1:], NOON) == NOON
    assert goes_at({"answered"}, sent, NOON + minutes(1)) == NOON + minutes(1)


def test_a_mail_sent_by_a_clock_that_ran_ahead_holds_nothing_up() -> None:
    assert goes_at({"effort_logged"}, [("answered", NOON + timedelta(days=1))], NOON) == NOON


def test_what_was_asked_for_is_never_part_of_another_mail() -> None:
    assert GATHERED.isdisjoint(ALWAYS_SENT | {SEVERAL})
    assert {"answered", "effort_logged", "missed"} <= GATHERED
    assert MESSAGES.keys() >= ALWAYS_SENT
    assert all(MESSAGES[name].recipient_kind == "customer" for name in GATHERED)
