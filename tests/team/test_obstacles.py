"""What is in the way: where it stands, and what a clock on the lead's answer reads of it."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.promises.clock_events import EventKind
from portal.team.obstacles import Obstacle, Standing, Turn, TurnKind, events_of_question

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def turns(*kinds: str) -> list[Turn]:
    """An hour apart, from noon on, numbered from 1."""
    return [Turn(NOON + timedelta(hours=place), TurnKind(kind), id=place + 1) for place, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    ("kinds", "standing"),
    [
        (("raised",), Standing.WAITS),
        (("raised", "answered"), Standing.ANSWERED),
        (("raised", "answered", "done"), Standing.DONE),
        (("raised", "done", "still_there"), Standing.WAITS),
        (("raised", "done", "out_of_the_way"), Standing.OUT_OF_THE_WAY),
        (("raised", "taken_back"), Standing.TAKEN_BACK),
    ],
)
def test_it_stands_where_the_last_turn_left_it(kinds: tuple[str, ...], standing: Standing) -> None:
    obstacle = Obstacle(1, "mira", "The exchange drops us.", "", None, turns(*kinds))
    assert obstacle.standing is standing
    assert obstacle.is_open == (standing not in (Standing.OUT_OF_THE_WAY, Standing.TAKEN_BACK))


def test_a_question_ends_with_the_first_answer_and_the_next_question_has_its_own() -> None:
    told = turns("raised", "answered", "done", "still_there", "done")
    assert [(each.kind, each.at.hour) for each in events_of_question(told, 1)] == [
        (EventKind.RECEIVED, 12),
        (EventKind.FULFILLED, 13),
    ]
    assert [(each.kind, each.at.hour) for each in events_of_question(told, 4)] == [
        (EventKind.RECEIVED, 15),
        (EventKind.FULFILLED, 16),
    ]


def test_what_is_taken_back_before_an_answer_is_withdrawn() -> None:
    assert [each.kind for each in events_of_question(turns("raised", "taken_back"), 1)] == [
        EventKind.RECEIVED,
        EventKind.WITHDRAWN,
    ]


def test_a_question_that_was_never_asked_has_no_events() -> None:
    assert events_of_question(turns("raised"), 7) == []
