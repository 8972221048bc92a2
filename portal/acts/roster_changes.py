"""What the acts that change the roster share: one transaction after the other, and everybody concerned hears of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from portal.acts.audit import record_act
from portal.acts.notify_people import notify_people
from portal.acts.roster_in_force import roster_as_of
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.store import duties, roster_exceptions, roster_requests
from portal.store.roster_requests import RosterRequest
from portal.team.free_shifts import clashes
from portal.team.planned_shifts import Off, PlannedShift
from portal.team.roster import Person, Roster
from portal.team.shift_words import spoken_span

ROSTER_CHANGED = "roster_changed"


@dataclass(frozen=True, slots=True)
class RosterMoment:
    """A transaction in which nobody else changes the roster; `roster` is as it stands in it."""

    workplace: Workplace
    conn: Connection
    now: datetime
    roster: Roster

    def record(self, act: str, person: str, request: int | None, facts: Mapping[str, object] | None = None) -> None:
        record_act(self.conn, self.now, act, person, None, {"request": request, **(facts or {})})

    def tell(
        self, message: str, people: Iterable[str], *, cause: str, facts: Mapping[str, object], by: str = ""
    ) -> None:
        """Everybody of `people` but whoever did it hears of it."""
        told = [person for person in people if person != by]
        notify_people(self.conn, self.workplace, message, told, facts, cause=cause)

    def leads_of(self, person: str) -> list[str]:
        """The leads of somebody's teams."""
        found = self.roster.people.get(person)
        return [lead.key for team in (found.teams if found else ()) for lead in self.roster.leads_of(team)]

    def is_repeat(self, filling: str, *content: str) -> bool:
        """Whether this filling-in of a form was acted on already with this content."""
        said = sha256("\0".join((filling, *content)).encode(errors="surrogatepass")).hexdigest()
        return not duties.claim_duty(self.conn, f"form:roster:{said}", self.now)


@contextmanager
def changing_roster(workplace: Workplace) -> Iterator[RosterMoment]:
    """One transaction; this process sees what it did at once, others with their next request."""
    with workplace.store.writing() as conn:
        roster_exceptions.take_turns(conn)
        now = workplace.now()
        yield RosterMoment(workplace, conn, now, roster_as_of(conn, workplace.release, now))
    with workplace.store.reading() as conn:
        workplace.in_force.roster.refresh(conn, workplace.now())


def require_request(moment: RosterMoment, request_id: int, *states: str) -> RosterRequest:
    """The request, in one of these states. Raises MoveRefused."""
    request = roster_requests.request_by_id(moment.conn, request_id, lock=True)
    if request is None or request.state not in states:
        raise MoveRefused("This was settled already. Look at the roster again.")
    return request


def require_free(moment: RosterMoment, person: Person, shift: PlannedShift, *, giving: PlannedShift | None) -> None:
    """`giving` is a shift that they give in return. Raises MoveRefused for somebody who works at that time already."""
    if giving is not None:
        person = replace(person, exceptions=(*person.exceptions, Off(giving.start, giving.end, is_given=True)))
    other = clashes(person, moment.roster.time_zone, shift)
    if other is not None:
        works = spoken_span(other.start, other.end, moment.roster.time_zone)
        raise MoveRefused(f"{person.name} works then already: {works}.")


def shift_facts(shift: PlannedShift, in_return: PlannedShift | None = None) -> dict[str, object]:
    """The times of a notice, as plain data."""
    facts: dict[str, object] = {"start": shift.start.isoformat(), "end": shift.end.isoformat()}
    if in_return is not None:
        facts |= {"return_start": in_return.start.isoformat(), "return_end": in_return.end.isoformat()}
    return facts
