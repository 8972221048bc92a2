"""The sentences of DESIGN §5 about clocks, a test each."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.errors import PromiseError
from portal.promises.clock_events import ClockEvent, EventKind, VoidReason
from portal.promises.clocks import State, clock_state, left_s
from portal.promises.commitments import CommitmentVersion
from portal.promises.targets import parse_target
from tests.promises.promised import ZONE, at, events, promise

RESPONSE = promise("first_response", "4 hours")
UPDATE = promise("next_update", "4 hours")
RESOLUTION = promise("resolution", "3 days")
RESOLUTION_HOURS = promise("resolution", "16 working hours")
REOPEN = parse_target("14 days")


# "A clock's state is a pure function of (commitment version, calendar version, timeline, now)."


def test_what_happens_after_now_is_not_known_yet() -> None:
    said = events("23 10:00 received", "23 11:00 answered")
    assert clock_state(RESPONSE, said, at("23 10:30")).state is State.RUNNING
    assert clock_state(RESPONSE, said, at("23 11:00")).state is State.KEPT


def test_the_order_in_which_events_are_handed_in_does_not_matter() -> None:
    said = events("23 10:00 received", "23 11:00 waiting_started", "24 10:00 customer_wrote", "24 12:00 resolved")
    assert clock_state(RESOLUTION, said[::-1], at("30 10:00")) == clock_state(RESOLUTION, said, at("30 10:00"))


def test_a_clock_needs_its_receipt() -> None:
    with pytest.raises(PromiseError, match="received"):
        clock_state(RESPONSE, events("23 11:00 answered"), at("23 12:00"))


def test_an_indicator_that_nobody_knows_runs_no_clock() -> None:
    with pytest.raises(PromiseError, match="smiles"):
        clock_state(promise("smiles", "4 hours"), events("23 10:00 received"), at("23 12:00"))


# first_response


def test_receipt_is_arrival() -> None:
    state = clock_state(RESPONSE, events("23 10:00 received"), at("23 12:00"))
    assert (state.started_at, state.due_at, state.stopped_at) == (at("23 10:00"), at("23 14:00"), None)
    assert state.state is State.RUNNING
    assert state.is_running


@pytest.mark.parametrize("entry", ["answered", "resolved", "declined", "waiting_started"])
def test_first_response_stops_at_the_first_public_entry_written_by_a_person(entry: str) -> None:
    said = events("23 10:00 received", f"23 11:00 {entry}", "23 12:00 answered")
    state = clock_state(RESPONSE, said, at("23 13:00"))
    assert (state.state, state.stopped_at) == (State.KEPT, at("23 11:00"))


@pytest.mark.parametrize("entry", ["lapsed", "reopened"])
def test_what_no_person_of_the_staff_wrote_never_stops_first_response(entry: str) -> None:
    state = clock_state(RESPONSE, events("23 10:00 received", f"23 11:00 {entry}"), at("23 12:00"))
    assert state.state is State.RUNNING


def test_a_customer_who_chases_does_not_restart_first_response() -> None:
    said = events("23 10:00 received", "23 11:00 customer_wrote", "23 13:00 customer_wrote")
    state = clock_state(RESPONSE, said, at("23 13:30"))
    assert (state.state, state.due_at) == (State.RUNNING, at("23 14:00"))


def test_first_response_never_runs_twice() -> None:
    said = events("23 10:00 received", "23 11:00 resolved", "24 10:00 reopened")
    state = clock_state(RESPONSE, said, at("30 10:00"))
    assert (state.state, state.stopped_at) == (State.KEPT, at("23 11:00"))


def test_load_never_pauses_a_clock_and_waiting_does_not_pause_first_response() -> None:
    said = events("23 10:00 received", "23 15:00 waiting_started", "24 10:00 customer_wrote")
    state = clock_state(RESPONSE, said, at("24 12:00"))
    assert (state.state, state.due_at, state.paused_s) == (State.MISSED, at("23 14:00"), 0)


# next_update


def test_next_update_starts_at_receipt() -> None:
    state = clock_state(UPDATE, events("23 10:00 received"), at("23 11:00"))
    assert (state.started_at, state.due_at) == (at("23 10:00"), at("23 14:00"))


def test_next_update_restarts_in_full_at_each_public_entry_written_by_staff() -> None:
    said = events("23 10:00 received", "23 13:00 answered", "23 16:00 answered")
    state = clock_state(UPDATE, said, at("23 17:00"))
    assert (state.state, state.started_at, state.due_at) == (State.RUNNING, at("23 16:00"), at("23 20:00"))
    assert [run.stopped_at for run in state.runs] == [at("23 13:00"), at("23 16:00"), None]


def test_next_update_does_not_restart_when_the_customer_writes() -> None:
    said = events("23 10:00 received", "23 13:00 customer_wrote")
    assert clock_state(UPDATE, said, at("23 13:30")).due_at == at("23 14:00")


@pytest.mark.parametrize("outcome", ["resolved", "declined", "lapsed"])
def test_next_update_ends_with_the_outcome(outcome: str) -> None:
    said = events("23 10:00 received", f"23 13:00 {outcome}", "23 20:00 answered")
    state = clock_state(UPDATE, said, at("30 10:00"))
    assert (state.state, state.stopped_at, len(state.runs)) == (State.KEPT, at("23 13:00"), 1)


def test_next_update_rests_while_we_wait_for_the_customer() -> None:
    said = events("23 10:00 received", "23 13:00 waiting_started")
    resting = clock_state(UPDATE, said, at("26 10:00"))
    assert (resting.state, resting.stopped_at, resting.is_running) == (State.PAUSED, None, False)
    resumed = clock_state(UPDATE, [*said, *events("26 10:00 customer_wrote")], at("26 11:00"))
    assert (resumed.state, resumed.due_at) == (State.RUNNING, at("26 14:00"))


def test_next_update_rests_on_after_an_update_given_while_we_wait() -> None:
    said = events("23 10:00 received", "23 13:00 waiting_started", "23 15:00 answered")
    assert clock_state(UPDATE, said, at("25 10:00")).state is State.PAUSED
    resumed = clock_state(UPDATE, [*said, *events("25 10:00 customer_wrote")], at("25 10:00"))
    assert resumed.due_at == at("25 14:00")
    assert resumed.runs[0].pauses == ()
    assert resumed.runs[1].pauses == ((at("23 13:00"), at("23 15:00")),)


def test_one_missed_run_misses_next_update_for_good_while_the_next_run_goes_on() -> None:
    said = events("23 10:00 received", "23 15:00 answered", "23 16:00 answered", "23 17:00 resolved")
    before_the_end = clock_state(UPDATE, said, at("23 16:30"))
    assert (before_the_end.state, before_the_end.missed_at) == (State.MISSED, at("23 14:00"))
    assert (before_the_end.due_at, before_the_end.stopped_at, before_the_end.is_running) == (
        at("23 20:00"),
        None,
        True,
    )
    ended = clock_state(UPDATE, said, at("30 10:00"))
    assert (ended.state, ended.counts_at, ended.stopped_at) == (State.MISSED, at("23 14:00"), at("23 17:00"))


def test_next_update_restarts_in_full_at_reopening() -> None:
    said = events("23 10:00 received", "23 11:00 resolved", "26 10:00 reopened")
    state = clock_state(UPDATE, said, at("26 11:00"))
    assert (state.state, state.started_at, state.due_at) == (State.RUNNING, at("26 10:00"), at("26 14:00"))
    assert state.outcome is None


# resolution


@pytest.mark.parametrize("outcome", ["resolved", "declined"])
def test_resolution_ends_when_the_report_is_resolved_or_declined_and_the_two_are_told_apart(outcome: str) -> None:
    said = events("23 10:00 received", "24 10:00 answered", f"25 10:00 {outcome}")
    state = clock_state(RESOLUTION, said, at("28 10:00"))
    assert (state.state, state.stopped_at, state.outcome) == (State.KEPT, at("25 10:00"), EventKind(outcome))


def test_resolution_pauses_only_while_we_wait_for_the_customer() -> None:
    said = events("23 10:00 received", "24 10:00 waiting_started")
    paused = clock_state(RESOLUTION, said, at("27 10:00"))
    assert (paused.state, paused.paused_s) == (State.PAUSED, 3 * 86_400)
    assert paused.due_at == at("29 10:00")


def test_the_pause_is_added_to_the_due_time_in_elapsed_time() -> None:
    said = events("23 10:00 received", "24 10:00 waiting_started", "25 16:00 customer_wrote")
    state = clock_state(RESOLUTION, said, at("26 10:00"))
    assert (state.due_at, state.paused_s) == (at("27 16:00"), 30 * 3_600)
    assert state.pauses == ((at("24 10:00"), at("25 16:00")),)


def test_the_pause_is_added_to_the_due_time_in_working_time() -> None:
    """16 working hours from Monday 10:00 are due on Wednesday 10:00; Monday 16:00 to Tuesday 10:00 adds two."""
    said = events("23 10:00 received", "23 16:00 waiting_started", "24 10:00 customer_wrote")
    state = clock_state(RESOLUTION_HOURS, said, at("24 11:00"))
    assert (state.due_at, state.paused_s) == (at("25 12:00"), 2 * 3_600)


def test_a_clock_is_never_missed_while_it_is_paused_in_time() -> None:
    said = events("23 10:00 received", "23 16:00 waiting_started")
    for day in range(24, 31):
        assert clock_state(RESOLUTION_HOURS, said, at(f"{day} 12:00")).state is State.PAUSED


def test_a_pause_that_begins_exactly_at_a_due_time_that_is_a_close_is_not_missed_until_it_ends() -> None:
    """16 working hours from Monday 09:00 are over at Tuesday's close, when nobody's time passes any more."""
    said = events("23 09:00 received", "24 17:00 waiting_started")
    for now in ("24 17:00", "24 18:00", "25 08:59", "25 10:00", "25 17:00", "25 18:00", "30 12:00"):
        assert clock_state(RESOLUTION_HOURS, said, at(now)).state is State.PAUSED, now
    said += events("25 20:00 customer_wrote")
    late = clock_state(RESOLUTION_HOURS, said, at("25 20:01"))
    assert (late.state, late.missed_at) == (State.MISSED, at("25 20:00"))


def test_a_wait_one_second_after_a_due_time_that_is_a_close_is_too_late() -> None:
    said = [*events("23 09:00 received"), ClockEvent(at("24 17:00") + timedelta(seconds=1), EventKind.WAITING_STARTED)]
    late = clock_state(RESOLUTION_HOURS, said, at("24 18:00"))
    assert (late.state, late.missed_at) == (State.MISSED, at("24 17:00"))


def test_a_report_reopened_after_an_outcome_exactly_at_a_close_was_not_late_before() -> None:
    said = events("23 09:00 received", "24 17:00 resolved", "24 20:00 reopened")
    state = clock_state(RESOLUTION_HOURS, said, at("24 20:01"), reopen_within=REOPEN)
    assert (state.state, state.missed_at) == (State.MISSED, at("24 20:00"))


def test_the_pause_ends_at_any_message_written_by_the_customer() -> None:
    said = events("23 10:00 received", "23 12:00 waiting_started", "23 13:00 customer_wrote", "23 15:00 customer_wrote")
    state = clock_state(RESOLUTION, said, at("24 10:00"))
    assert (state.state, state.paused_s) == (State.RUNNING, 3_600)


def test_automatic_replies_resume_nothing() -> None:
    """An automatic reply is no event; nor does an entry of our own end the wait."""
    said = events("23 10:00 received", "23 12:00 waiting_started", "23 13:00 answered")
    assert clock_state(RESOLUTION, said, at("24 10:00")).state is State.PAUSED


def test_a_pause_has_a_limit_of_14_days_then_the_outcome_lapsed_which_is_not_a_resolution() -> None:
    said = events("1 10:00 received", "2 10:00 waiting_started")
    assert clock_state(RESOLUTION, said, at("16 09:59")).state is State.PAUSED
    lapsed = clock_state(RESOLUTION, said, at("16 10:00"))
    assert (lapsed.state, lapsed.outcome, lapsed.stopped_at) == (State.LAPSED, EventKind.LAPSED, at("16 10:00"))
    assert not lapsed.was_kept
    in_time = events("1 10:00 received", "1 12:00 waiting_started")
    assert clock_state(UPDATE, in_time, at("16 10:00")).state is State.KEPT


def test_the_limit_of_a_pause_can_be_shorter() -> None:
    said = events("1 10:00 received", "2 10:00 waiting_started", limit_days=3)
    assert clock_state(RESOLUTION, said, at("5 10:00")).stopped_at == at("5 10:00")


def test_a_lapse_recorded_late_stands_at_its_limit() -> None:
    said = events("1 10:00 received", "2 10:00 waiting_started", "16 18:00 lapsed")
    assert clock_state(RESOLUTION, said, at("20 10:00")).stopped_at == at("16 10:00")


def test_a_second_reason_to_wait_does_not_move_the_limit() -> None:
    said = events("1 10:00 received", "2 10:00 waiting_started", "10 10:00 waiting_started")
    assert clock_state(RESOLUTION, said, at("16 10:00")).stopped_at == at("16 10:00")


def test_an_answer_after_an_unnoticed_lapse_leaves_no_run_that_ends_before_it_began() -> None:
    said = events("1 10:00 received", "2 10:00 waiting_started", "17 10:00 answered")
    state = clock_state(UPDATE, said, at("18 10:00"))
    assert all(run.stopped_at is None or run.stopped_at >= run.started_at for run in state.runs)


def test_a_message_after_an_unnoticed_lapse_resumes_the_clock() -> None:
    said = events("1 10:00 received", "2 10:00 waiting_started", "17 10:00 customer_wrote")
    state = clock_state(RESOLUTION, said, at("18 10:00"))
    assert (state.state, state.paused_s) == (State.RUNNING, 15 * 86_400)


def test_a_wait_after_the_due_time_saves_nothing() -> None:
    said = events("1 10:00 received", "5 10:00 waiting_started", "6 10:00 customer_wrote")
    state = clock_state(RESOLUTION, said, at("6 11:00"))
    assert (state.state, state.missed_at) == (State.MISSED, at("4 10:00"))


# Reopening


def test_the_time_from_outcome_to_reopening_counts_as_a_pause() -> None:
    said = events("1 10:00 received", "2 10:00 resolved", "7 10:00 reopened")
    state = clock_state(RESOLUTION, said, at("8 10:00"), reopen_within=REOPEN)
    assert (state.state, state.due_at, state.stopped_at) == (State.RUNNING, at("9 10:00"), None)
    assert state.counts_at is None


def test_a_kept_resolution_is_provisional_until_the_reopen_window_ends() -> None:
    said = events("1 10:00 received", "2 10:00 resolved")
    assert clock_state(RESOLUTION, said, at("16 10:00"), reopen_within=REOPEN).state is State.KEPT_PROVISIONALLY
    assert clock_state(RESOLUTION, said, at("16 10:01"), reopen_within=REOPEN).state is State.KEPT
    assert clock_state(RESPONSE, said, at("28 10:00"), reopen_within=REOPEN).state is State.MISSED


def test_only_resolution_is_kept_provisionally() -> None:
    said = events("23 10:00 received", "23 11:00 resolved")
    assert clock_state(RESPONSE, said, at("23 12:00"), reopen_within=REOPEN).state is State.KEPT
    assert clock_state(UPDATE, said, at("23 12:00"), reopen_within=REOPEN).state is State.KEPT


def test_a_reopened_report_that_is_resolved_in_time_is_kept_with_its_last_stop() -> None:
    said = events("1 10:00 received", "2 10:00 resolved", "7 10:00 reopened", "8 10:00 declined")
    state = clock_state(RESOLUTION, said, at("28 10:00"), reopen_within=REOPEN)
    assert (state.state, state.stopped_at, state.outcome) == (State.KEPT, at("8 10:00"), EventKind.DECLINED)


def test_a_reopened_report_can_still_be_missed_and_a_miss_is_not_undone_by_reopening() -> None:
    said = events("1 10:00 received", "2 10:00 resolved", "7 10:00 reopened")
    assert clock_state(RESOLUTION, said, at("9 10:01")).missed_at == at("9 10:00")
    late = events("1 10:00 received", "5 10:00 resolved", "7 10:00 reopened")
    state = clock_state(RESOLUTION, late, at("7 11:00"))
    assert (state.state, state.missed_at) == (State.MISSED, at("4 10:00"))


# Counting


def test_past_its_due_time_it_is_missed_now_not_when_the_report_closes() -> None:
    said = events("23 10:00 received")
    assert clock_state(RESPONSE, said, at("23 14:00")).state is State.RUNNING
    missed = clock_state(RESPONSE, said, at("23 14:00") + timedelta(microseconds=1))
    assert (missed.state, missed.counts_at, missed.stopped_at) == (State.MISSED, at("23 14:00"), None)
    assert missed.is_running


def test_an_answer_exactly_at_the_due_time_keeps_the_promise() -> None:
    said = events("23 10:00 received", "23 14:00 answered")
    assert clock_state(RESPONSE, said, at("24 10:00")).state is State.KEPT


def test_a_miss_is_final() -> None:
    said = events("23 10:00 received", "23 14:01 answered")
    state = clock_state(RESPONSE, said, at("24 10:00"))
    assert (state.state, state.stopped_at, state.counts_at) == (State.MISSED, at("23 14:01"), at("23 14:00"))


def test_a_clock_counts_in_the_month_in_which_it_stopped_or_fell_due_whichever_came_first() -> None:
    kept = clock_state(RESPONSE, events("30 22:00 received", "30 23:59 answered"), at("30 23:59"))
    assert kept.counts_in(ZONE) == "2026-11"
    missed = clock_state(RESPONSE, events("30 22:00 received"), at("30 22:00") + timedelta(days=3))
    assert missed.counts_in(ZONE) == "2026-12"
    assert clock_state(RESPONSE, events("30 22:00 received"), at("30 23:00")).counts_in(ZONE) is None
    assert kept.counts_in("Pacific/Auckland") == "2026-12"


@pytest.mark.parametrize("reason", list(VoidReason))
def test_a_report_is_voided_before_its_due_time_for_any_reason(reason: VoidReason) -> None:
    said = events("23 10:00 received", "23 12:00 voided", reason=reason)
    state = clock_state(RESPONSE, said, at("24 10:00"))
    assert (state.state, state.stopped_at, state.counts_at) == (State.VOIDED, at("23 12:00"), at("23 12:00"))


def test_a_withdrawn_report_is_voided() -> None:
    said = events("23 10:00 received", "23 14:00 withdrawn")
    assert clock_state(RESPONSE, said, at("24 10:00")).state is State.VOIDED
    assert clock_state(UPDATE, said, at("24 10:00")).state is State.VOIDED
    assert clock_state(RESOLUTION, said, at("30 10:00")).state is State.VOIDED


@pytest.mark.parametrize("reason", [VoidReason.TEST, VoidReason.DUPLICATE])
def test_after_the_due_time_only_spam_voids(reason: VoidReason) -> None:
    late = events("23 10:00 received", "23 15:00 voided", reason=reason)
    state = clock_state(RESPONSE, late, at("24 10:00"))
    assert (state.state, state.stopped_at, state.is_running) == (State.MISSED, at("23 15:00"), False)
    withdrawn = events("23 10:00 received", "23 15:00 withdrawn")
    assert clock_state(RESPONSE, withdrawn, at("24 10:00")).state is State.MISSED
    spam = events("23 10:00 received", "23 15:00 voided", reason=VoidReason.SPAM)
    voided = clock_state(RESPONSE, spam, at("24 10:00"))
    assert (voided.state, voided.counts_at) == (State.VOIDED, at("23 14:00"))


def test_a_promise_kept_long_before_a_late_withdrawal_stays_kept() -> None:
    said = events("23 10:00 received", "23 11:00 answered", "24 10:00 withdrawn")
    state = clock_state(RESPONSE, said, at("25 10:00"))
    assert (state.state, state.stopped_at) == (State.KEPT, at("23 11:00"))


def test_spam_found_after_a_withdrawal_still_voids() -> None:
    said = events("23 10:00 received", "23 15:00 withdrawn", "24 10:00 voided", reason=VoidReason.SPAM)
    assert clock_state(RESPONSE, said, at("25 10:00")).state is State.VOIDED


def test_one_missed_update_keeps_a_withdrawn_report_in_the_count() -> None:
    said = events("23 10:00 received", "23 15:00 answered", "23 16:00 withdrawn")
    assert clock_state(UPDATE, said, at("24 10:00")).state is State.MISSED


# What is left


def test_what_is_left_is_told_in_the_targets_own_kind_of_time() -> None:
    friday = at("27 16:30")
    assert left_s(promise("first_response", "4 working hours"), at("30 10:30"), friday) == 2 * 3_600
    assert left_s(RESPONSE, at("27 20:30"), friday) == 4 * 3_600
    assert left_s(RESPONSE, at("27 16:00"), friday) == -1_800


# Any sequence at all


KINDS = st.sampled_from([kind for kind in EventKind if kind is not EventKind.RECEIVED])
SEQUENCES = st.lists(st.tuples(st.integers(0, 40 * 24), KINDS, st.sampled_from(VoidReason)), max_size=12)


@settings(max_examples=300, deadline=None)
@given(SEQUENCES, st.sampled_from([RESPONSE, UPDATE, RESOLUTION, RESOLUTION_HOURS]))
def test_a_miss_is_final_unless_it_was_spam(
    drawn: list[tuple[int, EventKind, VoidReason]], commitment: CommitmentVersion
) -> None:
    """Walk through any events in order: what was missed once stays missed, and the runs never go backward."""
    received = at("1 10:00")
    said = [ClockEvent(received, EventKind.RECEIVED)] + [
        ClockEvent(received + timedelta(hours=hours), kind, reason=reason if kind is EventKind.VOIDED else None)
        for hours, kind, reason in drawn
    ]
    missed = False
    for days in range(60):
        state = clock_state(commitment, said, received + timedelta(days=days), reopen_within=REOPEN)
        assert all((run.stopped_at or run.due_at) >= run.started_at for run in state.runs)
        assert not missed or state.state in (State.MISSED, State.VOIDED)
        assert (state.state is State.MISSED) == (state.missed_at is not None)
        assert (state.counts_at is None) == (state.state in (State.RUNNING, State.PAUSED))
        missed = state.state is State.MISSED
