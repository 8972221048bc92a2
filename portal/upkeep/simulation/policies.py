"""Ways to choose who gets a report, to be compared. Each asks the real routing, of everybody or of some.

The first is what the portal does. At the end of a shift all hand on by the portal's own rule.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.team.roster import Roster
from portal.team.routing import Reason, Route, route_to_skill, route_to_team


@dataclass(frozen=True, slots=True)
class Situation:
    """How everybody stands as a report for `team` comes in at `at` (UTC); people by key.

    `present` are the members of the team on shift, `free` those of them with nothing in hand.
    """

    roster: Roster
    team: str
    skills: tuple[str, ...]
    loads: Mapping[str, int]
    resting: Set[str]
    present: Set[str]
    free: Set[str]
    at: datetime

    def route(self, only: Set[str] | None = None) -> Route:
        """What the real routing says, of everybody or only of some."""
        roster = self.roster
        if only is not None:
            people = {key: person for key, person in roster.responders.items() if key in only}
            roster = replace(roster, responders=people)
        return route_to_team(roster, self.team, self.loads, self.at, resting=self.resting)


class LeastLoad:
    """The person on shift whose open reports weigh least."""

    def choose(self, now: Situation) -> Route:
        return now.route()


class Pull:
    """Nobody until somebody is free: then the oldest of the team's reports."""

    def choose(self, now: Situation) -> Route:
        idle = now.free - now.resting
        return now.route(idle) if idle else Route(now.team, None, Reason.WHOLE_TEAM, {})


@dataclass
class RoundRobin:
    """Everybody on shift in turn, whatever they have."""

    _last: dict[str, str] = field(default_factory=dict)

    def choose(self, now: Situation) -> Route:
        there = sorted(now.present - now.resting) or sorted(now.present)
        if not there:
            return now.route()
        last = self._last.get(now.team, "")
        key = next((key for key in there if key > last), there[0])
        self._last[now.team] = key
        return now.route({key})


class BySkill:
    """Whoever is trained for what the topic needs, of any team, also if their shift is the next; else by load."""

    def choose(self, now: Situation) -> Route:
        day = now.at.astimezone(ZoneInfo(now.roster.time_zone)).date()
        for skill in now.skills:
            route = route_to_skill(now.roster, skill, now.loads, now.at, day, resting=now.resting)
            if route is not None:
                return route
        return now.route()


Strategy = LeastLoad | Pull | RoundRobin | BySkill


@dataclass(frozen=True, slots=True)
class Policy:
    """`key` names it in data and options, `name` and `meaning` in words."""

    key: str
    name: str
    meaning: str
    strategy: Callable[[], Strategy]


POLICIES = (
    Policy(
        "least-load", "Least load", "the person on shift whose open reports weigh least, as the portal does", LeastLoad
    ),
    Policy("pull", "Pull", "nobody owns a report until somebody of the team is free", Pull),
    Policy("round-robin", "Round robin", "everybody of the team on shift in turn", RoundRobin),
    Policy("by-skill", "By skill", "whoever is trained for the topic, also if their shift is the next", BySkill),
)
DEFAULT = POLICIES[0]
