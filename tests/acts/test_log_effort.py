"""An effort is shown as it happens, and counts as a word from a person."""

from portal.acts.log_effort import Effort, log_effort
from portal.acts.workplace import Workplace
from tests.workplaces import clocks_on, filling, reported, story


def test_an_effort_stops_the_first_response(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    log_effort(sqlite_workplace, report.id, "mira", filling(), Effort("I rang the works.", "", "I ring at two."))
    assert clocks_on(sqlite_workplace, report)["first_response"].state == "kept"


def test_what_was_left_empty_is_not_kept(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    log_effort(sqlite_workplace, report.id, "mira", filling(), Effort("I rang.", " \n", "I ring at two.", "\0"))
    assert story(sqlite_workplace, report)[-1].texts == {"tried": "I rang.", "next_step": "I ring at two."}


def test_all_four_parts_are_kept_as_written(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    log_effort(sqlite_workplace, report.id, "mira", filling(), Effort("Rang.", "No answer.", "Ring at two.", "Priya"))
    assert story(sqlite_workplace, report)[-1].texts == {
        "tried": "Rang.",
        "came_of_it": "No answer.",
        "next_step": "Ring at two.",
        "asked": "Priya",
    }
