"""What is on top of my desk: my break, the end of my shift, and how much I and my colleagues have in hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.promises.spoken import spoken_duration, spoken_time
from portal.team.breaks import break_at, next_break
from portal.team.roster import Person, Roster, next_shift_starts_at, on_shift, shift_ends_at


@dataclass(frozen=True, slots=True)
class MyDay:
    """Whole sentences. `rest` is empty where no break is ahead; `mine` is empty for a lead, who has no reports."""

    rest: str
    on_break: bool
    shift: str
    mine: str
    is_too_much: bool
    colleagues: tuple[str, ...]


def colleagues_on_shift(roster: Roster, me: Person, now: datetime) -> list[Person]:
    """Responders of my teams who are there now, but for me, by name."""
    found = {person.key: person for team in me.teams for person in roster.members(team) if person.key != me.key}
    present = (person for person in found.values() if on_shift(person, roster.time_zone, now))
    return sorted(present, key=lambda person: person.name)


def my_day(roster: Roster, me: Person, colleagues: list[Person], loads: Mapping[str, int], now: datetime) -> MyDay:
    """`loads` are open and waiting reports by person, 0 where missing."""
    mine, is_responder = loads.get(me.key, 0), me.key in roster.responders
    return MyDay(
        rest=_rest(roster, me, now),
        on_break=break_at(me, roster.time_zone, now) is not None,
        shift=_shift(roster, me, now),
        mine=_my_load(me, mine) if is_responder else "",
        is_too_much=is_responder and mine > me.capacity,
        colleagues=tuple(f"{person.name} has {loads.get(person.key, 0)} of {person.capacity}" for person in colleagues),
    )


def _rest(roster: Roster, me: Person, now: datetime) -> str:
    current = break_at(me, roster.time_zone, now)
    if current is not None:
        return f"You are on your break until {_today(current.end, now, roster)}."
    coming = next_break(me, roster.time_zone, now)
    if coming is None:
        return ""
    return f"Your break is at {_today(coming.start, now, roster)}, for {spoken_duration(coming.length)}."


def _shift(roster: Roster, me: Person, now: datetime) -> str:
    ends_at = shift_ends_at(me, roster.time_zone, now)
    if ends_at is not None:
        return f"Your shift ends at {_today(ends_at, now, roster)}."
    starts_at = next_shift_starts_at(me, roster.time_zone, now)
    if starts_at is None:
        return ""
    return f"You are not on shift. Your next one begins {_at(spoken_time(starts_at, now, roster.time_zone))}."


def _my_load(me: Person, mine: int) -> str:
    if mine > me.capacity:
        return f"You have {mine}, which is more than the {me.capacity} that you can do well by. Hand one over."
    return f"You have {mine} of {me.capacity}."


def _today(at: datetime, now: datetime, roster: Roster) -> str:
    """`11:30`, and `00:30 tomorrow` where it is not today."""
    return spoken_time(at, now, roster.time_zone).removesuffix(" today")


def _at(said: str) -> str:
    """`at 14:00 today`, but `Monday 08:00`."""
    return f"at {said}" if said[0].isdigit() else said
