"""The page of a huddle says what matters in few lines; no name stands beside a miss, and nobody is counted."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.team.exercises import Exercise
from portal.team.huddle import MOST_LINES, Section, sections, without_names
from portal.team.huddle_facts import Changed, Due, HuddleFacts, Known, Miss, Point, Tally, Thanked
from portal.team.huddle_times import OnDuty
from portal.team.planned_shifts import PlannedShift
from portal.team.roster import Person


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23T{text}").replace(tzinfo=UTC)


BREAKS = ((at("10:00"), at("10:15")), (at("12:00"), at("12:30")))
MIRA = OnDuty(Person("mira", "Mira", "m@x.example", ("lines",)), PlannedShift(at("08:00"), at("16:00"), BREAKS))
MISS = Miss("R7K4-M2PX", "No water", "A person answers within four working hours", "Mira asked Kofi, and KOFI rang.")
EMPTY = HuddleFacts(
    now=at("07:45"),
    start=at("08:00"),
    since=datetime(2026, 11, 20, 8, tzinfo=UTC),
    time_zone="UTC",
    names=("Mira", "Tom", "Kofi from Eelby"),
    there=(),
    kept=Tally(),
    solved=Tally(),
    cared_for=Tally(),
    scripts=(),
    missed=(),
    missed_count=0,
    due=(),
    due_count=0,
    known=(),
    changed=(),
    thanks=(),
    points=(),
    exercise=None,
)


def section(key: str, **facts: Any) -> Section:
    return next(each for each in sections(replace(EMPTY, **facts)) if each.key == key)


def words(key: str, **facts: Any) -> list[str]:
    return [line.whole for line in section(key, **facts).lines]


def test_who_is_on_and_when_they_rest() -> None:
    without = replace(MIRA, shift=replace(MIRA.shift, breaks=()))
    assert words("who", there=(MIRA, without)) == [
        "Mira 08:00 to 16:00, rests at 10:00 and 12:00",
        "Mira 08:00 to 16:00, no break planned",
    ]


def test_what_falls_due_is_said_by_when_and_what_is_late_says_so() -> None:
    due = Due(
        "R7K4-M2PX", "No water", "first_response", at("10:30"), is_nobodys=True, address="/desk/reports/R7K4-M2PX"
    )
    late = replace(due, indicator="next_update", due_at=at("07:00"), is_nobodys=False)
    assert words("due", due=(late, due), due_count=2) == [
        "R7K4-M2PX Late: the next word was due 07:00. No water",
        "R7K4-M2PX Answer by 10:30. Nobody has it yet. No water",
    ]
    assert [line.sign for line in section("due", due=(late, due)).lines] == ["missed", "running"]


def test_what_worked_is_counts_and_scripts() -> None:
    found = words("worked", kept=Tally(14, 16), solved=Tally(3, 4), cared_for=Tally(4, 4), scripts=("No with grace",))
    assert found == [
        "14 of 16 promises that came to count were kept.",
        "3 of 4 customers who said so had it solved.",
        "4 of 4 felt cared for.",
        "Script: A customer said thank you after “No with grace”.",
    ]
    assert words("worked") == []


def test_no_name_of_the_team_stands_beside_a_miss() -> None:
    """Whoever wrote it there, in capitals or by the first name alone."""
    (line,) = words("missed", missed=(MISS,), missed_count=1)
    assert line.endswith(
        "Missed: “A person answers within four working hours”. Tried: a colleague asked a colleague, "
        "and a colleague rang."
    )
    assert not any(name in line for name in ("Mira", "Kofi", "KOFI"))
    assert "person" not in {field.name for field in fields(Miss)} | {field.name for field in fields(Due)}


def test_names_inside_of_other_words_stay() -> None:
    assert without_names("The miracle of Tomlin Road", ("Mira", "Tom")) == "The miracle of Tomlin Road"


def test_no_figure_is_of_a_person() -> None:
    """Whatever is counted, is counted for the team: no line that names somebody holds a count."""
    full = replace(
        EMPTY,
        there=(MIRA,),
        kept=Tally(3, 4),
        missed=(MISS,),
        missed_count=1,
        thanks=(Thanked("Mira", "a customer", "You were kind."), Thanked("Mira", "Tom")),
    )
    naming = [
        line.whole
        for each in sections(full)
        if each.key != "who"
        for line in each.lines
        if any(name in line.whole for name in full.names)
    ]
    assert naming == ["A customer thanked Mira: “You were kind.”", "Tom thanked Mira."]
    counting = {field.name for field in fields(HuddleFacts) if field.type in ("Tally", "int", Tally, int)}
    assert counting == {"kept", "solved", "cared_for", "missed_count", "due_count"}


def test_what_became_weaker_comes_first() -> None:
    changed = (Changed("Policy", "A", "New words."), Changed("Promise", "B", "Weaker: slower.", is_weaker=True))
    assert words("changed", changed=changed) == ["Promise “B”: Weaker: slower.", "Policy “A”: New words."]


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("who", {"there": (MIRA,) * 30}),
        ("missed", {"missed": (MISS,) * 4, "missed_count": 30}),
        ("known", {"known": (Known("The mast is down."),) * 30}),
        ("points", {"points": (Point("The van.", "Tom"),) * 30}),
        ("thanks", {"thanks": (Thanked("Mira", "Tom"),) * 30}),
    ],
)
def test_what_does_not_fit_is_counted_and_found_on_the_desk(key: str, facts: dict[str, Any]) -> None:
    found = section(key, **facts)
    assert len(found.lines) == MOST_LINES[key]
    assert found.more_words == f"and {30 - MOST_LINES[key]} more on the desk"
    assert len(found.lines) + len(found.rest) == (4 if key == "missed" else 30)


def test_no_line_is_long() -> None:
    long = "word " * 200
    facts = replace(
        EMPTY,
        missed=(replace(MISS, tried=long, promise=long),),
        known=(Known(long),),
        changed=(Changed("Policy", long, long),),
        thanks=(Thanked("Mira", "Tom", long),),
        exercise=Exercise("drill", "d", long, long),
    )
    assert max(len(line.whole) for each in sections(facts) for line in each.lines) < 240


def test_every_section_is_there_and_says_what_it_means_to_be_empty() -> None:
    assert [each.key for each in sections(EMPTY)] == [
        *("who", "due", "worked", "missed", "known", "changed", "points", "thanks", "exercise")
    ]
    assert all(each.nothing for each in sections(EMPTY))


def test_a_drill_is_not_called_a_drill_twice() -> None:
    drill = Exercise("drill", "d", "Drill: at night", "A call.")
    assert words("exercise", exercise=drill) == ["Drill: at night. A call."]
    assert words("exercise", exercise=replace(drill, kind="guide", title="Saying no")) == ["Guide: Saying no. A call."]


def test_where_none_fell_due_what_is_still_late_is_named() -> None:
    due = Due("R7K4-M2PX", "No water", "next_update", at("07:00"), is_nobodys=False)
    assert section("missed").nothing == "No promise fell due since the last huddle."
    late = section("missed", due=(due,), due_count=1).nothing
    assert late == "No promise fell due since the last huddle. Still late: R7K4-M2PX."
    assert section("missed", kept=Tally(2, 2)).nothing == "Every promise that fell due was kept."
