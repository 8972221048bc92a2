"""Who gets a report: the person on shift with the least load, else the first of the next shift, else the whole team.

Never a lead, never nobody. DESIGN §1.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
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

    `loads` holds the open reports of everybody who could have had it, as they were.
    """

    team: str
    owner: str | None
    reason: Reason
    loads: Mapping[str, int]
    starts_at: datetime | None = None

    def facts(self) -> dict[str, object]:
        """The choice as plain data for the timeline."""
        return {
            "team": self.team,
            "owner": self.owner,
            "reason": self.reason.value,
            "loads": dict(self.loads),
            "starts_at": self.starts_at.isoformat() if self.starts_at else None,
        }


def route_to_team(roster: Roster, team: str, loads: Mapping[str, int], at: datetime, *, without: str = "") -> Route:
    """Choose among the members of `team` at `at` (UTC); `loads` are open reports by person, 0 where missing.

    `without` names a member who cannot have it, because they are handing it over.
    """
    members = [person for person in roster.members(team) if person.key != without]
    present = [person for person in members if on_shift(person, roster.time_zone, at)]
    if present:
        owner = min(present, key=lambda person: (loads.get(person.key, 0), person.key))
        return Route(team, owner.key, Reason.ON_SHIFT, _loads_of(present, loads))
    starts = [(start, person) for person in members if (start := next_shift_starts_at(person, roster.time_zone, at))]
    if starts:
        first = min(start for start, _ in starts)
        coming = [person for start, person in starts if start == first]
        owner = min(coming, key=lambda person: (loads.get(person.key, 0), person.key))
        return Route(team, owner.key, Reason.NEXT_SHIFT, _loads_of(coming, loads), first)
    return Route(team, None, Reason.WHOLE_TEAM, _loads_of(members, loads))


def route_to_page_owner(roster: Roster, owner: str, loads: Mapping[str, int], at: datetime) -> Route | None:
    """A report about a page goes to the responder or team that answers for it; None if there is no such one."""
    person = roster.responders.get(owner)
    if person is not None:
        starts_at = (
            None if on_shift(person, roster.time_zone, at) else next_shift_starts_at(person, roster.time_zone, at)
        )
        return Route(person.teams[0], owner, Reason.ANSWERS_FOR_PAGE, _loads_of([person], loads), starts_at)
    if owner in roster.teams:
        return route_to_team(roster, owner, loads, at)
    return None


def _loads_of(people: list[Person], loads: Mapping[str, int]) -> dict[str, int]:
    return {person.key: loads.get(person.key, 0) for person in people}
