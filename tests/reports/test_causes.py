"""What is said of a cause, and when it is said next, follows from what was promised and the time alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.errors import MoveRefused
from portal.reports.causes import Cause, CauseStep, next_word_by, require_open, step_of

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CAUSE = Cause(1, "The pump", "The pump is down.", "no-water", "mira", "mira", NOON, NOON, NOON + 4 * HOUR, None)


def test_the_next_word_comes_as_promised_unless_somebody_chooses_earlier() -> None:
    promised = NOON + 2 * HOUR
    assert next_word_by(promised, None, NOON) == promised
    assert next_word_by(promised, NOON + HOUR, NOON) == NOON + HOUR
    assert next_word_by(promised, promised, NOON) == promised


@pytest.mark.parametrize(
    ("promised", "chosen", "said"),
    [
        (NOON + HOUR, NOON + 2 * HOUR, "earlier than that"),
        (NOON + HOUR, NOON, "still ahead"),
        (None, None, "Say by when"),
        (None, NOON + 25 * HOUR, "within a day"),
    ],
)
def test_nothing_is_made_up_and_no_promise_is_stretched(
    promised: datetime | None, chosen: datetime | None, said: str
) -> None:
    with pytest.raises(MoveRefused, match=said):
        next_word_by(promised, chosen, NOON)


def test_people_hear_of_it_when_a_quarter_of_the_time_is_left_and_once_it_is_late() -> None:
    assert step_of(CAUSE, NOON + 3 * HOUR - timedelta(seconds=1)) is None
    assert step_of(CAUSE, NOON + 3 * HOUR) is CauseStep.SOON
    assert step_of(CAUSE, NOON + 4 * HOUR) is CauseStep.SOON, "due exactly now is in time"
    assert step_of(CAUSE, NOON + 4 * HOUR + timedelta(microseconds=1)) is CauseStep.LATE


def test_nothing_is_due_of_what_is_closed_or_for_the_team_alone() -> None:
    later = NOON + 9 * HOUR
    assert step_of(replace(CAUSE, closed_at=NOON), later) is None
    assert step_of(replace(CAUSE, sentence="", due_at=None), later) is None
    assert not replace(CAUSE, closed_at=NOON).is_late(later)
    assert not replace(CAUSE, closed_at=NOON).is_public


def test_a_closed_cause_takes_nothing_in() -> None:
    assert require_open(CAUSE) is CAUSE
    for none in (replace(CAUSE, closed_at=NOON), None):
        with pytest.raises(MoveRefused):
            require_open(none)
