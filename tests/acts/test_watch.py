"""As a promise runs down, the right people hear of it, once, in their shift; a miss is told to the customer at once.

On a Monday at noon Mira gets the report. A person is to answer within four working hours: half is gone at 14:00, three
quarters at 15:00, and it is due at 16:00, when Mira's shift ends. Tom works until 18:00.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from portal.acts.answer import answer
from portal.acts.call_late import call_late
from portal.acts.clocks import worked_out
from portal.acts.close import resolve
from portal.acts.give_remedy import give_remedy
from portal.acts.watch import watch
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, StoreError
from portal.reports.remedies import owed
from portal.reports.timeline import AuthorKind, Kind
from portal.store import outbox
from portal.store.reports import report_by_id
from tests.workplaces import Clock, claimed, clocks_on, filling, kinds, publish, reported, small_library, story
from tests.workplaces import without_shifts as nobody_has_shifts


def told(workplace: Workplace) -> list[tuple[str, str]]:
    """Message and recipient of all that waits in the outbox, which is empty afterwards."""
    notices = claimed(workplace)
    with workplace.store.writing() as conn:
        for notice in notices:
            outbox.mark_sent(conn, notice, workplace.now())
    return sorted((notice.message, notice.recipient or "customer") for notice in notices)


def watched(workplace: Workplace) -> list[tuple[str, str]]:
    """What this round of the watch told to whom."""
    watch(workplace)
    return told(workplace)


def test_the_responder_then_a_colleague_then_the_lead_hear_of_it(workplace: Workplace, clock: Clock) -> None:
    reported(workplace, severity="annoying")
    told(workplace)
    clock.pass_by(hours=1, minutes=59)
    assert watched(workplace) == []
    clock.pass_by(minutes=1)
    assert watched(workplace) == [("half_gone", "mira")]
    clock.pass_by(hours=1)
    assert watched(workplace) == [("help_wanted", "tom")]
    clock.pass_by(hours=1)
    assert watched(workplace) == [], "due exactly now is still in time"
    clock.pass_by(seconds=1)
    assert watched(workplace) == [("missed", "customer"), ("missed_in_team", "ruth")]


def test_each_step_is_told_once_however_often_and_by_however_many_it_is_watched(
    workplace: Workplace, clock: Clock
) -> None:
    report = reported(workplace)
    told(workplace)
    clock.pass_by(hours=2)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: watch(workplace), range(12)))
    assert told(workplace) == [("half_gone", "mira")]
    assert kinds(workplace, report).count(Kind.WATCHED) == 1


def test_after_a_downtime_only_the_latest_step_is_told(workplace: Workplace, clock: Clock) -> None:
    reported(workplace)
    told(workplace)
    clock.pass_by(hours=3, minutes=30)
    assert watched(workplace) == [("help_wanted", "tom")]


def test_an_answer_ends_the_watch_on_the_first_reply(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    answer(workplace, report.id, "mira", filling(), "We look at it.")
    told(workplace)
    clock.pass_by(hours=5)
    assert watched(workplace) == []
    assert clocks_on(workplace, report)["first_response"].state == "kept"


def test_a_step_that_was_taken_is_not_told_again_after_a_new_entry(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    clock.pass_by(hours=2)
    watch(workplace)
    withdrawn = reported(workplace)
    withdraw(workplace, withdrawn.id)
    told(workplace)
    assert watched(workplace) == []
    assert kinds(workplace, report).count(Kind.WATCHED) == 1


def test_nobody_is_told_outside_their_shift_and_that_is_recorded(workplace: Workplace, clock: Clock) -> None:
    """Bea, alone with the bills, is not there on a Monday; she hears of it when her shift begins on Tuesday at 9."""
    report = reported(workplace, topic="wrong-bill", severity="annoying")
    told(workplace)
    clock.pass_by(hours=2)
    assert watched(workplace) == []
    nobody = story(workplace, report)[-1]
    assert (nobody.kind, nobody.public, nobody.facts["people"]) == (Kind.WATCHED, False, [])
    clock.pass_by(hours=1)
    assert watched(workplace) == [("help_wanted", "ruth")], "a team of one has no second responder, but a lead"
    clock.pass_by(hours=1, seconds=1)
    assert watched(workplace) == [("missed", "customer"), ("missed_in_team", "ruth")]


def test_at_the_highest_severity_people_are_told_at_any_hour(workplace: Workplace, clock: Clock) -> None:
    reported(workplace, topic="wrong-bill", severity="urgent")
    told(workplace)
    clock.pass_by(hours=2)
    assert watched(workplace) == [("half_gone", "bea")]


def test_somebody_without_any_shift_has_none_to_be_outside_of(workplace: Workplace, clock: Clock) -> None:
    publish(workplace, nobody_has_shifts(small_library()))
    reported(workplace, topic="wrong-bill", severity="annoying")
    told(workplace)
    clock.pass_by(hours=2)
    assert watched(workplace) == [("half_gone", "bea")]


def test_a_missed_promise_is_told_with_its_remedy_before_the_customer_asks(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    clock.pass_by(hours=4, seconds=1)
    watch(workplace)
    missed = next(entry for entry in story(workplace, report) if entry.kind is Kind.MISSED)
    assert (missed.public, missed.author.kind) == (True, AuthorKind.SYSTEM)
    assert missed.facts["remedy"] == "£5 off your next bill."
    first = clocks_on(workplace, report)["first_response"]
    assert (first.state, first.stopped_at) == ("missed", None), "telling a miss is no answer"
    assert [remedy.remedy for remedy in owed(story(workplace, report))] == ["£5 off your next bill."]


def test_a_miss_that_ended_before_anybody_watched_is_told_all_the_same(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    clock.pass_by(hours=4, minutes=10)
    answer(workplace, report.id, "tom", filling(), "Late, and sorry.")
    told(workplace)
    assert ("missed", "customer") in watched(workplace)
    assert watched(workplace) == []
    assert kinds(workplace, report).count(Kind.MISSED) == 1


def test_each_missed_promise_is_told_with_its_own_remedy(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    clock.pass_by(days=4)
    watch(workplace)
    remedies = {remedy.remedy for remedy in owed(story(workplace, report))}
    assert remedies == {"£5 off your next bill.", "A call the same day.", "£10 for each further day."}


def test_you_are_late_goes_to_the_lead_once_and_the_responder_keeps_the_report(
    workplace: Workplace, clock: Clock
) -> None:
    report = reported(workplace)
    with pytest.raises(MoveRefused, match="Nothing is late"):
        call_late(workplace, report.id)
    clock.pass_by(hours=4, seconds=1)
    watch(workplace)
    told(workplace)
    call_late(workplace, report.id)
    call_late(workplace, report.id)
    assert told(workplace) == [("called_late", "ruth")]
    assert kinds(workplace, report).count(Kind.CALLED_LATE) == 1
    assert clocks_on(workplace, report)["first_response"].stopped_at is None


def test_a_remedy_is_owed_until_it_is_given_and_given_once(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    with pytest.raises(MoveRefused, match="not owed"):
        give_remedy(workplace, report.id, "mira", filling(), commitment="first-reply", given="£5 off.")
    clock.pass_by(hours=4, seconds=1)
    watch(workplace)
    told(workplace)
    give_remedy(workplace, report.id, "mira", filling(), commitment="first-reply", given="£5 off.")
    assert told(workplace) == [("remedy_given", "customer")]
    assert owed(story(workplace, report)) == ()
    with pytest.raises(MoveRefused, match="given it already"):
        give_remedy(workplace, report.id, "tom", filling(), commitment="first-reply", given="Again.")


def test_a_lead_who_acts_is_shown_as_a_lead_and_does_not_take_the_report(workplace: Workplace, clock: Clock) -> None:
    publish(workplace, nobody_has_shifts(small_library()))
    report = reported(workplace)
    answer(workplace, report.id, "ruth", filling(), "I have asked the team.")
    assert story(workplace, report)[-1].author.kind is AuthorKind.LEAD
    with workplace.store.reading() as conn:
        found = report_by_id(conn, report.id)
    assert found is not None
    assert found.owner is None


def test_a_kept_resolution_becomes_final_when_the_reopen_window_ends(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    resolve(workplace, report.id, "mira", filling(), "Mended.")
    assert clocks_on(workplace, report)["resolution"].state == "kept_provisionally"
    clock.now += timedelta(days=14, seconds=1)
    watch(workplace)
    assert clocks_on(workplace, report)["resolution"].state == "kept"
    assert clocks_on(workplace, report)["resolution"].next_check_at is None


def test_a_quiet_store_is_left_alone(workplace: Workplace) -> None:
    reported(workplace)
    assert watch(workplace) == 0


def test_an_update_that_came_too_late_is_told_although_the_next_one_runs_already(
    workplace: Workplace, clock: Clock
) -> None:
    """The next word is due on Wednesday at 18:00; the answer comes 20 seconds later, before anybody watches."""
    report = reported(workplace)
    answer(workplace, report.id, "mira", filling(), "We look.")
    clock.now = clocks_on(workplace, report)["next_update"].due_at + timedelta(seconds=20)
    answer(workplace, report.id, "mira", filling(), "Late, and sorry.")
    told(workplace)
    assert ("missed", "customer") in watched(workplace)
    assert watched(workplace) == []
    next_update = clocks_on(workplace, report)["next_update"]
    assert next_update.next_check_at is not None
    assert next_update.next_check_at > clock.now, "the new run is watched on"


def test_you_are_late_is_about_what_is_late_now_and_may_be_said_again(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    answer(workplace, report.id, "mira", filling(), "We look.")
    due_at = clocks_on(workplace, report)["next_update"].due_at
    clock.now = due_at + timedelta(seconds=20)
    watch(workplace)
    call_late(workplace, report.id)
    answer(workplace, report.id, "mira", filling(), "Late, and sorry.")
    with pytest.raises(MoveRefused, match="Nothing is late"):
        call_late(workplace, report.id)
    told(workplace)
    clock.now = clocks_on(workplace, report)["next_update"].due_at + timedelta(seconds=20)
    call_late(workplace, report.id)
    assert told(workplace) == [("called_late", "ruth")]


def test_one_report_that_cannot_be_watched_keeps_no_other_back(
    workplace: Workplace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = reported(workplace, severity="annoying"), reported(workplace, severity="annoying")
    told(workplace)
    clock.pass_by(hours=2)
    real = worked_out

    def work_out(conn: Any, workplace: Workplace, report: Any, now: Any) -> Any:
        if report.id == broken.id:
            raise StoreError("its promise is missing")
        return real(conn, workplace, report, now)

    monkeypatch.setattr("portal.acts.watch.worked_out", work_out)
    assert watched(workplace) == [("half_gone", sound.owner or "")]
    assert watch(workplace) == 0, "it is looked at again in an hour"
