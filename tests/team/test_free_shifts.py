"""A shift in somebody's time off is free until somebody takes it; a swapped one never is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from portal.team.free_shifts import clashes, free_shifts, lacking, shift_starting_at
from portal.team.planned_shifts import Extra, Off, PlannedShift, RosterException
from portal.team.roster import Person, Roster, Shift, Team

WEEK = ("mon", "tue", "wed", "thu", "fri")
DAY = date(2026, 11, 23)


def utc(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=UTC)


def person(key: str, *teams: str, skills: tuple[str, ...] = ()) -> Person:
    shifts = (Shift(WEEK, "08:00", "16:00", (("10:00", "10:15"),)),)
    return Person(key, key.title(), f"{key}@x.example", teams, dict.fromkeys(skills), shifts)


def roster(**exceptions: tuple[RosterException, ...]) -> Roster:
    people = (person("ada", "faults", "bills", skills=("lines", "alarms")), person("ben", "bills", skills=("lines",)))
    teams = {key: Team(key, f"the {key} desk") for key in ("faults", "bills")}
    found = Roster("UTC", teams, {each.key: replace(each, shifts=each.shifts) for each in people})
    return found.with_exceptions(exceptions)


MORNING = PlannedShift(utc("08:00"), utc("12:00"), ((utc("10:00"), utc("10:15")),), "ada")
OFF = Off(utc("00:00"), utc("12:00"))


def test_the_part_of_a_shift_in_time_off_is_free_with_its_breaks() -> None:
    (free,) = free_shifts(roster(ada=(OFF,)), DAY, 1)
    assert (free.person, free.shift) == ("ada", MORNING)


def test_a_free_shift_that_is_taken_is_not_free_any_more() -> None:
    assert free_shifts(roster(ada=(OFF,), ben=(Extra(MORNING),)), DAY, 1) == []


def test_a_shift_given_away_is_not_free() -> None:
    assert free_shifts(roster(ada=(Off(utc("08:00"), utc("16:00"), is_given=True),)), DAY, 1) == []


def test_who_works_at_the_same_time_cannot_take_it() -> None:
    found = roster(ada=(OFF,))
    assert clashes(found.responders["ben"], "UTC", MORNING) is not None
    assert clashes(found.responders["ada"], "UTC", MORNING) is None


def test_a_shift_is_found_by_its_start() -> None:
    assert shift_starting_at(roster().responders["ada"], "UTC", utc("08:00")) is not None
    assert shift_starting_at(roster().responders["ada"], "UTC", utc("09:00")) is None


def test_what_the_taker_lacks_is_known() -> None:
    people = roster().responders
    assert lacking(roster(), people["ada"], people["ben"]) == (("the faults desk",), ("alarms",))


def test_what_time_off_leaves_over_of_a_night_shift_is_free_on_the_day_it_begins() -> None:
    """Monday 22:00 to 06:00, with Tuesday off."""
    tuesday = DAY + timedelta(days=1)
    off = Off(utc("00:00") + timedelta(days=1), utc("00:00") + timedelta(days=2))
    found = roster(ada=(off,))
    night = replace(found.responders["ada"], shifts=(Shift(("mon",), "22:00", "06:00"),))
    found = replace(found, responders={**found.responders, "ada": night})
    (free,) = free_shifts(found, tuesday, 1)
    assert (free.shift.start, free.shift.end) == (off.start, off.start + timedelta(hours=6))
    assert free_shifts(found, DAY, 1) == []
