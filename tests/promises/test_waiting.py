"""A wait has a reminder halfway and a limit. DESIGN §5."""

from datetime import timedelta

from portal.promises.waiting import Wait
from tests.promises.promised import ZONE, at, events


def test_the_reminder_comes_halfway_and_the_limit_after_14_days() -> None:
    wait = Wait.of(events("2 10:00 waiting_started")[0], ZONE)
    assert (wait.reminder_at, wait.lapses_at) == (at("9 10:00"), at("16 10:00"))


def test_the_days_of_a_wait_keep_the_wall_time_when_clocks_change() -> None:
    started = events("2 10:00 waiting_started")[0]
    in_october = type(started)(at("1 10:00") - timedelta(days=10, hours=1), started.kind)
    assert Wait.of(in_october, ZONE).lapses_at == at("5 10:00")
