"""A duty rests as long as it is told to, whatever becomes of the clock."""

from datetime import timedelta

from portal.upkeep.pace import Pace
from tests.workplaces import NOON

MINUTE = timedelta(minutes=1)


def test_a_duty_waits_for_its_time_and_no_longer() -> None:
    pace = Pace()
    assert pace.has_come("watch", NOON)
    pace.wait("watch", NOON, MINUTE)
    assert not pace.has_come("watch", NOON + MINUTE / 2)
    assert pace.has_come("watch", NOON + MINUTE)
    assert pace.has_come("keep", NOON)


def test_a_duty_without_rest_is_done_each_round() -> None:
    pace = Pace()
    pace.wait("watch", NOON, timedelta())
    assert pace.has_come("watch", NOON)


def test_a_clock_that_was_set_back_keeps_no_duty_waiting() -> None:
    pace = Pace()
    pace.wait("watch", NOON, MINUTE)
    assert pace.has_come("watch", NOON - timedelta(hours=1))
