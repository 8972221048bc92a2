"""A team's week is cut wherever somebody comes or goes, and each piece has a name that people use."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from portal.upkeep.simulation.stretches import TeamWeek
from tests.promises.promised import at
from tests.upkeep.simulation.small_desk import person, roster

OFFICE = roster(person("ada", "08:00", "16:00"), person("ben", "14:00", "22:00", days=("mon",)))


def test_the_pieces_cover_the_whole_week_once() -> None:
    pieces = TeamWeek(OFFICE, "desk").stretches
    assert sum(piece.hours for piece in pieces) == 7 * 24
    assert all(one.end == next_.start for one, next_ in pairwise(pieces))


def test_each_piece_says_when_it_is_and_who_is_there() -> None:
    named = {piece.words(): piece.people for piece in TeamWeek(OFFICE, "desk").stretches}
    assert named["Monday 08:00 to 14:00"] == ("ada",)
    assert named["Monday 14:00 to 16:00"] == ("ada", "ben")
    assert named["Monday 16:00 to 22:00"] == ("ben",)
    assert named["Friday 16:00 to Monday 08:00"] == ()


def test_an_instant_is_found_by_its_local_time_in_winter_and_in_summer() -> None:
    week = TeamWeek(OFFICE, "desk")
    assert week.at(at("22 23:00")).words() == "Friday 16:00 to Monday 08:00"
    assert week.at(at("23 08:00")).words() == "Monday 08:00 to 14:00"
    assert week.at(datetime(2026, 7, 6, 7, tzinfo=UTC)).words() == "Monday 08:00 to 14:00"


def test_a_night_shift_over_the_end_of_the_week_is_one_piece() -> None:
    nights = roster(person("wren", "22:00", "08:00", days=("sun",)))
    there = [piece for piece in TeamWeek(nights, "desk").stretches if piece.people]
    assert [piece.words() for piece in there] == ["Sunday 22:00 to Monday 08:00"]
    assert TeamWeek(nights, "desk").at(at("23 02:00")) == there[0]


def test_a_team_of_nobody_has_one_piece() -> None:
    (piece,) = TeamWeek(replace(OFFICE, responders={}), "desk").stretches
    assert (piece.words(), piece.people) == ("at any hour", ())


def test_a_piece_up_to_midnight_says_so() -> None:
    late = roster(person("ada", "16:00", "24:00", days=("mon",)))
    assert TeamWeek(late, "desk").at(at("23 20:00")).words() == "Monday 16:00 to 24:00"
