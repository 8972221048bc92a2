"""Who rests now, by plan or because they said so: nobody who rests is chosen while somebody else is there. DESIGN §1.3.

Pure. What was said comes in as records; without any the plan holds.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from portal.team.breaks import Break
from portal.team.roster import Person, Roster, shift_at

# A hard report is not begun with the break at the door.
BEFORE_A_HARD_REPORT = timedelta(minutes=10)
# A break that begins within this of its time counts as taken.
TAKEN_WITHIN = timedelta(minutes=30)


class BreakSaid(Protocol):
    """What is known of a planned break (portal.store.rest.BreakRecord). Instants are in UTC."""

    @property
    def person(self) -> str: ...
    @property
    def planned_at(self) -> datetime: ...
    @property
    def planned_until(self) -> datetime: ...
    @property
    def started_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


def breaks_at_hand(person: Person, time_zone: str, at: datetime) -> tuple[Break, ...]:
    """The breaks of the shift that the person works at `at` (UTC), in order."""
    shift = shift_at(person, time_zone, at)
    return tuple(Break(*each) for each in sorted(shift.breaks)) if shift else ()


def resting(
    roster: Roster,
    at: datetime,
    said: Iterable[BreakSaid] = (),
    paused: Iterable[str] = (),
    *,
    hard: bool = False,
    among: Iterable[Person] | None = None,
) -> frozenset[str]:
    """The keys of everybody who is on a break or pauses at `at`; before a hard report also whose break is at hand.

    With `among`, breaks are looked for among these alone, where nobody asks about others.
    """
    records = {(each.person, each.planned_at): each for each in said}
    ahead = BEFORE_A_HARD_REPORT if hard else timedelta(0)
    people = roster.responders.values() if among is None else among
    on_break = [person.key for person in people if _rests(person, roster, at, ahead, records)]
    return frozenset((*on_break, *paused))


def was_taken(record: BreakSaid) -> bool:
    """Whether the break began within half an hour of its time."""
    return record.started_at is not None and abs(record.started_at - record.planned_at) <= TAKEN_WITHIN


def is_over(record: BreakSaid, at: datetime) -> bool:
    """Whether a break that was begun has ended: they said so, or as much time as was planned has passed."""
    if record.started_at is None:
        return False
    length = record.planned_until - record.planned_at
    return (record.ended_at is not None and record.ended_at <= at) or at >= record.started_at + length


def _rests(
    person: Person,
    roster: Roster,
    at: datetime,
    ahead: timedelta,
    records: Mapping[tuple[str, datetime], BreakSaid],
) -> bool:
    for planned in breaks_at_hand(person, roster.time_zone, at):
        record = records.get((person.key, planned.start))
        if record is not None and record.started_at is not None and record.started_at <= at:
            if not is_over(record, at):
                return True
        elif planned.start - ahead <= at < planned.end:
            return True
    return False
