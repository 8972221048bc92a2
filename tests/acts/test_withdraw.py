"""A customer can take back what is open; it stays on record."""

import pytest

from portal.acts.close import resolve
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, UnknownReport
from portal.reports.report import Status
from portal.reports.timeline import CUSTOMER, Kind
from tests.workplaces import Clock, clocks_on, filling, now_of, reported, rows, story, told


def test_what_is_taken_back_is_closed_counts_no_more_and_both_sides_hear_of_it(workplace: Workplace) -> None:
    report = reported(workplace)
    told(workplace)
    withdraw(workplace, report.id)
    assert now_of(workplace, report).status is Status.WITHDRAWN
    last = story(workplace, report)[-1]
    assert (last.kind, last.author, last.public) == (Kind.WITHDRAWN, CUSTOMER, True)
    assert {stored.state for stored in clocks_on(workplace, report).values()} == {"voided"}
    assert told(workplace) == [("withdrawn", "customer"), ("withdrawn_by_customer", "mira")]


def test_a_promise_that_was_missed_before_stays_missed(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    clock.pass_by(hours=5)
    withdraw(sqlite_workplace, report.id)
    assert clocks_on(sqlite_workplace, report)["first_response"].state == "missed"


def test_taking_it_back_twice_does_it_once(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    withdraw(sqlite_workplace, report.id)
    before = rows(sqlite_workplace.store)
    withdraw(sqlite_workplace, report.id)
    assert rows(sqlite_workplace.store) == before


def test_what_is_closed_cannot_be_taken_back(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    resolve(sqlite_workplace, report.id, "mira", filling(), "Done.")
    with pytest.raises(MoveRefused, match="nothing to withdraw"):
        withdraw(sqlite_workplace, report.id)


def test_a_report_that_is_not_kept_is_said_so(sqlite_workplace: Workplace) -> None:
    with pytest.raises(UnknownReport):
        withdraw(sqlite_workplace, 999)
