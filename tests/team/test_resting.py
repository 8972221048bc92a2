"""Planned breaks and pauses are honoured, and what people say of them wins over the plan."""

from dataclasses import dataclass
from datetime import UTC, datetime

from portal.team.resting import breaks_at_hand, is_over, resting, was_taken
from portal.team.roster import Person, Roster, Shift, Team
from portal.team.routing import route_to_team

WEEK = ("mon", "tue", "wed", "thu", "fri")
SHIFT = (Shift(WEEK, "08:00", "16:00", (("12:00", "12:30"),)),)
PLAIN = (Shift(WEEK, "08:00", "16:00"),)


def person(key: str, shifts: tuple[Shift, ...], capacity: int = 10) -> Person:
    return Person(key, key.title(), f"{key}@x.example", ("faults",), shifts=shifts, capacity=capacity)


def roster(*people: Person) -> Roster:
    return Roster("UTC", {"faults": Team("faults", "the fault desk")}, {each.key: each for each in people})


BOTH = roster(person("ada", SHIFT), person("ben", PLAIN))


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=UTC)


NOON, HALF_PAST = at("12:00"), at("12:30")


@dataclass(frozen=True)
class Said:
    person: str = "ada"
    planned_at: datetime = NOON
    planned_until: datetime = HALF_PAST
    started_at: datetime | None = None
    ended_at: datetime | None = None


def test_a_planned_break_is_honoured_from_its_start_to_its_end() -> None:
    assert [bool(resting(BOTH, at(clock))) for clock in ("11:59", "12:00", "12:29", "12:30")] == [
        False,
        True,
        True,
        False,
    ]


def test_before_a_hard_report_a_break_at_hand_counts_as_begun() -> None:
    assert resting(BOTH, at("11:50"), hard=True) == {"ada"}
    assert resting(BOTH, at("11:49"), hard=True) == frozenset()


def test_breaks_are_looked_for_among_some_alone_where_that_is_asked() -> None:
    ada, ben = BOTH.responders["ada"], BOTH.responders["ben"]
    assert resting(BOTH, NOON, among=[ada, ben]) == resting(BOTH, NOON, among=[ada]) == {"ada"}
    assert resting(BOTH, NOON, (), ["carl"], among=[ben]) == {"carl"}


def test_a_break_begun_late_is_as_long_as_it_was_planned() -> None:
    late = Said(started_at=at("12:20"))
    assert resting(BOTH, at("12:45"), [late]) == {"ada"}
    assert resting(BOTH, at("12:50"), [late]) == frozenset()


def test_who_is_back_early_is_there() -> None:
    assert resting(BOTH, at("12:20"), [Said(started_at=at("12:00"), ended_at=at("12:15"))]) == frozenset()


def test_a_pause_is_honoured_like_a_break() -> None:
    assert resting(BOTH, at("09:00"), (), ["ben"]) == {"ben"}


def test_a_break_counts_as_taken_within_half_an_hour_of_its_time() -> None:
    starts = {"11:30": True, "12:30": True, "12:31": False}
    assert {clock: was_taken(Said(started_at=at(clock))) for clock in starts} == starts
    assert not was_taken(Said())
    assert not is_over(Said(), at("15:00"))


def test_the_breaks_at_hand_are_those_of_the_shift_under_way() -> None:
    assert [each.start for each in breaks_at_hand(BOTH.responders["ada"], "UTC", at("09:00"))] == [at("12:00")]
    assert breaks_at_hand(BOTH.responders["ada"], "UTC", at("18:00")) == ()


def test_who_rests_is_passed_over_while_somebody_else_is_there() -> None:
    route = route_to_team(BOTH, "faults", {"ben": 9}, at("12:00"), resting={"ada"})
    assert (route.owner, route.full) == ("ben", False)


def test_who_rests_has_it_where_nobody_else_is_there() -> None:
    route = route_to_team(roster(person("ada", SHIFT)), "faults", {}, at("12:00"), resting={"ada"})
    assert (route.owner, route.full) == ("ada", True)


def test_a_break_is_kept_even_where_the_others_are_full() -> None:
    route = route_to_team(BOTH, "faults", {"ben": 30}, at("12:00"), resting={"ada"})
    assert (route.owner, route.full) == ("ben", True)


def test_who_is_full_is_passed_over() -> None:
    team = roster(person("ada", PLAIN, capacity=2), person("ben", PLAIN, capacity=20))
    route = route_to_team(team, "faults", {"ada": 2, "ben": 9}, at("09:00"))
    assert (route.owner, route.full) == ("ben", False)


def test_when_all_are_full_the_one_least_beyond_what_they_can_do_has_it() -> None:
    team = roster(person("ada", PLAIN, capacity=2), person("ben", PLAIN, capacity=10))
    route = route_to_team(team, "faults", {"ada": 3, "ben": 12}, at("09:00"))
    assert (route.owner, route.full) == ("ben", True)
    assert route.facts()["full"] is True


def test_out_of_hours_nobody_is_said_to_be_full() -> None:
    route = route_to_team(BOTH, "faults", {"ada": 99, "ben": 99}, at("20:00"))
    assert (route.owner is not None, route.full) == (True, False)
