"""Clocks of promises to the team: one run, from what begins it to what fulfils it."""

import pytest

from portal.promises.clocks import State, clock_state
from tests.promises.promised import at, events, promise

TEAM = ("lead_answer", "break_taken", "training_current")


@pytest.mark.parametrize("indicator", TEAM)
def test_it_is_kept_exactly_at_its_due_time_and_missed_a_moment_later(indicator: str) -> None:
    version = promise(indicator, "30 minutes")
    kept = clock_state(version, events("23 10:00 received", "23 10:30 fulfilled"), at("23 12:00"))
    missed = clock_state(version, events("23 10:00 received", "23 10:31 fulfilled"), at("23 12:00"))
    assert (kept.state, missed.state) == (State.KEPT, State.MISSED)
    assert missed.counts_at == at("23 10:30")


@pytest.mark.parametrize("indicator", TEAM)
def test_past_its_due_time_it_is_missed_now(indicator: str) -> None:
    state = clock_state(promise(indicator, "30 minutes"), events("23 10:00 received"), at("23 10:31"))
    assert (state.state, state.is_running) == (State.MISSED, True)


def test_nothing_that_is_written_to_a_customer_fulfils_a_promise_to_the_team() -> None:
    said = events("23 10:00 received", "23 10:10 answered", "23 10:20 resolved")
    assert clock_state(promise("lead_answer", "30 minutes"), said, at("23 10:25")).state is State.RUNNING


def test_what_is_withdrawn_in_time_counts_for_nothing_and_later_it_stays_missed() -> None:
    version = promise("lead_answer", "30 minutes")
    assert clock_state(version, events("23 10:00 received", "23 10:30 withdrawn"), at("23 12:00")).state is State.VOIDED
    assert clock_state(version, events("23 10:00 received", "23 10:31 withdrawn"), at("23 12:00")).state is State.MISSED
