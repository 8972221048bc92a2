"""Who hears that a promise runs down: the responder, then a second one of the team, then the lead. DESIGN §6.

Never outside a person's shift, unless the severity is the highest.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from portal.team.roster import Person, Roster, next_shift_starts_at, on_shift


def first_responder(roster: Roster, team: str, owner: str | None) -> tuple[Person, ...]:
    """The owner; everybody of the team while nobody owns it."""
    person = roster.responders.get(owner or "")
    return (person,) if person else roster.members(team)


def second_responder(
    roster: Roster, team: str, owner: str | None, loads: Mapping[str, int], at: datetime
) -> tuple[Person, ...]:
    """The colleague with the least load, of those on shift if there are any; nobody in a team of one."""
    others = [person for person in roster.members(team) if person.key != owner]
    present = [person for person in others if on_shift(person, roster.time_zone, at)]
    chosen = min(present or others, key=lambda person: (loads.get(person.key, 0), person.key), default=None)
    return (chosen,) if chosen else ()


def may_be_told(
    roster: Roster, people: Iterable[Person], at: datetime, *, highest_severity: bool
) -> tuple[Person, ...]:
    """Those of `people` who may get a notice at `at` (UTC). Somebody without any shift has none to be outside of."""
    return tuple(
        person for person in people if highest_severity or not person.shifts or on_shift(person, roster.time_zone, at)
    )


def somebody_comes_at(roster: Roster, people: Iterable[Person], at: datetime) -> datetime | None:
    """When the first shift of these people begins after `at`; None if none does within eight days."""
    starts = (next_shift_starts_at(person, roster.time_zone, at) for person in people)
    return min((start for start in starts if start), default=None)
