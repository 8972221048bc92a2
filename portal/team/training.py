"""Who is trained for what and until when, and when nobody who is there has a skill. Pure. DESIGN §1.5, §3.

It looks at training and at the roster, never at how anybody works.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.promises.spans import Span, merged, without
from portal.promises.wall_clock import from_us, to_us
from portal.team.roster import Person, Roster, planned_shifts

# Long enough ahead to find a day for a course.
RUNS_OUT_WITHIN = timedelta(days=60)
_SHORTEST = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class RunningOut:
    """The training of `person` (a key) for `skill` ends with the day `until`, which may have passed."""

    until: date
    person: str
    skill: str


@dataclass(frozen=True, slots=True, order=True)
class SkillGap:
    """From `start` to `end` (UTC, half open) somebody is on shift, and nobody of them has `skill`."""

    start: datetime
    end: datetime
    skill: str


def skills_of(roster: Roster) -> tuple[str, ...]:
    """Every skill that anybody has or had, sorted."""
    return tuple(sorted({skill for person in roster.people.values() for skill in person.skills}))


def current_for(roster: Roster, skill: str, on: date) -> tuple[Person, ...]:
    """The people whose training for it is current on the local day `on`, sorted by key."""
    return tuple(person for _, person in sorted(roster.people.items()) if person.is_trained_for(skill, on))


def running_out(people: Iterable[Person], today: date) -> list[RunningOut]:
    """What has ended or ends within RUNS_OUT_WITHIN, the earliest first."""
    found = (
        RunningOut(until, person.key, skill)
        for person in people
        for skill, until in person.skills.items()
        if until is not None and until <= today + RUNS_OUT_WITHIN
    )
    return sorted(found, key=lambda each: (each.until, each.person, each.skill))


def skill_gaps(roster: Roster, skill: str, now: datetime, days: int) -> list[SkillGap]:
    """The times of the coming `days` in which others are on shift and nobody of them is trained for it, in order.

    Who is trained on the day on which a shift begins counts as trained until it ends.
    """
    first = now.astimezone(ZoneInfo(roster.time_zone)).date()
    horizon = to_us(now), to_us(now + timedelta(days=days))
    anybody = _presence(roster, first, days)
    trained = _presence(roster, first, days, skill)
    return [
        SkillGap(from_us(start), from_us(end), skill)
        for start, end in without(without(anybody, trained), _outside(horizon))
        if from_us(end) - from_us(start) >= _SHORTEST
    ]


def _presence(roster: Roster, first: date, days: int, skill: str = "") -> tuple[Span, ...]:
    """When somebody is on shift, in microseconds; only those trained for `skill` on the day the shift begins."""
    zone = ZoneInfo(roster.time_zone)
    return merged(
        (to_us(shift.start), to_us(shift.end))
        for person in roster.responders.values()
        for shift in planned_shifts(person, zone, first - timedelta(days=1), days + 2)
        if not skill or person.is_trained_for(skill, shift.start.astimezone(zone).date())
    )


def _outside(horizon: Span) -> tuple[Span, Span]:
    start, end = horizon
    far = timedelta(days=4000) // timedelta(microseconds=1)
    return (start - far, start), (end, end + far)
