"""Who gets a report: the person on shift with the least load, else the first of the next shift, else the whole team.

Who rests is passed over while somebody else is there, and so is who has as much as they can do well. When all rest or
are full, one of them has it all the same: never a lead, never nobody. DESIGN §1.2, §1.3.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.team.roster import Person, Roster, next_shift_starts_at, on_shift


class Reason(StrEnum):
    """Why somebody was chosen."""

    ON_SHIFT = "on_shift"
    NEXT_SHIFT = "next_shift"
    WHOLE_TEAM = "whole_team"
    ANSWERS_FOR_PAGE = "answers_for_page"


@dataclass(frozen=True, slots=True)
class Route:
    """The choice. `owner` is None when the whole team has it. `starts_at` is when the owner's next shift begins.

    `loads` holds what the open reports of everybody who could have had it weigh, as they were. `full` says that all
    who are there had as much as they can do well, or rested.
    """

    team: str
    owner: str | None
    reason: Reason
    loads: Mapping[str, int]
    starts_at: datetime | None = None
    full: bool = False

    def facts(self) -> dict[str, object]:
        """The choice as plain data for the timeline."""
        return {
            "team": self.team,
            "owner": self.owner,
            "reason": self.reason.value,
            "loads": dict(self.loads),
            "starts_at": self.starts_at.isoformat() if self.starts_at else None,
            **({"full": True} if self.full else {}),
        }


def route_to_team(
    roster: Roster,
    team: str,
    loads: Mapping[str, int],
    at: datetime,
    *,
    without: str = "",
    resting: Set[str] = frozenset(),
) -> Route:
    """Choose among the members of `team` at `at` (UTC); `loads` are weights of open reports by person, 0 where missing.

    `without` names a member who cannot have it, because they are handing it over. `resting` are the keys of those on a
    break or a pause (portal.team.resting).
    """
    members = [person for person in roster.members(team) if person.key != without]
    found = _choose(roster, team, members, loads, at, resting)
    return found or Route(team, None, Reason.WHOLE_TEAM, _loads_of(members, loads))


def route_to_skill(
    roster: Roster,
    skill: str,
    loads: Mapping[str, int],
    at: datetime,
    on: date,
    *,
    without: Set[str] = frozenset(),
    resting: Set[str] = frozenset(),
) -> Route | None:
    """Choose, in the same way, among those whose training for `skill` is current on the local day `on`.

    Teams do not matter; `without` are the keys of those who cannot have it. None if nobody is trained who will be there
    within eight days.
    """
    trained = [
        person
        for _, person in sorted(roster.responders.items())
        if person.key not in without and person.is_trained_for(skill, on)
    ]
    return _choose(roster, "", trained, loads, at, resting)


def route_to_page_owner(
    roster: Roster, owner: str, loads: Mapping[str, int], at: datetime, *, resting: Set[str] = frozenset()
) -> Route | None:
    """A report about a page goes to the responder or team that answers for it; None if there is no such one."""
    person = roster.responders.get(owner)
    if person is not None:
        starts_at = (
            None if on_shift(person, roster.time_zone, at) else next_shift_starts_at(person, roster.time_zone, at)
        )
        return Route(person.teams[0], owner, Reason.ANSWERS_FOR_PAGE, _loads_of([person], loads), starts_at)
    if owner in roster.teams:
        return route_to_team(roster, owner, loads, at, resting=resting)
    return None


def _choose(
    roster: Roster, team: str, members: list[Person], loads: Mapping[str, int], at: datetime, resting: Set[str]
) -> Route | None:
    """Somebody on shift, else somebody whose shift begins first. `team` "" means the person's own."""
    present = [person for person in members if on_shift(person, roster.time_zone, at)]
    candidates, first = (present, None) if present else _next_to_come(roster, members, at)
    if not candidates:
        return None

    def is_full(person: Person) -> bool:
        return loads.get(person.key, 0) >= person.capacity

    def by_rest_and_load(person: Person) -> tuple[bool, bool, float, str]:
        load = loads.get(person.key, 0)
        # Among the full, who has the least beyond what they can do; among the others, who has the least.
        full = is_full(person)
        return (bool(present) and person.key in resting, full, load / person.capacity if full else load, person.key)

    owner = min(candidates, key=by_rest_and_load)
    reason = Reason.ON_SHIFT if present else Reason.NEXT_SHIFT
    full = bool(present) and all(is_full(person) or person.key in resting for person in present)
    return Route(team or owner.teams[0], owner.key, reason, _loads_of(candidates, loads), first, full)


def _next_to_come(roster: Roster, members: list[Person], at: datetime) -> tuple[list[Person], datetime | None]:
    """Whose shift begins first, and when; nobody and None where no shift is ahead."""
    starts = {person.key: start for person in members if (start := next_shift_starts_at(person, roster.time_zone, at))}
    first = min(starts.values(), default=None)
    return [person for person in members if first and starts.get(person.key) == first], first


def _loads_of(people: list[Person], loads: Mapping[str, int]) -> dict[str, int]:
    return {person.key: loads.get(person.key, 0) for person in people}
