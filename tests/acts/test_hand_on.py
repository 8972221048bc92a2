"""Reports change hands by themselves at the end of a shift, and when somebody leaves the team. DESIGN §5 "Shifts".

Mira works on weekdays to 16:00, Tom from 10:00 to 18:00; the first answer is promised within four working hours.
"""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from portal.acts import hand_on as hand_on_module
from portal.acts.answer import answer
from portal.acts.hand_on import due_before_back, hand_on
from portal.acts.send_notices import send_due_notices
from portal.acts.time_off import enter_time_off
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import NoHoursLeft
from portal.reports.report import Report
from portal.reports.timeline import Entry, Kind
from portal.store import reports
from tests.acts.mails_in import in_tray
from tests.acts.test_send_notices import Postbox
from tests.workplaces import (
    Clock,
    claimed,
    clocks_on,
    filling,
    now_of,
    publish,
    reported,
    small_library,
    story,
    told,
    without_person,
)

FOUR_PM = 4


def report_due_after_miras_day(workplace: Workplace, clock: Clock):  # type: ignore[no-untyped-def]
    """Mira's, due at 17:00, while her day ends at 16:00."""
    clock.pass_by(hours=1)
    report = reported(workplace)
    assert report.owner == "mira"
    claimed(workplace)
    return report


def test_what_falls_due_before_its_owner_is_back_goes_to_somebody_on_shift(workplace: Workplace, clock: Clock) -> None:
    report = report_due_after_miras_day(workplace, clock)
    clock.pass_by(hours=3)
    assert hand_on(workplace) == 1
    assert now_of(workplace, report).owner == "tom"
    entry = story(workplace, report)[-1]
    assert (entry.kind, entry.public, entry.facts["why"]) == (Kind.HANDED_OVER, True, "shift_ended")
    assert told(workplace) == [("handed_over", "customer"), ("handed_to_you", "tom")]


def test_a_hand_over_by_itself_changes_no_clock(workplace: Workplace, clock: Clock) -> None:
    report = report_due_after_miras_day(workplace, clock)
    before = clocks_on(workplace, report)
    clock.pass_by(hours=3)
    hand_on(workplace)
    assert clocks_on(workplace, report) == before


def test_it_is_done_once_however_often_it_is_looked_at(workplace: Workplace, clock: Clock) -> None:
    report_due_after_miras_day(workplace, clock)
    clock.pass_by(hours=3)
    assert [hand_on(workplace) for _ in range(3)] == [1, 0, 0]
    clock.pass_by(minutes=20)
    assert hand_on(workplace) == 0


def test_during_the_shift_nothing_is_taken_from_anybody(workplace: Workplace, clock: Clock) -> None:
    report = report_due_after_miras_day(workplace, clock)
    clock.pass_by(hours=2, minutes=59)
    assert hand_on(workplace) == 0
    assert now_of(workplace, report).owner == "mira"


def test_what_is_due_once_the_owner_is_back_stays_with_them(workplace: Workplace, clock: Clock) -> None:
    """What was answered owes its next word in two working days."""
    report = report_due_after_miras_day(workplace, clock)
    answer(workplace, report.id, "mira", filling(), "I dig.")
    clock.pass_by(hours=3)
    assert hand_on(workplace) == 0
    assert now_of(workplace, report).owner == "mira"


def test_only_somebody_on_shift_receives_and_whoever_comes_later_takes_it(workplace: Workplace, clock: Clock) -> None:
    """Tom is away from 15:30 to 16:30, so nobody is there when Mira leaves."""
    half_past = clock.now + timedelta(hours=3, minutes=30)
    enter_time_off(workplace, "ruth", "tom", filling(), [(half_past, half_past + timedelta(hours=1))])
    report = report_due_after_miras_day(workplace, clock)
    clock.pass_by(hours=3)
    assert hand_on(workplace) == 0
    assert now_of(workplace, report).owner == "mira"
    clock.pass_by(minutes=31)
    assert hand_on(workplace) == 1
    assert now_of(workplace, report).owner == "tom"


def test_before_the_shift_ends_its_owner_is_told_what_falls_due(workplace: Workplace, clock: Clock) -> None:
    report = report_due_after_miras_day(workplace, clock)
    within = timedelta(hours=1)
    assert due_before_back(workplace, "mira", within=within) == []
    clock.pass_by(hours=2, minutes=10)
    (due,) = due_before_back(workplace, "mira", within=within)
    assert due.reference == report.reference
    assert due_before_back(workplace, "tom", within=within) == []


def test_the_open_reports_of_who_leaves_the_team_are_routed_afresh(workplace: Workplace, clock: Clock) -> None:
    report = report_due_after_miras_day(workplace, clock)
    publish(workplace, without_person(small_library(), "mira"), clock.pass_by(minutes=1))
    assert hand_on(workplace) == 1
    assert now_of(workplace, report).owner == "tom"
    assert story(workplace, report)[-1].facts["why"] == "left_team"
    assert ("handed_to_you", "tom") in told(workplace)


def test_what_was_not_sent_yet_to_who_left_is_no_task_since_the_next_owner_hears_of_the_report(
    workplace: Workplace, clock: Clock
) -> None:
    report = reported(workplace)
    publish(workplace, without_person(small_library(), "mira"), clock.pass_by(minutes=1))
    hand_on(workplace)
    box = Postbox()
    send_due_notices(workplace, box)
    assert [entry.facts["recipient"] for entry in story(workplace, report) if entry.kind is Kind.NOTICE_FAILED] == [
        "mira"
    ]
    assert in_tray(workplace) == []
    assert box.to("tom")


def test_one_report_that_cannot_be_handed_on_keeps_no_other_back(
    workplace: Workplace, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, fine = report_due_after_miras_day(workplace, clock), reported(workplace)
    with workplace.store.writing() as conn:
        reports.update_report(conn, fine.id, owner="mira", team="lines")

    def fails_on_one(conn: Connection, of: Workplace, report: Report, entry: Entry) -> int:
        if report.id == broken.id:
            raise NoHoursLeft("The calendar has no hours ahead.")
        return add_entry(conn, of, report, entry)

    monkeypatch.setattr(hand_on_module, "add_entry", fails_on_one)
    clock.pass_by(hours=3)
    assert hand_on(workplace) == 1
    assert (now_of(workplace, broken).owner, now_of(workplace, fine).owner) == ("mira", "tom")
    assert f"report {broken.id} cannot be handed on" in caplog.text
