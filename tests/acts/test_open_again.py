"""A responder opens again what ended, with a reason for the customer, by the rules of a customer who does it."""

from datetime import timedelta

import pytest

from portal.acts.close import decline, resolve
from portal.acts.erase import erase
from portal.acts.open_again import open_again
from portal.acts.set_aside import set_aside
from portal.acts.wait import wait_for_customer
from portal.acts.watch import watch
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.promises.clock_events import VoidReason
from portal.reports.report import Status
from portal.reports.timeline import Kind, responder
from tests.workplaces import Clock, clocks_on, filling, kinds, now_of, reported, story, told

WHY = "We closed this by mistake: the tap is still dry."


def test_a_declined_report_is_open_again_with_its_owner_and_the_customer_reads_why(workplace: Workplace) -> None:
    report = reported(workplace)
    decline(workplace, report.id, "mira", filling(), tried="I rang.", why="No pipe.", instead="A tank.")
    told(workplace)
    sent = filling()
    open_again(workplace, report.id, "tom", sent, WHY)
    open_again(workplace, report.id, "tom", sent, WHY)
    opened = now_of(workplace, report)
    assert (opened.status, opened.closed_at, opened.owner) == (Status.OPEN, None, "mira")
    last = story(workplace, report)[-1]
    assert (last.kind, last.author, last.public, last.texts) == (Kind.REOPENED, responder("tom"), True, {"reason": WHY})
    assert kinds(workplace, report).count(Kind.REOPENED) == 1
    assert ("reopened", "customer") in told(workplace)


def test_the_time_between_is_a_pause_and_the_next_update_starts_anew(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    due_at = clocks_on(sqlite_workplace, report)["resolution"].due_at
    clock.pass_by(hours=1)
    resolve(sqlite_workplace, report.id, "mira", filling(), "Done.")
    clock.pass_by(days=1)
    open_again(sqlite_workplace, report.id, "mira", filling(), WHY)
    after = clocks_on(sqlite_workplace, report)
    assert (after["resolution"].state, after["resolution"].due_at) == ("running", due_at + timedelta(days=1))
    assert (after["next_update"].state, after["next_update"].started_at) == ("running", clock.now)
    assert after["first_response"].state == "kept"


def test_after_the_window_the_outcome_counts_for_good(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    resolve(sqlite_workplace, report.id, "mira", filling(), "Done.")
    clock.pass_by(days=15)
    with pytest.raises(MoveRefused, match="counts for good"):
        open_again(sqlite_workplace, report.id, "mira", filling(), WHY)
    assert now_of(sqlite_workplace, report).status is Status.RESOLVED


def test_what_was_set_aside_by_mistake_is_as_if_it_never_had_been(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    before = clocks_on(sqlite_workplace, report)
    clock.pass_by(minutes=10)
    set_aside(sqlite_workplace, report.id, "mira", filling(), reason=VoidReason.SPAM, why="An advert.", sure=True)
    assert {row.state for row in clocks_on(sqlite_workplace, report).values()} == {"voided"}
    clock.pass_by(minutes=10)
    open_again(sqlite_workplace, report.id, "tom", filling(), "We took this for an advert. It is none.")
    after = clocks_on(sqlite_workplace, report)
    assert {name: row.due_at for name, row in after.items()} == {name: row.due_at for name, row in before.items()}
    assert {row.state for row in after.values()} == {"running"}, "saying so is no answer yet"
    assert now_of(sqlite_workplace, report).status is Status.OPEN
    assert story(sqlite_workplace, report)[-1].facts == {"by_mistake": True}


def test_what_was_set_aside_while_it_waited_waits_no_more(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    wait_for_customer(sqlite_workplace, report.id, "mira", filling(), reason="Which tap is it?", days=14)
    set_aside(sqlite_workplace, report.id, "mira", filling(), reason=VoidReason.TEST, why="A drill.", sure=True)
    clock.pass_by(hours=1)
    open_again(sqlite_workplace, report.id, "tom", filling(), "It was none.")
    after = clocks_on(sqlite_workplace, report)
    assert (after["resolution"].state, after["next_update"].state) == ("running", "running")
    clock.pass_by(days=20)
    watch(sqlite_workplace)
    assert clocks_on(sqlite_workplace, report)["resolution"].state == "missed"


def test_what_is_open_withdrawn_or_erased_is_not_opened(sqlite_workplace: Workplace) -> None:
    is_open, withdrawn, erased = (reported(sqlite_workplace) for _ in range(3))
    withdraw(sqlite_workplace, withdrawn.id)
    resolve(sqlite_workplace, erased.id, "mira", filling(), "Done.")
    erase(sqlite_workplace, erased.id)
    refusals = {is_open: "open already", withdrawn: "withdrawn it", erased: "erased"}
    for report, why in refusals.items():
        with pytest.raises(MoveRefused, match=why):
            open_again(sqlite_workplace, report.id, "mira", filling(), WHY)
