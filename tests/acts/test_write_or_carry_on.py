"""What a customer writes too late to open a report again opens a new one, and both know of each other. DESIGN §5."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from portal.acts.close import resolve
from portal.acts.continuations import newest_of, next_of, previous_of
from portal.acts.erase import erase
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.acts.write_or_carry_on import Written, write_or_carry_on
from portal.errors import MoveRefused, ReleaseChanged
from portal.reports.report import Report, Status
from portal.reports.timeline import Kind
from portal.store.contacts import contact_of
from tests.workplaces import (
    ADA,
    Clock,
    clocks_on,
    filling,
    kinds,
    now_of,
    publish,
    reported,
    rows,
    small_library,
    story,
    told,
    with_target,
)


def closed_long_ago(workplace: Workplace, clock: Clock) -> Report:
    """Resolved, and its window of fourteen days is over."""
    report = reported(workplace)
    resolve(workplace, report.id, "mira", filling(), "We dug.")
    clock.pass_by(days=15)
    told(workplace)
    return now_of(workplace, report)


def write(workplace: Workplace, report: Report, words: str = "It is dry again.", once: str = "") -> Written:
    return write_or_carry_on(workplace, report.id, once or filling(), words)


def test_within_the_window_it_opens_the_report_again(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    resolve(workplace, report.id, "mira", filling(), "We dug.")
    clock.pass_by(days=13)
    written = write(workplace, report)
    assert (written.report.id, written.is_new) == (report.id, False)
    assert now_of(workplace, report).status is Status.OPEN


def test_after_it_a_new_report_goes_on_from_the_old_one(workplace: Workplace, clock: Clock) -> None:
    old = closed_long_ago(workplace, clock)
    written = write(workplace, old)
    new = written.report
    assert written.is_new
    assert (new.topic, new.severity, new.status) == (old.topic, old.severity, Status.OPEN)
    assert now_of(workplace, old).status is Status.RESOLVED
    assert story(workplace, new)[0].texts == {"what_happened": "It is dry again."}
    assert story(workplace, new)[0].facts["continues"] == old.reference
    assert (story(workplace, old)[-1].kind, story(workplace, old)[-1].facts) == (Kind.CONTINUED, {"as": new.reference})
    with workplace.store.reading() as conn:
        assert contact_of(conn, new.id) == ADA
        assert next_of(conn, old) == newest_of(conn, old) == new
        assert previous_of(conn, new) == now_of(workplace, old)
    assert told(workplace) == [("assigned", "mira"), ("received", "customer")]
    assert set(clocks_on(workplace, new)) == {"first_response", "next_update", "resolution"}


def test_the_clocks_of_the_old_report_stand_still(sqlite_workplace: Workplace, clock: Clock) -> None:
    old = closed_long_ago(sqlite_workplace, clock)
    before = clocks_on(sqlite_workplace, old)
    write(sqlite_workplace, old)
    after = clocks_on(sqlite_workplace, old)
    assert {name: each.stopped_at for name, each in after.items()} == {
        name: each.stopped_at for name, each in before.items()
    }


def test_who_writes_once_more_on_the_old_page_is_heard_on_the_new_report(workplace: Workplace, clock: Clock) -> None:
    old = closed_long_ago(workplace, clock)
    new = write(workplace, old).report
    second = write(workplace, old, "And it is brown.")
    assert (second.report.id, second.is_new) == (new.id, False)
    assert story(workplace, new)[-1].texts == {"words": "And it is brown."}


def test_the_chain_goes_on_where_the_new_report_is_closed_for_long_as_well(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    old = closed_long_ago(sqlite_workplace, clock)
    second = write(sqlite_workplace, old).report
    resolve(sqlite_workplace, second.id, "mira", filling(), "We dug again.")
    clock.pass_by(days=15)
    third = write(sqlite_workplace, old, "A third time.")
    assert third.is_new
    with sqlite_workplace.store.reading() as conn:
        assert previous_of(conn, third.report) == now_of(sqlite_workplace, second)


def test_one_form_sent_ten_times_at_once_opens_one_report(workplace: Workplace, clock: Clock) -> None:
    old, once = closed_long_ago(workplace, clock), filling()
    with ThreadPoolExecutor(10) as many:
        all_written = list(many.map(lambda _: write(workplace, old, once=once), range(10)))
    assert len({written.report.id for written in all_written}) == 1
    assert all(written.is_new for written in all_written)
    assert kinds(workplace, old).count(Kind.CONTINUED) == 1


def test_the_promises_are_those_that_were_shown(sqlite_workplace: Workplace, clock: Clock) -> None:
    old = closed_long_ago(sqlite_workplace, clock)
    shown = sqlite_workplace.release.hash
    clock.pass_by(minutes=1)
    publish(sqlite_workplace, with_target(small_library(), "first-reply", "2 working hours"))
    clock.pass_by(minutes=1)
    kept = write_or_carry_on(sqlite_workplace, old.id, filling(), "Dry.", shown_release=shown).report
    other = closed_long_ago(sqlite_workplace, clock)
    shown_none = write_or_carry_on(sqlite_workplace, other.id, filling(), "Dry.").report
    assert clocks_on(sqlite_workplace, kept)["first_response"].due_at - kept.received_at == timedelta(hours=4)
    due_at = clocks_on(sqlite_workplace, shown_none)["first_response"].due_at
    assert due_at - shown_none.received_at == timedelta(hours=2)


def test_promises_that_are_out_of_force_for_a_day_are_shown_anew(sqlite_workplace: Workplace, clock: Clock) -> None:
    old = closed_long_ago(sqlite_workplace, clock)
    shown = sqlite_workplace.release.hash
    clock.pass_by(minutes=1)
    publish(sqlite_workplace, with_target(small_library(), "first-reply", "2 working hours"))
    clock.pass_by(hours=25)
    before = rows(sqlite_workplace.store)
    with pytest.raises(ReleaseChanged):
        write_or_carry_on(sqlite_workplace, old.id, filling(), "Dry.", shown_release=shown)
    assert rows(sqlite_workplace.store) == before


def test_words_on_an_open_report_are_taken_whatever_was_shown(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    written = write_or_carry_on(sqlite_workplace, report.id, filling(), "It drips.", shown_release="0" * 64)
    assert (written.report.id, written.is_new) == (report.id, False)
    assert story(sqlite_workplace, report)[-1].texts == {"words": "It drips."}


def test_what_was_taken_back_or_erased_is_not_carried_on(sqlite_workplace: Workplace, clock: Clock) -> None:
    taken_back = reported(sqlite_workplace)
    withdraw(sqlite_workplace, taken_back.id)
    erased = closed_long_ago(sqlite_workplace, clock)
    erase(sqlite_workplace, erased.id)
    before = rows(sqlite_workplace.store)
    for report in (taken_back, erased):
        with pytest.raises(MoveRefused, match="new"):
            write(sqlite_workplace, report)
    assert rows(sqlite_workplace.store) == before
