"""What is held is kept as it was sent until a person has looked; let in, it is a report as if it had never waited.

- let in twice, or sent again meanwhile, it is one report; its promises count from its arrival
- it goes to whoever is on shift when it is let in
- set aside by mistake it can be let in, for as long as it is kept
- where a lead and a responder decide at once, one of them does
"""

import threading
from collections.abc import Callable

import pytest

from portal.acts.empty_quarantine import SET_ASIDE_KEPT, forget_set_aside, let_in, set_aside
from portal.acts.hold_report import hold
from portal.acts.submit import submit
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.held import HeldFor, HeldReport, HeldState
from portal.reports.report import Attachment, Report
from portal.reports.timeline import Kind
from portal.store import attachments, held_reports
from tests.workplaces import ADA, NOON, Clock, claimed, clocks_on, reported, rows, story, submission, told

FILE = Attachment("f" * 32, "tap.txt", "text/plain", 5)
WORDS = "The tap is dry, and has been since ten."


def held(workplace: Workplace, **changes: object) -> HeldReport:
    sent = submission(workplace, what_happened=WORDS, attachments=(FILE,), **changes)
    found = hold(workplace, sent, HeldFor.CROWD, lambda _: None)
    assert isinstance(found, HeldReport)
    return found


def state_of(workplace: Workplace, one: HeldReport) -> HeldState | None:
    with workplace.store.reading() as conn:
        found = held_reports.held_by_id(conn, one.id)
    return found.state if found else None


def test_what_is_let_in_is_the_report_that_was_sent_with_promises_from_its_arrival(
    workplace: Workplace, clock: Clock
) -> None:
    at_once = reported(workplace)
    one = held(workplace)
    clock.pass_by(hours=1)
    report = let_in(workplace, one.id, "ruth")
    assert (report.reference, report.received_at, report.owner) == (one.reference, NOON, report.owner)
    assert {name: each.due_at for name, each in clocks_on(workplace, report).items()} == {
        name: each.due_at for name, each in clocks_on(workplace, at_once).items()
    }
    received, routed = story(workplace, report)
    assert (received.kind, received.at, received.texts["what_happened"]) == (Kind.RECEIVED, NOON, WORDS)
    assert (routed.kind, routed.at) == (Kind.ROUTED, clock.now)
    with workplace.store.reading() as conn:
        assert attachments.attachments_of(conn, report.id)[0].id == FILE.id
    assert not rows(workplace.store)["held_files"]


def test_let_in_twice_or_sent_again_it_is_one_report(workplace: Workplace) -> None:
    sent = submission(workplace)
    one = hold(workplace, sent, HeldFor.CROWD, lambda _: None)
    assert isinstance(one, HeldReport)
    assert hold(workplace, sent, HeldFor.CROWD, lambda _: None) == one
    report = let_in(workplace, one.id, "ruth")
    assert let_in(workplace, one.id, "mira") == report
    assert submit(workplace, sent) == report
    assert len(rows(workplace.store)["reports"]) == 1


def test_it_goes_to_whoever_is_on_shift_when_it_is_let_in(workplace: Workplace, clock: Clock) -> None:
    """It would have been Mira's when it came; an hour after her day there is Tom alone."""
    one = held(workplace)
    claimed(workplace)
    clock.pass_by(hours=5)
    report = let_in(workplace, one.id, "ruth")
    assert report.owner == "tom"
    assert ("assigned", "tom") in told(workplace)


def test_what_was_set_aside_can_be_let_in_until_it_is_deleted(workplace: Workplace, clock: Clock) -> None:
    first, second = held(workplace), held(workplace)
    for one in (first, second):
        set_aside(workplace, one.id, "ruth")
        set_aside(workplace, one.id, "ruth")
    clock.pass_by(days=SET_ASIDE_KEPT.days - 1)
    report = let_in(workplace, first.id, "ruth")
    with pytest.raises(MoveRefused, match="was let in meanwhile"):
        set_aside(workplace, first.id, "mira")
    assert forget_set_aside(workplace) == 0
    clock.pass_by(days=2)
    assert forget_set_aside(workplace) == 1
    with pytest.raises(MoveRefused, match="no longer kept"):
        let_in(workplace, second.id, "ruth")
    assert let_in(workplace, first.id, "ruth") == report


def test_of_what_was_let_in_the_quarantine_keeps_no_word(workplace: Workplace) -> None:
    let_in(workplace, held(workplace).id, "ruth")
    (row,) = rows(workplace.store)["held_reports"]
    assert WORDS not in str(row)
    assert ADA.address not in str(row)


def test_of_two_who_decide_at_once_one_does(workplace: Workplace) -> None:
    one = held(workplace)
    both, done, refused = threading.Barrier(2), list[Report | None](), list[MoveRefused]()

    def decide(act: Callable[[Workplace, int, str], Report | None], person: str) -> None:
        both.wait()
        try:
            done.append(act(workplace, one.id, person))
        except MoveRefused as error:
            refused.append(error)

    threads = [threading.Thread(target=decide, args=each) for each in ((let_in, "ruth"), (set_aside, "mira"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        assert state_of(workplace, one) is HeldState.LET_IN
    assert state_of(workplace, one) is not HeldState.WAITING
    assert len(rows(workplace.store)["reports"]) == (state_of(workplace, one) is HeldState.LET_IN)
