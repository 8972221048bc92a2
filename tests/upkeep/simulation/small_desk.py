"""A desk small enough to be followed by hand: every report, its work and its promises are written down.

2026-11-23 is a Monday; the roster is in London, which has UTC in November.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from portal.team.roster import Person, Roster, Shift, Team
from portal.upkeep.simulation.case import Case
from portal.upkeep.simulation.policies import DEFAULT, Policy
from portal.upkeep.simulation.work import Step
from portal.upkeep.simulation.year import Lived, Year
from tests.promises.promised import at, promise

FIRST = date(2026, 11, 23)
ANSWER = promise("first_response", "2 hours")
WORD = promise("next_update", "8 hours")
SOLVED = promise("resolution", "3 days")
_WORK = ("mon", "tue", "wed", "thu", "fri")


def person(key: str, start: str, end: str, *breaks: tuple[str, str], days: tuple[str, ...] = _WORK) -> Person:
    return Person(key, key.title(), f"{key}@x.example", ("desk",), shifts=(Shift(days, start, end, breaks),))


def roster(*people: Person) -> Roster:
    return Roster("Europe/London", {"desk": Team("desk", "the desk")}, {each.key: each for each in people})


def case(number: int, received: str, *steps_min: float, is_hard: bool = False, waits_h: float = 0) -> Case:
    """A report received at `23 10:00`, whose steps take so many minutes; others are waited for before all but one."""
    steps = [Step(timedelta(hours=waits_h if place else 0), timedelta(minutes=m)) for place, m in enumerate(steps_min)]
    return Case(
        number=number,
        received_at=at(received),
        topic="something",
        team="desk",
        severity="grave" if is_hard else "mild",
        weight=1,
        is_hard=is_hard,
        skills=(),
        versions=(ANSWER, WORD, SOLVED),
        steps=tuple(steps),
    )


def live(people: Roster, cases: Sequence[Case], policy: Policy = DEFAULT, days: int = 7) -> Lived:
    year = Year(people, policy, cases, FIRST, days)
    for _ in year.pass_by():
        pass
    return year.lived


def written(each: Case) -> list[tuple[datetime, str]]:
    """When somebody wrote on a report, and what it was."""
    return [(event.at, event.kind.value) for event in each.events[1:]]
