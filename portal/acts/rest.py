"""Rest: a planned break is begun and ended, and a short pause is one tap away. DESIGN §1.3.

Whoever rests is passed over by routing while somebody else is there. Neither stands in the audit log, which leads read:
when somebody rests is theirs to know, and the record of planned breaks is kept for the promise to the team alone.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.acts.faults import faults_logged
from portal.acts.team_clock_events import break_subject
from portal.acts.team_clock_states import refresh_team_clocks
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.store import rest
from portal.store.rest import BreakRecord
from portal.store.team_clocks import SubjectKind
from portal.team.breaks import Break
from portal.team.resting import TAKEN_WITHIN, breaks_at_hand, is_over
from portal.team.roster import Person

logger = logging.getLogger(__name__)

PAUSE = timedelta(minutes=10)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RestNow:
    """How somebody stands with their rest. `until` is when a break or pause under way ends (UTC), `next` the planned
    break that comes or waits to be begun, if one is left in the shift.
    """

    on_break: bool
    until: datetime | None
    next: Break | None


def rest_now(workplace: Workplace, person: Person) -> RestNow:
    """Raises StoreUnavailable."""
    now = workplace.now()
    with workplace.store.reading() as conn:
        said = _records(conn, person.key, now)
        paused = [pause for pause in rest.pauses_under_way(conn, now) if pause.person == person.key]
    under_way = _under_way(said.values(), now)
    if under_way is not None and under_way.started_at is not None:
        until = under_way.started_at + (under_way.planned_until - under_way.planned_at)
        return RestNow(True, until, None)
    until_pause = max((pause.until_at for pause in paused), default=None)
    return RestNow(False, until_pause, _open_break(workplace, person, said, now))


def take_break(workplace: Workplace, person: Person) -> None:
    """Begin the planned break that is nearest; pressing twice does it once. Raises MoveRefused where none is near."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        said = _records(conn, person.key, now)
        if _under_way(said.values(), now) is not None:
            return
        planned = _open_break(workplace, person, said, now)
        if planned is None or planned.start - TAKEN_WITHIN > now:
            raise MoveRefused("No break of yours is near. Pause for ten minutes instead: it counts as work.")
        rest.end_pauses(conn, person.key, now)
        rest.start_break(conn, BreakRecord(person.key, planned.start, planned.end), now)
        refresh_team_clocks(conn, SubjectKind.BREAK, break_subject(person.key, planned.start), now)


def pause(workplace: Workplace, person: Person) -> None:
    """Ten minutes for oneself, from now. A pause under way is not made longer."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        if not any(each.person == person.key for each in rest.pauses_under_way(conn, now)):
            rest.start_pause(conn, person.key, now, now + PAUSE)


def come_back(workplace: Workplace, person: Person) -> None:
    """End the break or pause under way; without one nothing changes."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        rest.end_pauses(conn, person.key, now)
        under_way = _under_way(_records(conn, person.key, now).values(), now)
        if under_way is not None:
            rest.end_break(conn, under_way, now)


def record_missed_breaks(workplace: Workplace) -> int:
    """Keep each planned break whose half hour to begin is over and that nobody began; gives how many were new.

    A break that is begun later keeps its record, with the later start. Raises StoreUnavailable.
    """
    now, roster = workplace.now(), workplace.roster()
    over: dict[tuple[str, datetime], BreakRecord] = {}
    for person in roster.people.values():
        with faults_logged(logger, "the planned breaks of %s cannot be looked at", person.key):
            over |= _over_by(person, roster.time_zone, now)
    if not over:
        return 0
    with workplace.store.reading() as conn:
        known = {(each.person, each.planned_at) for each in rest.breaks_between(conn, now - 2 * _A_DAY, now)}
    missed = [record for key, record in over.items() if key not in known]
    for record in missed:
        fault = faults_logged(logger, "a missed break of %s cannot be kept", record.person)
        with fault, workplace.store.writing() as conn:
            rest.keep_breaks(conn, [record])
    return len(missed)


def _over_by(person: Person, time_zone: str, now: datetime) -> dict[tuple[str, datetime], BreakRecord]:
    """The person's planned breaks whose half hour to begin has just gone."""
    return {
        (person.key, planned.start): BreakRecord(person.key, planned.start, planned.end)
        for at in (now, now - TAKEN_WITHIN - timedelta(minutes=1))
        for planned in breaks_at_hand(person, time_zone, at)
        if planned.start + TAKEN_WITHIN < now
    }


def _records(conn: Connection, person: str, now: datetime) -> dict[datetime, BreakRecord]:
    found = rest.breaks_between(conn, now - _A_DAY, now + _A_DAY)
    return {record.planned_at: record for record in found if record.person == person}


def _under_way(records: Iterable[BreakRecord], now: datetime) -> BreakRecord | None:
    begun = [record for record in records if record.started_at is not None and not is_over(record, now)]
    return begun[-1] if begun else None


def _open_break(workplace: Workplace, person: Person, said: dict[datetime, BreakRecord], now: datetime) -> Break | None:
    """The break to be begun next: one under way by the plan, else the next to come, else one whose time has passed."""
    zone = workplace.roster().time_zone
    left = [
        planned
        for planned in breaks_at_hand(person, zone, now)
        if planned.start not in said or said[planned.start].started_at is None
    ]
    coming = [planned for planned in left if planned.end > now]
    return coming[0] if coming else left[-1] if left else None
