"""A report goes to the person on shift with the least load, else the first of the next shift, else the whole team."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from portal.team.roster import Person, Roster, Shift, Team
from portal.team.routing import Reason, route_to_page_owner, route_to_team

WEEK = ("mon", "tue", "wed", "thu", "fri")
EARLY = (Shift(WEEK, "08:00", "14:00"),)
LATE = (Shift(WEEK, "12:00", "20:00"),)


def person(key: str, shifts: tuple[Shift, ...], *teams: str) -> Person:
    return Person(key, key.title(), f"{key}@x.example", teams or ("faults",), shifts=shifts)


ROSTER = Roster(
    "Europe/London",
    {key: Team(key, key) for key in ("faults", "billing", "empty")},
    {p.key: p for p in (person("ada", EARLY), person("ben", LATE), person("cat", LATE), person("dan", (), "billing"))},
    {"lea": person("lea", EARLY)},
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_least_loaded_person_on_shift_gets_it() -> None:
    route = route_to_team(ROSTER, "faults", {"ada": 3, "ben": 2, "cat": 1}, at("2026-11-23T13:00"))
    assert (route.owner, route.reason) == ("cat", Reason.ON_SHIFT)
    assert route.loads == {"ada": 3, "ben": 2, "cat": 1}


def test_somebody_off_shift_never_wins_over_somebody_on_shift() -> None:
    assert route_to_team(ROSTER, "faults", {"ada": 30}, at("2026-11-23T09:00")).owner == "ada"


def test_out_of_hours_the_first_of_the_next_shift_gets_it_and_the_start_is_known() -> None:
    route = route_to_team(ROSTER, "faults", {}, at("2026-11-22T09:00"))
    assert (route.owner, route.reason, route.starts_at) == ("ada", Reason.NEXT_SHIFT, at("2026-11-23T08:00"))


def test_of_several_who_start_together_the_least_loaded_gets_it() -> None:
    roster = Roster("UTC", ROSTER.teams, {k: ROSTER.responders[k] for k in ("ben", "cat")})
    assert route_to_team(roster, "faults", {"ben": 1}, at("2026-11-22T09:00")).owner == "cat"


def test_with_no_shift_in_sight_the_whole_team_has_it() -> None:
    route = route_to_team(ROSTER, "billing", {}, at("2026-11-23T09:00"))
    assert (route.owner, route.reason, route.team) == (None, Reason.WHOLE_TEAM, "billing")


def test_who_hands_over_does_not_get_it_back() -> None:
    assert route_to_team(ROSTER, "faults", {"ben": 9, "cat": 9}, at("2026-11-23T13:00"), without="ada").owner == "ben"


def test_a_report_about_a_page_goes_to_who_answers_for_it() -> None:
    route = route_to_page_owner(ROSTER, "ben", {}, at("2026-11-23T09:00"))
    assert route is not None
    assert (route.owner, route.reason, route.starts_at) == ("ben", Reason.ANSWERS_FOR_PAGE, at("2026-11-23T12:00"))


def test_a_page_that_a_team_answers_for_is_routed_within_the_team() -> None:
    route = route_to_page_owner(ROSTER, "faults", {}, at("2026-11-23T09:00"))
    assert route is not None
    assert route.owner == "ada"


def test_a_lead_is_no_page_owner() -> None:
    assert route_to_page_owner(ROSTER, "lea", {}, at("2026-11-23T09:00")) is None


@given(
    st.dictionaries(st.sampled_from(["ada", "ben", "cat", "dan", "lea"]), st.integers(0, 99)),
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["faults", "billing", "empty"]),
)
def test_never_a_lead_and_always_the_right_team(loads: dict[str, int], when: datetime, team: str) -> None:
    route = route_to_team(ROSTER, team, loads, when)
    assert route.team == team
    assert route.owner is None or team in ROSTER.responders[route.owner].teams
    assert (route.owner is None) == (route.reason is Reason.WHOLE_TEAM)
