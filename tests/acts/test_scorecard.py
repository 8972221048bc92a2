"""The scorecard from the store: one row for each clock, as it stands at this moment, and nobody in it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.acts.answer import answer
from portal.acts.close import decline, resolve
from portal.acts.customer_writes import customer_writes
from portal.acts.scorecard import current_scorecard
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.promises.clock_rows import ClockRow
from portal.promises.clocks import State
from portal.promises.published_scorecard import PublishedScorecard, scorecard_json
from portal.promises.verification import verify
from tests.workplaces import ADA, Clock, filling, publish, reported, small_library, with_target


def rows(workplace: Workplace) -> dict[tuple[str, str], ClockRow]:
    """Every row by its start, as `23 12:00`, and its promise; the scorecard agrees with itself."""
    return {(f"{row.started:%d %H:%M}", row.commitment): row for row in checked(workplace).rows}


def checked(workplace: Workplace) -> PublishedScorecard:
    found = current_scorecard(workplace)
    assert verify(found).faults == ()
    return found


def with_page(library: Library, slug: str, **changes: object) -> Library:
    """The library with other fields on one promise."""
    page = library.public.commitments[slug]
    commitments = library.public.commitments | {slug: page.model_copy(update=changes)}
    return library.model_copy(update={"public": library.public.model_copy(update={"commitments": commitments})})


def test_before_the_first_report_there_is_a_scorecard_without_rows(workplace: Workplace) -> None:
    found = checked(workplace)
    assert (found.rows, found.figures.overall.total.counted) == ((), 0)
    assert {each.commitment for each in found.in_force} == {"first-reply", "mended", "next-word"}


def test_each_clock_of_a_report_has_its_row(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    clock.pass_by(hours=1)
    answer(workplace, report.id, "mira", filling(), "On our way.")
    clock.pass_by(hours=1)
    found = rows(workplace)
    assert found["23 12:00", "first-reply"].outcome is State.KEPT
    assert found["23 12:00", "first-reply"].taken_s == 3_600
    assert found["23 13:00", "next-word"].outcome is State.RUNNING
    assert found["23 12:00", "mended"].outcome is State.RUNNING


def test_what_nobody_answers_is_missed_as_soon_as_its_time_has_passed(workplace: Workplace, clock: Clock) -> None:
    reported(workplace)
    clock.pass_by(hours=4)
    assert rows(workplace)["23 12:00", "first-reply"].outcome is State.RUNNING
    clock.pass_by(microseconds=1)
    found = checked(workplace)
    record = found.figures.commitments["first-reply"]
    assert (record.total.kept, record.total.counted, record.months["2026-11"].missed) == (0, 1, 1)


def test_a_resolution_is_provisional_until_its_reopen_window_ends(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    clock.pass_by(hours=1)
    resolve(workplace, report.id, "mira", filling(), "A valve was stuck.")
    clock.pass_by(days=14)
    assert rows(workplace)["23 12:00", "mended"].outcome is State.KEPT_PROVISIONALLY
    clock.pass_by(microseconds=1)
    assert rows(workplace)["23 12:00", "mended"].outcome is State.KEPT


def test_a_reopened_report_counts_once_with_the_time_between_as_a_pause(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    clock.pass_by(hours=1)
    resolve(workplace, report.id, "mira", filling(), "A valve was stuck.")
    clock.pass_by(days=5)
    customer_writes(workplace, report.id, filling(), "It is dry again.")
    clock.pass_by(hours=1)
    decline(workplace, report.id, "mira", filling(), tried="A new valve", why="The pipe is yours", instead="A plumber")
    (row,) = (row for (_, slug), row in rows(workplace).items() if slug == "mended")
    assert (row.outcome, row.ended, row.taken_s) == (State.KEPT_PROVISIONALLY, "declined", 7_200)
    assert [end - start for start, end in row.pauses if end] == [timedelta(days=5)]


def test_a_report_withdrawn_in_time_is_set_aside_and_one_withdrawn_late_is_missed(
    workplace: Workplace, clock: Clock
) -> None:
    early = reported(workplace)
    clock.pass_by(hours=1)
    withdraw(workplace, early.id)
    late = reported(workplace)
    clock.pass_by(days=1)
    withdraw(workplace, late.id)
    found = rows(workplace)
    assert (found["23 12:00", "first-reply"].outcome, found["23 12:00", "first-reply"].void_reason) == (
        State.VOIDED,
        "withdrawn",
    )
    assert found["23 13:00", "first-reply"].outcome is State.MISSED
    assert found["23 13:00", "mended"].outcome is State.VOIDED


def test_a_row_keeps_its_id_and_tells_nobody_whose_it_is(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace, what_happened="The tap in Ada's kitchen is dry.")
    clock.pass_by(hours=1)
    answer(workplace, report.id, "mira", filling(), "Dear Ada, on our way.")
    before = {row.id for row in checked(workplace).rows}
    clock.pass_by(days=2)
    found = checked(workplace)
    assert {row.id for row in found.rows} == before
    text = json.dumps([line for line in scorecard_json(found).splitlines() if line.startswith('{"id"')])
    for private in (report.reference, "Ada", "kitchen", "Mira", "mira", ADA.address, "no-water", "urgent"):
        assert private not in text, private
    other = replace(workplace, secret="another secret of the tests, as long as the first")
    assert before.isdisjoint(row.id for row in current_scorecard(other).rows)


def test_an_old_report_counts_under_the_promise_of_its_day_and_the_change_is_told(
    workplace: Workplace, clock: Clock
) -> None:
    reported(workplace)
    clock.pass_by(hours=1)
    publish(workplace, with_target(small_library(), "first-reply", "30 minutes"))
    clock.pass_by(hours=1)
    reported(workplace)
    clock.pass_by(hours=1)
    found = rows(workplace)
    assert found["23 12:00", "first-reply"].outcome is State.RUNNING
    assert found["23 14:00", "first-reply"].outcome is State.MISSED
    history = [each for each in checked(workplace).in_force if each.commitment == "first-reply"]
    targets = [checked(workplace).commitments[each.version]["target"] for each in history]
    assert targets == ["4 working hours", "30 minutes"]
    assert [(str(each.since), each.until and str(each.until)) for each in history] == [
        ("2026-03-01", "2026-11-22"),
        ("2026-11-23", None),
    ]


@pytest.mark.parametrize("hidden", [{"draft": True}, {"audience": "team"}])
def test_what_readers_never_saw_is_not_in_the_data(
    workplace: Workplace, clock: Clock, hidden: dict[str, object]
) -> None:
    secret = with_page(with_target(small_library(), "next-word", "9 hours"), "next-word", **hidden)
    clock.pass_by(hours=1)
    publish(workplace, secret)
    clock.pass_by(hours=1)
    assert "9 hours" not in scorecard_json(checked(workplace))


def test_a_promise_that_became_one_to_the_team_is_on_no_public_scorecard(workplace: Workplace, clock: Clock) -> None:
    reported(workplace)
    clock.pass_by(hours=1)
    publish(workplace, with_page(small_library(), "next-word", audience="team"))
    found = checked(workplace)
    assert {row.commitment for row in found.rows} == {"first-reply", "mended"}
    assert "next-word" not in scorecard_json(found)
