"""What came of an effort is said once, by whoever knows first, and the customer hears of it."""

from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest

from portal.acts.answer import answer
from portal.acts.close import decline, resolve
from portal.acts.conclude_effort import conclude_effort
from portal.acts.customer_writes import customer_writes
from portal.acts.hand_over import hand_over
from portal.acts.try_something import Effort, try_something
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.efforts import efforts_under_way
from portal.reports.report import Report
from portal.reports.timeline import Entry, Kind
from tests.workplaces import Clock, clocks_on, filling, kinds, reported, rows, story, told


def begun(workplace: Workplace, tried: str = "I ring the works.") -> tuple[Report, int]:
    """A report with an effort under way, and the effort's number."""
    report = reported(workplace)
    return report, begin(workplace, report, tried)


def begin(workplace: Workplace, report: Report, tried: str) -> int:
    try_something(workplace, report.id, "mira", filling(), Effort(tried))
    return story(workplace, report)[-1].id or 0


def under_way(workplace: Workplace, report: Report) -> list[Entry]:
    return efforts_under_way(story(workplace, report))


def conclude(workplace: Workplace, report: Report, effort: int, person: str = "mira", once: str = "") -> None:
    conclude_effort(
        workplace,
        report.id,
        person,
        once or filling(),
        effort=effort,
        came_of_it="No answer.",
        next_step="I drive there.",
    )


def test_what_came_of_it_ends_the_effort_is_public_and_mailed(workplace: Workplace, clock: Clock) -> None:
    report, effort = begun(workplace)
    told(workplace)
    clock.pass_by(minutes=20)
    conclude(workplace, report, effort, "tom")
    entry = story(workplace, report)[-1]
    assert (entry.kind, entry.public, entry.author.key, entry.facts) == (
        Kind.CONCLUDED,
        True,
        "tom",
        {"effort": effort},
    )
    assert entry.texts == {"came_of_it": "No answer.", "next_step": "I drive there."}
    assert under_way(workplace, report) == []
    assert told(workplace) == [("effort_logged", "customer")]


def test_it_restarts_the_next_update(sqlite_workplace: Workplace, clock: Clock) -> None:
    report, effort = begun(sqlite_workplace)
    due_at = clocks_on(sqlite_workplace, report)["next_update"].due_at
    clock.pass_by(days=1)
    conclude(sqlite_workplace, report, effort)
    assert clocks_on(sqlite_workplace, report)["next_update"].due_at > due_at


def test_of_several_the_one_that_is_named_ends(sqlite_workplace: Workplace) -> None:
    report, first = begun(sqlite_workplace)
    second = begin(sqlite_workplace, report, "I look for a tank.")
    conclude(sqlite_workplace, report, first)
    assert [entry.id for entry in under_way(sqlite_workplace, report)] == [second]


def test_said_twice_by_one_form_it_is_said_once(sqlite_workplace: Workplace) -> None:
    report, effort = begun(sqlite_workplace)
    once = filling()
    conclude(sqlite_workplace, report, effort, once=once)
    before = rows(sqlite_workplace.store)
    conclude(sqlite_workplace, report, effort, once=once)
    assert rows(sqlite_workplace.store) == before


def test_of_two_who_say_it_at_once_one_is_told_who_was_first(workplace: Workplace) -> None:
    report, effort = begun(workplace)

    def say(person: str) -> str:
        try:
            conclude(workplace, report, effort, person)
        except MoveRefused as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as both:
        said = sorted(both.map(say, ["mira", "tom"]))
    assert said[0] == ""
    assert "has said what came of this already, at 12:00 today" in said[1]
    assert kinds(workplace, report).count(Kind.CONCLUDED) == 1


def test_an_answer_or_a_hand_over_ends_nothing(sqlite_workplace: Workplace) -> None:
    report, effort = begun(sqlite_workplace)
    answer(sqlite_workplace, report.id, "mira", filling(), "I am on it.")
    hand_over(sqlite_workplace, report.id, "mira", filling(), to="tom", why="Shift.", must_know="Ring twice.")
    conclude(sqlite_workplace, report, effort, "tom")
    assert under_way(sqlite_workplace, report) == []


@pytest.mark.parametrize("way", ["resolve", "decline"])
def test_the_outcome_ends_it_and_nothing_more_is_asked(sqlite_workplace: Workplace, way: str) -> None:
    """What came of it is what the outcome says; after reopening it cannot be said in its place any more."""
    report, effort = begun(sqlite_workplace)
    if way == "resolve":
        resolve(sqlite_workplace, report.id, "mira", filling(), "We dug.")
    else:
        decline(sqlite_workplace, report.id, "mira", filling(), tried="I rang.", why="No pipe.", instead="A tank.")
    assert under_way(sqlite_workplace, report) == []
    with pytest.raises(MoveRefused, match="A message from the customer reopens it"):
        conclude(sqlite_workplace, report, effort)
    customer_writes(sqlite_workplace, report.id, filling(), "Not done.")
    with pytest.raises(MoveRefused, match="ended when the report was closed"):
        conclude(sqlite_workplace, report, effort)


def test_what_is_no_effort_under_way_cannot_be_concluded(sqlite_workplace: Workplace) -> None:
    report, effort = begun(sqlite_workplace)
    other, _ = begun(sqlite_workplace)
    try_something(sqlite_workplace, report.id, "mira", filling(), Effort("I rang.", "No answer.", "I dig."))
    before = rows(sqlite_workplace.store)
    all_ids = [entry.id or 0 for entry in chain(story(sqlite_workplace, report), story(sqlite_workplace, other))]
    for wrong in {*all_ids, 999} - {effort}:
        with pytest.raises(MoveRefused, match="no effort under way"):
            conclude(sqlite_workplace, report, wrong)
    assert rows(sqlite_workplace.store) == before
