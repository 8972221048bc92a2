"""Dated exceptions win over the pattern of the week, and breaks belong to the shift."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from portal.team.planned_shifts import Extra, Off, PlannedShift, RosterException, with_exceptions
from portal.team.roster import Person, Shift, next_shift_starts_at, on_shift, planned_shifts, shift_at, shift_ends_at

LONDON = "Europe/London"
ZONE = ZoneInfo(LONDON)
WEEK = ("mon", "tue", "wed", "thu", "fri")
MIRA = Person(
    "mira", "Mira", "m@x.example", ("faults",), shifts=(Shift(WEEK, "08:00", "16:00", (("10:00", "10:15"),)),)
)
NIGHT = Person(
    "noor", "Noor", "n@x.example", ("faults",), shifts=(Shift(("fri",), "22:00", "06:00", (("01:00", "01:30"),)),)
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


MONDAY = PlannedShift(
    utc("2026-11-23T08:00"), utc("2026-11-23T16:00"), ((utc("2026-11-23T10:00"), utc("2026-11-23T10:15")),)
)


def other_than(person: Person, *exceptions: RosterException) -> Person:
    return replace(person, exceptions=exceptions)


def test_a_shift_has_the_breaks_of_the_pattern() -> None:
    assert planned_shifts(MIRA, ZONE, date(2026, 11, 23), 1) == [MONDAY]


def test_a_break_after_midnight_belongs_to_the_night_before() -> None:
    (shift,) = planned_shifts(NIGHT, ZONE, date(2026, 11, 27), 1)
    assert shift.breaks == ((utc("2026-11-28T01:00"), utc("2026-11-28T01:30")),)


def test_who_has_time_off_is_not_there_and_comes_next_after_it() -> None:
    off = other_than(MIRA, Off(utc("2026-11-23T00:00"), utc("2026-11-25T00:00")))
    assert not on_shift(off, LONDON, utc("2026-11-23T12:00"))
    assert next_shift_starts_at(off, LONDON, utc("2026-11-22T12:00")) == utc("2026-11-25T08:00")


def test_hours_off_cut_the_shift_and_keep_the_breaks_outside_them() -> None:
    off = other_than(MIRA, Off(utc("2026-11-23T12:00"), utc("2026-11-23T18:00")))
    assert shift_ends_at(off, LONDON, utc("2026-11-23T09:00")) == utc("2026-11-23T12:00")
    shift = shift_at(off, LONDON, utc("2026-11-23T09:00"))
    assert shift is not None
    assert shift.breaks == MONDAY.breaks
    assert not on_shift(off, LONDON, utc("2026-11-23T12:00"))


def test_what_is_left_of_a_night_may_begin_on_the_day_after() -> None:
    off = other_than(NIGHT, Off(utc("2026-11-27T21:00"), utc("2026-11-28T00:30")))
    assert planned_shifts(off, ZONE, date(2026, 11, 27), 1) == []
    (left,) = planned_shifts(off, ZONE, date(2026, 11, 28), 1)
    assert (left.start, left.breaks[0][0]) == (utc("2026-11-28T00:30"), utc("2026-11-28T01:00"))
    assert on_shift(off, LONDON, utc("2026-11-28T03:00"))


def test_a_swapped_shift_brings_its_breaks() -> None:
    giver = other_than(MIRA, Off(MONDAY.start, MONDAY.end, is_given=True))
    taker = other_than(NIGHT, Extra(replace(MONDAY, instead_of="mira")))
    assert not on_shift(giver, LONDON, utc("2026-11-23T12:00"))
    worked = shift_at(taker, LONDON, utc("2026-11-23T12:00"))
    assert worked is not None
    assert (worked.breaks, worked.instead_of) == (MONDAY.breaks, "mira")


def test_a_shift_that_is_given_away_and_taken_back_is_worked_by_whom_it_belonged_to() -> None:
    back = other_than(MIRA, Off(MONDAY.start, MONDAY.end, is_given=True), Extra(MONDAY))
    assert on_shift(back, LONDON, utc("2026-11-23T12:00"))


instants = st.integers(0, 24 * 14).map(lambda hours: utc("2026-11-20T00:00") + timedelta(hours=hours))
spans = st.tuples(instants, instants).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(spans, max_size=4))
def test_nobody_works_in_their_time_off_and_nothing_else_is_lost(off: list[tuple[datetime, datetime]]) -> None:
    person = other_than(MIRA, *(Off(start, end) for start, end in off))
    at = utc("2026-11-20T00:30")
    while at < utc("2026-12-04T00:00"):
        is_off = any(start <= at < end for start, end in off)
        assert on_shift(person, LONDON, at) == (on_shift(MIRA, LONDON, at) and not is_off)
        at += timedelta(hours=3)


@given(st.lists(spans, max_size=5))
def test_the_pieces_of_a_shift_never_overlap_and_every_break_lies_within_its_piece(
    off: list[tuple[datetime, datetime]],
) -> None:
    pieces = with_exceptions([MONDAY], [Off(start, end) for start, end in off])
    assert all(first.end <= second.start for first, second in pairwise(pieces))
    for piece in pieces:
        assert MONDAY.start <= piece.start < piece.end <= MONDAY.end
        assert all(piece.start <= start < end <= piece.end for start, end in piece.breaks)
