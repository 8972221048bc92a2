"""An answer is shown as it was written, and is the first that stops the first-response clock."""

from datetime import timedelta

from portal.acts.answer import answer
from portal.acts.workplace import Workplace
from tests.workplaces import Clock, clocks_on, filling, reported, story


def test_the_answer_stops_the_first_response_and_starts_the_next_update_afresh(
    workplace: Workplace, clock: Clock
) -> None:
    report = reported(workplace)
    before = clocks_on(workplace, report)
    now = clock.pass_by(hours=1)
    answer(workplace, report.id, "mira", filling(), "I look at it.\nThen I ring you.")
    after = clocks_on(workplace, report)
    assert (after["first_response"].state, after["first_response"].stopped_at) == ("kept", now)
    assert after["next_update"].started_at == now
    assert after["next_update"].due_at >= before["next_update"].due_at
    assert after["resolution"].due_at == before["resolution"].due_at
    assert story(workplace, report)[-1].texts == {"answer": "I look at it.\nThen I ring you."}


def test_the_first_response_never_runs_twice(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    first = clock.pass_by(hours=1)
    answer(sqlite_workplace, report.id, "mira", filling(), "One.")
    clock.pass_by(days=2)
    answer(sqlite_workplace, report.id, "mira", filling(), "Two.")
    assert clocks_on(sqlite_workplace, report)["first_response"].stopped_at == first


def test_an_answer_after_the_due_time_does_not_undo_the_miss(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    clock.pass_by(hours=4, seconds=1)
    answer(sqlite_workplace, report.id, "mira", filling(), "Late.")
    assert clocks_on(sqlite_workplace, report)["first_response"].state == "missed"


def test_an_answer_exactly_when_it_is_due_is_in_time(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    clock.now += timedelta(hours=4)
    answer(sqlite_workplace, report.id, "mira", filling(), "Just.")
    assert clocks_on(sqlite_workplace, report)["first_response"].state == "kept"
