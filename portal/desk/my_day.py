"""What is on top of my desk: my break, the end of my shift, and how much I and my colleagues have in hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.acts.rest import RestNow
from portal.promises.spoken import spoken_duration, spoken_time
from portal.store.hard_reports import MOST_WEIGHED
from portal.team.roster import Person, Roster, next_shift_starts_at, on_shift, shift_ends_at


@dataclass(frozen=True, slots=True)
class MyDay:
    """Whole sentences. `rest` is empty where no break is left; `on_break` also while one pauses.

    `mine` is empty for a lead, who has no reports.
    """

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


def my_day(
    roster: Roster, me: Person, rest: RestNow, colleagues: list[Person], loads: Mapping[str, int], now: datetime
) -> MyDay:
    """`loads` are what open and waiting reports weigh by person, as routing has it; 0 where missing."""
    mine, is_responder = loads.get(me.key, 0), me.key in roster.responders
    return MyDay(
        rest=_rest(roster, rest, now),
        on_break=_is_resting(rest, now),
        shift=_shift(roster, me, now),
        mine=_my_load(roster, me, mine, colleagues, loads, now) if is_responder else "",
        is_too_much=is_responder and mine > me.capacity,
        colleagues=tuple(_their_load(person, loads.get(person.key, 0)) for person in colleagues),
    )


def _is_resting(rest: RestNow, now: datetime) -> bool:
    return rest.until is not None or (rest.next is not None and rest.next.start <= now < rest.next.end)


def _rest(roster: Roster, rest: RestNow, now: datetime) -> str:
    if rest.until is not None:
        return f"You are {'on your break' if rest.on_break else 'pausing'} until {_today(rest.until, now, roster)}."
    if rest.next is None:
        return ""
    if rest.next.start > now:
        return f"Your break is at {_today(rest.next.start, now, roster)}, for {spoken_duration(rest.next.length)}."
    if now < rest.next.end:
        return f"Your break is now, until {_today(rest.next.end, now, roster)}."
    return f"Your break was planned at {_today(rest.next.start, now, roster)}, and is still yours to take."


def _shift(roster: Roster, me: Person, now: datetime) -> str:
    ends_at = shift_ends_at(me, roster.time_zone, now)
    if ends_at is not None:
        return f"Your shift ends at {_today(ends_at, now, roster)}."
    starts_at = next_shift_starts_at(me, roster.time_zone, now)
    if starts_at is None:
        return ""
    return f"You are not on shift. Your next one begins {_at(spoken_time(starts_at, now, roster.time_zone))}."


def _my_load(
    roster: Roster, me: Person, mine: int, colleagues: list[Person], loads: Mapping[str, int], now: datetime
) -> str:
    if mine <= me.capacity:
        return f"You carry {mine} of {me.capacity}."
    what_to_do = _relief(roster, me, colleagues, loads, now)
    return f"You carry {_at_most(mine)}, which is more than the {me.capacity} that you can do well by. {what_to_do}"


def _relief(roster: Roster, me: Person, colleagues: list[Person], loads: Mapping[str, int], now: datetime) -> str:
    """What somebody can do who has too much: never what nobody is there for."""
    if any(loads.get(person.key, 0) < person.capacity for person in colleagues):
        return "Hand one over."
    if colleagues:
        return "Your colleagues have as much as they can do well, so ask a lead what can wait."
    starts = [
        (starts_at, person.name)
        for team in me.teams
        for person in roster.members(team)
        if person.key != me.key and (starts_at := next_shift_starts_at(person, roster.time_zone, now))
    ]
    if not starts:
        return "Ask a lead what can wait."
    starts_at, name = min(starts)
    return f"{name} comes {_at(spoken_time(starts_at, now, roster.time_zone))}; until then, ask a lead what can wait."


def _their_load(person: Person, load: int) -> str:
    if load > person.capacity:
        return f"{person.name} carries {_at_most(load)}, more than the {person.capacity} that go well"
    return f"{person.name} carries {load} of {person.capacity}"


def _at_most(load: int) -> str:
    return str(load) if load < MOST_WEIGHED else f"{MOST_WEIGHED} or more"


def _today(at: datetime, now: datetime, roster: Roster) -> str:
    """`11:30`, and `00:30 tomorrow` where it is not today."""
    return spoken_time(at, now, roster.time_zone).removesuffix(" today")


def _at(said: str) -> str:
    """`at 14:00 today`, but `Monday 08:00`."""
    return f"at {said}" if said[0].isdigit() else said
