"""The customer can always add something, and open again what is not settled."""

from datetime import timedelta

import pytest

from portal.acts.close import decline, resolve
from portal.acts.customer_writes import customer_writes, may_reopen, reopen_until
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, UnknownReport
from portal.reports.report import Attachment, Report, Status
from portal.reports.timeline import Kind
from portal.store.attachments import attachments_of
from tests.workplaces import (
    NOON,
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
    without_person,
)


def closed(workplace: Workplace) -> Report:
    report = reported(workplace)
    resolve(workplace, report.id, "mira", filling(), "Done.")
    told(workplace)
    return now_of(workplace, report)


def test_what_the_customer_adds_is_shown_and_the_responder_hears_of_it(workplace: Workplace) -> None:
    report = reported(workplace)
    told(workplace)
    before = clocks_on(workplace, report)
    customer_writes(workplace, report.id, filling(), "It is worse now.")
    assert story(workplace, report)[-1].texts == {"words": "It is worse now."}
    assert told(workplace) == [("customer_wrote", "mira")]
    assert clocks_on(workplace, report) == before, "a customer who chases restarts nothing"


def test_written_twice_by_a_second_press_it_is_kept_once(workplace: Workplace) -> None:
    report, once = reported(workplace), filling()
    customer_writes(workplace, report.id, once, "It is worse now.")
    before = rows(workplace.store)
    customer_writes(workplace, report.id, once, "It is worse now.")
    assert rows(workplace.store) == before
    customer_writes(workplace, report.id, once, "It is much worse now.")
    assert kinds(workplace, report).count(Kind.CUSTOMER_WROTE) == 2


def test_attachments_come_with_what_was_written(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    files = (Attachment("f" * 32, "tap.png", "image/png", 10),)
    customer_writes(sqlite_workplace, report.id, filling(), "Look.", files)
    with sqlite_workplace.store.reading() as conn:
        [kept] = attachments_of(conn, report.id)
    assert kept.entry_id == story(sqlite_workplace, report)[-1].id


@pytest.mark.parametrize("days", [0, 13.9])
def test_within_the_window_a_message_opens_the_report_again(
    sqlite_workplace: Workplace, clock: Clock, days: float
) -> None:
    report = closed(sqlite_workplace)
    clock.pass_by(days=days)
    customer_writes(sqlite_workplace, report.id, filling(), "It is dry again.")
    opened = now_of(sqlite_workplace, report)
    assert (opened.status, opened.closed_at, opened.owner) == (Status.OPEN, None, "mira")
    assert kinds(sqlite_workplace, report)[-2:] == [Kind.REOPENED, Kind.CUSTOMER_WROTE]
    assert told(sqlite_workplace) == [("customer_wrote", "mira"), ("reopened", "customer")]


def test_the_time_while_it_was_closed_is_a_pause_of_the_resolution(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    due_at = clocks_on(sqlite_workplace, report)["resolution"].due_at
    clock.pass_by(hours=1)
    resolve(sqlite_workplace, report.id, "mira", filling(), "Done.")
    clock.pass_by(days=1)
    customer_writes(sqlite_workplace, report.id, filling(), "Not done.")
    after = clocks_on(sqlite_workplace, report)
    assert (after["resolution"].state, after["resolution"].due_at) == ("running", due_at + timedelta(days=1))
    assert after["next_update"].started_at == clock.now


def test_after_the_window_it_is_refused_with_what_to_do(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = closed(sqlite_workplace)
    clock.pass_by(days=14, seconds=1)
    before = rows(sqlite_workplace.store)
    with pytest.raises(MoveRefused, match="Start a new one, and mention this reference"):
        customer_writes(sqlite_workplace, report.id, filling(), "It is dry again.")
    assert rows(sqlite_workplace.store) == before


def test_what_was_taken_back_stays_so(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    withdraw(sqlite_workplace, report.id)
    with pytest.raises(MoveRefused, match="you have taken it back"):
        customer_writes(sqlite_workplace, report.id, filling(), "After all.")


def test_a_declined_report_opens_again_too(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    decline(sqlite_workplace, report.id, "mira", filling(), tried="Rang.", why="No pipe.", instead="A tank.")
    customer_writes(sqlite_workplace, report.id, filling(), "There is a pipe.")
    assert now_of(sqlite_workplace, report).status is Status.OPEN


def test_the_window_ends_at_the_same_time_of_day_by_the_wall_clock(sqlite_workplace: Workplace) -> None:
    report = closed(sqlite_workplace)
    until = reopen_until(sqlite_workplace, report)
    assert until == NOON + timedelta(days=14)
    assert until is not None
    assert may_reopen(sqlite_workplace, report, until)
    assert not may_reopen(sqlite_workplace, report, until + timedelta(microseconds=1))
    assert reopen_until(sqlite_workplace, reported(sqlite_workplace)) is None


def test_if_the_owner_has_left_the_whole_team_hears_of_it(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    told(sqlite_workplace)
    clock.pass_by(minutes=1)
    publish(sqlite_workplace, without_person(small_library(), "mira"))
    customer_writes(sqlite_workplace, report.id, filling(), "Anybody there?")
    assert told(sqlite_workplace) == [("customer_wrote", "tom")]


def test_if_the_whole_team_has_gone_the_catch_all_team_hears_of_it(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace, topic="wrong-bill")
    told(sqlite_workplace)
    clock.pass_by(minutes=1)
    publish(sqlite_workplace, without_person(small_library(), "bea"))
    customer_writes(sqlite_workplace, report.id, filling(), "Anybody there?")
    assert told(sqlite_workplace) == [("customer_wrote", "mira"), ("customer_wrote", "tom")]


def test_a_report_that_is_not_kept_is_said_so(sqlite_workplace: Workplace) -> None:
    with pytest.raises(UnknownReport):
        customer_writes(sqlite_workplace, 999, filling(), "Hello?")
