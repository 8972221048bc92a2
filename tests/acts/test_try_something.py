"""An effort is shown as it happens, and counts as a word from a person."""

import pytest

from portal.acts.try_something import Effort, try_something
from portal.acts.workplace import Workplace
from portal.reports.efforts import efforts_under_way
from portal.reports.timeline import Kind
from tests.workplaces import Clock, clocks_on, filling, kinds, reported, story


def test_an_effort_stops_the_first_response(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    try_something(sqlite_workplace, report.id, "mira", filling(), Effort("I ring the works."))
    assert clocks_on(sqlite_workplace, report)["first_response"].state == "kept"


def test_an_effort_restarts_the_next_update(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    due_at = clocks_on(sqlite_workplace, report)["next_update"].due_at
    clock.pass_by(days=1)
    try_something(sqlite_workplace, report.id, "mira", filling(), Effort("I ring the works."))
    assert clocks_on(sqlite_workplace, report)["next_update"].due_at > due_at


@pytest.mark.parametrize(("came_of_it", "under_way"), [("", 1), (" \n", 1), ("No answer.", 0)])
def test_it_is_under_way_until_it_is_said_what_came_of_it(
    sqlite_workplace: Workplace, came_of_it: str, under_way: int
) -> None:
    report = reported(sqlite_workplace)
    try_something(sqlite_workplace, report.id, "mira", filling(), Effort("I ring.", came_of_it, "I ring at two."))
    assert len(efforts_under_way(story(sqlite_workplace, report))) == under_way


def test_what_was_left_empty_is_not_kept(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    try_something(sqlite_workplace, report.id, "mira", filling(), Effort("I rang.", " \n", "I ring at two.", "\0"))
    assert story(sqlite_workplace, report)[-1].texts == {"tried": "I rang.", "next_step": "I ring at two."}


def test_all_four_parts_are_kept_as_written(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    try_something(
        sqlite_workplace, report.id, "mira", filling(), Effort("Rang.", "No answer.", "Ring at two.", "Priya")
    )
    assert story(sqlite_workplace, report)[-1].texts == {
        "tried": "Rang.",
        "came_of_it": "No answer.",
        "next_step": "Ring at two.",
        "asked": "Priya",
    }


def test_the_same_words_in_another_field_are_not_the_same_again(sqlite_workplace: Workplace) -> None:
    """Who goes back and moves a sentence to where it belongs is heard."""
    report, once = reported(sqlite_workplace), filling()
    for effort in (Effort("I ring.", next_step="No answer."), Effort("I ring.", came_of_it="No answer.")):
        try_something(sqlite_workplace, report.id, "mira", once, effort)
    assert kinds(sqlite_workplace, report).count(Kind.EFFORT) == 2
