"""Time off: asked for by somebody and granted by a lead, who sees the gaps it makes; or entered by a lead.

A shift in it is free for somebody to take (portal.acts.cover).
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from portal.acts.roster_changes import (
    ROSTER_CHANGED,
    RosterMoment,
    changing_roster,
    require_request,
    shift_facts,
)
from portal.acts.swap import undo_agreed
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import LeadsOnly, MoveRefused
from portal.store import roster_exceptions, roster_requests
from portal.store.roster_requests import RosterRequest
from portal.team.planned_shifts import Off, PlannedShift
from portal.team.roster import planned_shifts
from portal.team.shift_words import spoken_span

TIME_OFF_ASKED = "time_off_asked"
TIME_OFF_ANSWERED = "time_off_answered"
FURTHEST = timedelta(days=550)
Span = tuple[datetime, datetime]


def ask_time_off(workplace: Workplace, person: str, filling: str, spans: Iterable[Span], note: str = "") -> None:
    """Ask a lead for each of the spans (UTC, half open). Raises MoveRefused."""
    with changing_roster(workplace) as moment:
        wanted = list(spans)
        if moment.is_repeat(filling, person, str(wanted)):
            return
        _require_sensible(moment, wanted)
        _require_shifts(moment, person, wanted)
        for start, end in wanted:
            shift = PlannedShift(start, end)
            request_id = roster_requests.ask(moment.conn, "time_off", person, shift, moment.now, note=tidy(note))
            moment.record(TIME_OFF_ASKED, person, request_id)
            facts = {"request": request_id, "who": person, **shift_facts(shift)}
            moment.tell(TIME_OFF_ASKED, moment.leads_of(person), cause=str(request_id), facts=facts, by=person)


def enter_time_off(
    workplace: Workplace, lead: str, person: str, filling: str, spans: Iterable[Span], note: str = ""
) -> None:
    """A lead enters it, and nobody has to grant it. Raises LeadsOnly, MoveRefused."""
    with changing_roster(workplace) as moment:
        _require_lead(moment, lead)
        wanted = list(spans)
        if moment.is_repeat(filling, person, str(wanted)):
            return
        if person not in moment.roster.people:
            raise MoveRefused("Nobody of that name is in the team.")
        _require_sensible(moment, wanted)
        for start, end in wanted:
            shift = PlannedShift(start, end)
            request_id = roster_requests.ask(moment.conn, "time_off", person, shift, moment.now, note=tidy(note))
            request = require_request(moment, request_id, "asked")
            _grant(moment, request, lead)
            moment.record("time_off_entered", lead, request_id, {"of": person})
            facts = {"event": "time_off_entered", "who": lead, "of": person, **shift_facts(shift)}
            moment.tell(ROSTER_CHANGED, [person], cause=f"{request_id}:entered", facts=facts, by=lead)


def answer_time_off(workplace: Workplace, request_id: int, lead: str, *, granted: bool) -> None:
    """Raises LeadsOnly, MoveRefused where it was settled."""
    with changing_roster(workplace) as moment:
        _require_lead(moment, lead)
        request = require_request(moment, request_id, "asked")
        if request.kind != "time_off":
            raise MoveRefused("This is no time off.")
        if granted:
            _grant(moment, request, lead)
        else:
            roster_requests.settle(moment.conn, request, "refused", lead, moment.now)
        moment.record("time_off_granted" if granted else "time_off_refused", lead, request.id, {"of": request.person})
        facts = {"granted": granted, "who": lead, **shift_facts(request.shift)}
        moment.tell(TIME_OFF_ANSWERED, [request.person], cause=str(request.id), facts=facts, by=lead)


def undo_time_off(workplace: Workplace, request_id: int, person: str) -> None:
    """Take back what was asked, or what was granted and has not begun; whoever covers a shift in it is let go.

    For whoever has it off, and for leads. Raises MoveRefused, also where somebody has taken another shift meanwhile and
    would have two at once.
    """
    with changing_roster(workplace) as moment:
        request = require_request(moment, request_id, "asked", "agreed")
        if request.kind != "time_off" or (person != request.person and person not in moment.roster.leads):
            raise MoveRefused("Only who has it off, or a lead, can take this back.")
        if request.state == "agreed":
            if request.shift.start <= moment.now:
                raise MoveRefused("It has begun. A lead can enter what is left of it anew.")
            _require_one_shift_at_once(moment, request)
            for cover in _covers_in(moment, request):
                undo_agreed(moment, cover, person)
            roster_exceptions.withdraw(moment.conn, request.id, moment.now)
            facts = {"event": "time_off_undone", "who": person, "of": request.person, **shift_facts(request.shift)}
            told = [request.person, *moment.leads_of(request.person)]
            moment.tell(ROSTER_CHANGED, told, cause=f"{request.id}:undone", facts=facts, by=person)
        state = "undone" if request.state == "agreed" else "withdrawn"
        roster_requests.settle(moment.conn, request, "undone" if state == "undone" else "withdrawn", person, moment.now)
        moment.record(f"time_off_{state}", person, request.id)


def _grant(moment: RosterMoment, request: RosterRequest, lead: str) -> None:
    off = Off(request.shift.start, request.shift.end)
    roster_exceptions.add(moment.conn, request.person, [off], made_by=lead, at=moment.now, request_id=request.id)
    roster_requests.settle(moment.conn, request, "agreed", lead, moment.now)


def _require_one_shift_at_once(moment: RosterMoment, request: RosterRequest) -> None:
    """Once they work their own shifts again, beside those that they have taken."""
    person, off = moment.roster.people.get(request.person), request.shift
    if person is None:
        return
    exceptions, zone = list(person.exceptions), ZoneInfo(moment.roster.time_zone)
    with suppress(ValueError):
        exceptions.remove(Off(off.start, off.end))
    first = off.start.astimezone(zone).date() - timedelta(days=1)
    days = (off.end.astimezone(zone).date() - first).days + 1
    shifts = planned_shifts(replace(person, exceptions=tuple(exceptions)), zone, first, days)
    for one, other in pairwise(shifts):
        if other.start < one.end:
            taken = one if one.instead_of else other
            works = spoken_span(taken.start, taken.end, moment.roster.time_zone)
            raise MoveRefused(
                f"{person.name} has taken another shift meanwhile, and would work two at once: {works}. "
                "Give one of them to somebody else first."
            )


def _covers_in(moment: RosterMoment, request: RosterRequest) -> list[RosterRequest]:
    return [
        each
        for each in roster_requests.requests_since(moment.conn, request.shift.start)
        if (each.kind, each.state, each.person) == ("cover", "agreed", request.person)
        and request.shift.start <= each.shift.start
        and each.shift.end <= request.shift.end
    ]


def _require_lead(moment: RosterMoment, lead: str) -> None:
    if lead not in moment.roster.leads:
        raise LeadsOnly("Only a lead can grant time off.")


def _require_sensible(moment: RosterMoment, spans: list[Span]) -> None:
    for start, end in spans:
        if end <= start:
            raise MoveRefused("It ends before it begins. Correct one of the two.")
        if end <= moment.now:
            raise MoveRefused("That has passed already.")
        if end > moment.now + FURTHEST:
            raise MoveRefused("That is more than a year and a half ahead. Ask for it nearer the time.")


def _require_shifts(moment: RosterMoment, person: str, spans: list[Span]) -> None:
    """A lead need not grant what is free already."""
    zone = ZoneInfo(moment.roster.time_zone)
    for start, end in spans:
        first = start.astimezone(zone).date() - timedelta(days=1)
        days = (end.astimezone(zone).date() - first).days + 1
        shifts = planned_shifts(moment.roster.people[person], zone, first, days)
        if not any(shift.start < end and start < shift.end for shift in shifts):
            day = "that day" if end - start <= timedelta(days=1, hours=1) else "in those days"
            raise MoveRefused(f"You have no shift {day}, so nobody has to grant it. Look at the dates again.")
