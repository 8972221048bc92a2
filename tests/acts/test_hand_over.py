"""A report changes hands: the customer hears who has it, the next one hears all they must know, and no clock stops."""

import pytest

from portal.acts.answer import answer
from portal.acts.compose import mail_for
from portal.acts.hand_over import hand_over
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.timeline import Kind
from tests.acts.test_send_notices import text_of
from tests.workplaces import Clock, claimed, clocks_on, filling, now_of, reported, rows, story, told


def give(workplace: Workplace, report_id: int, to: str, person: str = "mira") -> None:
    hand_over(workplace, report_id, person, filling(), to=to, why="My day ends.", must_know="Ring twice.")


def test_the_next_one_has_it_and_both_hear_of_it(workplace: Workplace) -> None:
    report = reported(workplace)
    told(workplace)
    give(workplace, report.id, "tom")
    assert (now_of(workplace, report).owner, now_of(workplace, report).team) == ("tom", "lines")
    assert told(workplace) == [("handed_over", "customer"), ("handed_to_you", "tom")]


def test_why_and_what_to_know_stays_inside(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    give(sqlite_workplace, report.id, "tom")
    shown, inside = story(sqlite_workplace, report)[-2:]
    assert (shown.kind, shown.public, dict(shown.texts)) == (Kind.HANDED_OVER, True, {})
    assert (inside.kind, inside.public) == (Kind.NOTED, False)
    assert inside.texts == {"why": "My day ends.", "must_know": "Ring twice."}


def test_no_clock_stops_or_starts_afresh(sqlite_workplace: Workplace, clock: Clock) -> None:
    """Nobody has written a word to the customer. DESIGN §5: load never pauses a clock, nor does a hand-over."""
    report = reported(sqlite_workplace)
    before = clocks_on(sqlite_workplace, report)
    clock.pass_by(hours=1)
    give(sqlite_workplace, report.id, "tom")
    assert clocks_on(sqlite_workplace, report) == before
    clock.pass_by(minutes=1)
    answer(sqlite_workplace, report.id, "tom", filling(), "I have it now.")
    assert clocks_on(sqlite_workplace, report)["first_response"].stopped_at == clock.now


def test_to_a_team_it_goes_to_whoever_routing_finds_but_not_back(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    give(sqlite_workplace, report.id, "lines")
    assert now_of(sqlite_workplace, report).owner == "tom"
    give(sqlite_workplace, report.id, "bills", person="tom")
    assert (now_of(sqlite_workplace, report).owner, now_of(sqlite_workplace, report).team) == ("bea", "bills")


def test_to_a_person_of_another_team_the_report_goes_to_that_team(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    give(sqlite_workplace, report.id, "bea")
    assert (now_of(sqlite_workplace, report).owner, now_of(sqlite_workplace, report).team) == ("bea", "bills")


def test_who_hands_over_the_only_place_of_a_team_leaves_it_to_the_whole_team(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace, topic="wrong-bill")
    told(sqlite_workplace)
    give(sqlite_workplace, report.id, "bills", person="bea")
    assert now_of(sqlite_workplace, report).owner is None
    assert told(sqlite_workplace) == [("handed_over", "customer"), ("handed_to_you", "bea")]


@pytest.mark.parametrize(("to", "words"), [("mira", "already has"), ("ruth", "Nobody of that name"), ("", "Nobody")])
def test_who_cannot_receive_it_does_not(sqlite_workplace: Workplace, to: str, words: str) -> None:
    report = reported(sqlite_workplace)
    before = rows(sqlite_workplace.store)
    with pytest.raises(MoveRefused, match=words):
        give(sqlite_workplace, report.id, to)
    assert rows(sqlite_workplace.store) == before


def test_whoever_had_it_hears_who_gave_it_on_to_whom_and_why(workplace: Workplace) -> None:
    report = reported(workplace)
    told(workplace)
    give(workplace, report.id, "bea", person="tom")
    assert ("handed_on", "mira") in told(workplace)
    give(workplace, report.id, "tom", person="bea")
    assert "handed_on" not in dict(told(workplace)), "who gives on their own report knows it"


def test_the_mail_to_whoever_had_it_names_both_and_the_reason(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    claimed(sqlite_workplace)
    give(sqlite_workplace, report.id, "bea", person="tom")
    (notice,) = [each for each in claimed(sqlite_workplace) if each.message == "handed_on"]
    words = " ".join(text_of(mail_for(sqlite_workplace, notice)).split())
    assert "Tom has handed on a report that you had. It is with Bea now" in words
    assert "My day ends." in words
