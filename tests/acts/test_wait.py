"""Waiting for the customer has a public reason, rests the promises, is reminded of halfway, and ends by itself."""

from datetime import timedelta

from portal.acts.customer_writes import customer_writes
from portal.acts.listen import correct_heard, say_what_i_heard
from portal.acts.wait import wait_for_customer, watch_waiting
from portal.acts.workplace import Workplace
from portal.reports.report import Report, Status
from portal.reports.timeline import Kind
from portal.store.reports import report_by_id
from tests.workplaces import Clock, clocks_on, filling, kinds, reported, story, told


def asked(workplace: Workplace, days: int = 14) -> Report:
    report = reported(workplace)
    wait_for_customer(workplace, report.id, "mira", filling(), reason="Which tap is it?", days=days)
    told(workplace)
    return report


def status(workplace: Workplace, report: Report) -> Status:
    with workplace.store.reading() as conn:
        found = report_by_id(conn, report.id)
    assert found is not None
    return found.status


def test_asking_rests_the_resolution_and_the_next_word_and_counts_as_the_first_reply(workplace: Workplace) -> None:
    report = asked(workplace)
    states = {indicator: clock.state for indicator, clock in clocks_on(workplace, report).items()}
    assert states == {"first_response": "kept", "next_update": "paused", "resolution": "paused"}
    waiting = story(workplace, report)[-1]
    assert (waiting.kind, waiting.public, waiting.texts["reason"]) == (Kind.WAITING, True, "Which tap is it?")
    assert status(workplace, report) is Status.WAITING


def test_a_word_from_the_customer_ends_the_wait_and_adds_the_pause_to_the_due_time(
    workplace: Workplace, clock: Clock
) -> None:
    report = asked(workplace)
    due_at = clocks_on(workplace, report)["resolution"].due_at
    clock.pass_by(days=1)
    customer_writes(workplace, report.id, filling(), "The one in the kitchen.")
    resolution = clocks_on(workplace, report)["resolution"]
    assert status(workplace, report) is Status.OPEN
    assert (resolution.state, (resolution.due_at - due_at).days) == ("running", 1)


def test_a_correction_of_what_was_heard_ends_a_wait_too(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    say_what_i_heard(workplace, report.id, "mira", filling(), "The kitchen tap is dry.")
    heard = story(workplace, report)[-1]
    wait_for_customer(workplace, report.id, "mira", filling(), reason="Is that right?", days=14)
    assert heard.id is not None
    correct_heard(workplace, report.id, filling(), heard.id, "No, the bath.")
    assert status(workplace, report) is Status.OPEN
    assert clocks_on(workplace, report)["resolution"].state == "running"


def test_halfway_the_customer_is_reminded_once(workplace: Workplace, clock: Clock) -> None:
    report = asked(workplace, days=4)
    clock.pass_by(days=1, hours=23)
    watch_waiting(workplace)
    assert told(workplace) == []
    clock.pass_by(hours=2)
    watch_waiting(workplace)
    watch_waiting(workplace)
    assert told(workplace) == [("waiting_reminder", "customer")]
    assert kinds(workplace, report).count(Kind.REMINDED) == 1


def test_at_the_limit_the_report_lapses_which_is_no_resolution(workplace: Workplace, clock: Clock) -> None:
    report = asked(workplace, days=4)
    clock.pass_by(days=4, seconds=1)
    watch_waiting(workplace)
    watch_waiting(workplace)
    assert told(workplace) == [("lapsed", "customer"), ("lapsed_in_team", "mira")]
    assert status(workplace, report) is Status.LAPSED
    assert clocks_on(workplace, report)["resolution"].state == "lapsed"


def test_a_second_reason_does_not_move_the_limit(workplace: Workplace, clock: Clock) -> None:
    report = asked(workplace, days=4)
    clock.pass_by(days=3)
    limit = clock.now + timedelta(days=1)
    wait_for_customer(workplace, report.id, "mira", filling(), reason="And since when?", days=4)
    assert story(workplace, report)[-1].facts["lapses_at"] == limit.isoformat(), "and the mail says so"
    watch_waiting(workplace)
    assert story(workplace, report)[-1].texts == {"reason": "And since when?"}, "what is needed now"
    clock.pass_by(days=1, seconds=1)
    watch_waiting(workplace)
    assert status(workplace, report) is Status.LAPSED


def test_a_lapsed_report_opens_again_when_the_customer_writes(workplace: Workplace, clock: Clock) -> None:
    report = asked(workplace, days=4)
    clock.pass_by(days=5)
    watch_waiting(workplace)
    customer_writes(workplace, report.id, filling(), "Sorry, I was away. The kitchen.")
    assert status(workplace, report) is Status.OPEN
