"""The quality of the weeks ahead: gaps, hours against one's own pattern, promises nobody is there to keep."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from portal.promises.wall_clock import to_us
from portal.team.planned_shifts import Off
from portal.team.roster import Person, Roster, Shift, Team
from portal.team.roster_quality import gaps, hours_of, nobody_to_keep

WEEK = ("mon", "tue", "wed", "thu", "fri")
MONDAY = date(2026, 11, 23)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


ADA = Person("ada", "Ada", "a@x.example", ("faults",), shifts=(Shift(WEEK, "08:00", "16:00"),))
BEN = Person("ben", "Ben", "b@x.example", ("faults",), shifts=(Shift(WEEK, "12:00", "18:00"),))
OPEN = [(to_us(utc("2026-11-23T08:00")), to_us(utc("2026-11-23T20:00")))]


def roster(*people: Person) -> Roster:
    return Roster("UTC", {"faults": Team("faults", "the fault desk")}, {each.key: each for each in people})


def test_a_gap_is_promised_time_in_which_nobody_of_the_team_is_there() -> None:
    (gap,) = gaps(roster(ADA, BEN), "faults", OPEN, MONDAY, 1)
    assert (gap.start, gap.end) == (utc("2026-11-23T18:00"), utc("2026-11-23T20:00"))


def test_taking_one_person_away_names_the_hours_that_suffer() -> None:
    found = gaps(roster(BEN), "faults", OPEN, MONDAY, 1)
    assert [(gap.start.hour, gap.end.hour) for gap in found] == [(8, 12), (18, 20)]


def test_hours_are_told_against_the_own_pattern() -> None:
    off = replace(ADA, exceptions=(Off(utc("2026-11-23T12:00"), utc("2026-11-24T00:00")),))
    hours = hours_of(off, "UTC", MONDAY, 7)
    assert (hours.planned, hours.usual, hours.beyond) == tuple(timedelta(hours=each) for each in (36, 40, -4))


def test_a_promise_that_falls_due_before_anybody_comes_is_named_once_for_a_stretch() -> None:
    def due_at(at: datetime) -> datetime:
        return at + timedelta(hours=2)

    found = nobody_to_keep(roster(ADA), "faults", "reply", due_at, utc("2026-11-23T08:00"), utc("2026-11-24T08:00"))
    (one,) = found
    assert (one.start, one.end) == (utc("2026-11-23T16:00"), utc("2026-11-24T06:00") + timedelta(hours=1))
    assert one.due_at == utc("2026-11-24T08:00")


def test_a_promise_that_somebody_is_there_to_keep_is_not_named() -> None:
    def due_at(at: datetime) -> datetime:
        return at + timedelta(hours=17)

    start, end = utc("2026-11-23T08:00"), utc("2026-11-24T08:00")
    assert nobody_to_keep(roster(ADA), "faults", "reply", due_at, start, end) == []


def test_what_the_team_asks_is_unkept_while_no_lead_comes_in_time() -> None:
    """Ben leads from noon on; Ada asks from eight on, and an answer is promised within the hour."""
    start, end = utc("2026-11-23T00:00"), utc("2026-11-23T23:00")
    hour = timedelta(hours=1)
    (found,) = nobody_to_keep(roster(ADA), "faults", "lead-answer", lambda at: at + hour, start, end, [BEN])
    assert (found.start, found.end) == (utc("2026-11-23T08:00"), utc("2026-11-23T12:00"))
