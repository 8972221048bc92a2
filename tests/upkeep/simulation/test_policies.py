"""Each way of routing is the real routing, asked of everybody or of some."""

from dataclasses import replace
from datetime import datetime

from portal.team.roster import Roster
from portal.team.routing import Reason, route_to_team
from portal.upkeep.simulation.policies import BySkill, LeastLoad, Pull, RoundRobin, Situation
from tests.promises.promised import at
from tests.upkeep.simulation.small_desk import person, roster

PEOPLE = roster(*(person(key, "08:00", "16:00") for key in ("ada", "ben", "cat")))
ALL = frozenset(PEOPLE.responders)


def situation(now: datetime | None = None, people: Roster = PEOPLE, **changes: object) -> Situation:
    stands = Situation(people, "desk", (), {"ada": 2, "ben": 1}, frozenset(), ALL, ALL, now or at("23 10:00"))
    return replace(stands, **changes)  # type: ignore[arg-type]


def test_least_load_is_exactly_what_the_portal_does() -> None:
    for now in (at("23 10:00"), at("23 20:00")):
        stands = situation(now, resting=frozenset({"cat"}))
        expected = route_to_team(PEOPLE, "desk", stands.loads, now, resting=stands.resting)
        assert LeastLoad().choose(stands) == expected


def test_who_pulls_is_free_and_awake_and_else_nobody_has_it() -> None:
    assert Pull().choose(situation(free=frozenset({"ada", "ben"}))).owner == "ben"
    assert Pull().choose(situation(free=frozenset({"ben"}), resting=frozenset({"ben"}))).owner is None
    assert Pull().choose(situation(free=frozenset())).reason is Reason.WHOLE_TEAM


def test_round_robin_goes_round_whatever_they_have() -> None:
    turns = RoundRobin()
    assert [turns.choose(situation()).owner for _ in range(4)] == ["ada", "ben", "cat", "ada"]
    assert turns.choose(situation(resting=frozenset({"ben"}))).owner == "cat"


def test_round_robin_falls_back_on_the_next_shift_when_nobody_is_there() -> None:
    route = RoundRobin().choose(situation(at("23 20:00"), present=frozenset(), free=frozenset()))
    assert (route.reason, route.owner) == (Reason.NEXT_SHIFT, "cat")


def test_by_skill_asks_who_is_trained_and_else_goes_by_load() -> None:
    trained = replace(PEOPLE.responders["ada"], skills={"bills": None})
    people = replace(PEOPLE, responders={**PEOPLE.responders, "ada": trained})
    assert BySkill().choose(situation(people=people, skills=("bills",))).owner == "ada"
    assert BySkill().choose(situation(people=people, skills=("moves",))).owner == "cat"
