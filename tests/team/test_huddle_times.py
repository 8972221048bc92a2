"""Each team has a huddle at every time at which somebody of it begins, by the roster with its exceptions."""

from datetime import UTC, datetime, timedelta

from portal.team.huddle_times import (
    about_to_begin,
    beginning,
    end_of,
    huddle_of,
    huddles_between,
    last_huddle,
    on_duty,
)
from portal.team.planned_shifts import Extra, Off, PlannedShift
from portal.team.roster import Person, Roster, Shift, Team

WEEK = ("mon", "tue", "wed", "thu", "fri")


def person(key: str, start: str, end: str, days: tuple[str, ...] = WEEK) -> Person:
    return Person(key, key.title(), f"{key}@x.example", ("faults",), shifts=(Shift(days, start, end),))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=UTC)


ADA, BEN = person("ada", "08:00", "16:00"), person("ben", "08:00", "16:00", ("mon", "thu"))
CAL, LEA = person("cal", "14:00", "22:00"), person("lea", "08:00", "12:00")
TEAMS = {"faults": Team("faults", "the fault desk")}
ROSTER = Roster("Europe/London", TEAMS, {each.key: each for each in (ADA, BEN, CAL)}, {"lea": LEA})
MONDAY = at("23T08:00")


def test_whoever_begins_at_the_same_time_in_the_same_team_has_the_same_huddle_leads_too() -> None:
    assert [each.key for each in beginning(ROSTER, "faults", MONDAY)] == ["ada", "ben", "lea"]
    assert huddles_between(ROSTER, "faults", at("23T00:00"), at("24T00:00")) == (MONDAY, at("23T14:00"))


def test_who_is_there_at_any_time_of_the_shift_is_on_the_page_those_who_begin_first() -> None:
    assert [duty.person.key for duty in on_duty(ROSTER, "faults", MONDAY)] == ["ada", "ben", "lea", "cal"]
    assert end_of(ROSTER, "faults", MONDAY) == at("23T16:00")


def test_it_looks_back_to_when_those_who_begin_now_stood_together_last() -> None:
    assert last_huddle(ROSTER, "faults", MONDAY) == at("20T08:00")
    assert last_huddle(ROSTER, "faults", at("24T08:00")) == MONDAY
    assert last_huddle(ROSTER, "faults", at("26T08:00")) == at("25T08:00"), "for Ben alone it would be Monday"


def test_it_looks_back_to_the_day_before_at_least_by_the_wall_clock() -> None:
    twice = (Shift(WEEK, "08:00", "11:00"), Shift(WEEK, "13:00", "16:00"))
    roster = Roster("Europe/London", TEAMS, {"ada": Person("ada", "Ada", "a@x.example", ("faults",), shifts=twice)})
    assert last_huddle(roster, "faults", at("24T13:00")) == at("23T13:00")
    every_day = person("ada", "08:00", "16:00", (*WEEK, "sat", "sun"))
    summer_ends = Roster("Europe/London", TEAMS, {"ada": every_day})
    after = datetime(2026, 10, 25, 8, tzinfo=UTC)
    assert last_huddle(summer_ends, "faults", after) == after - timedelta(hours=25)


def test_exceptions_count() -> None:
    extra = PlannedShift(at("23T18:00"), at("23T23:00"))
    changed = ROSTER.with_exceptions({"ada": (Off(at("23T00:00"), at("24T00:00")), Extra(extra))})
    assert [each.key for each in beginning(changed, "faults", MONDAY)] == ["ben", "lea"]
    assert [each.key for each in beginning(changed, "faults", extra.start)] == ["ada"]
    assert [each.key for each, _ in about_to_begin(changed, at("23T07:50"))] == ["ben", "lea"]


def test_a_shift_is_near_for_the_quarter_of_an_hour_before_it_and_not_once_it_has_begun() -> None:
    near = {text: [each.key for each, _ in about_to_begin(ROSTER, at(text))] for text in ("23T13:44", "23T13:45")}
    assert near == {"23T13:44": [], "23T13:45": ["cal"]}
    assert list(about_to_begin(ROSTER, at("23T14:00"))) == []


def test_one_finds_the_huddle_of_ones_shift_then_of_the_next_then_the_teams_last() -> None:
    assert huddle_of(ROSTER, ADA, "faults", at("23T15:00")) == MONDAY
    assert huddle_of(ROSTER, CAL, "faults", at("23T09:00")) == at("23T14:00")
    assert huddle_of(ROSTER, BEN, "faults", at("24T15:00")) == at("24T14:00")
    nobody = Roster("Europe/London", TEAMS, {})
    assert huddle_of(nobody, ADA, "faults", MONDAY) is None
