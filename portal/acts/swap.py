"""A swap: somebody asks a colleague, or all of them, to take a shift; who accepts it works it. DESIGN §5 "Shifts".

No lead has to allow it, but theirs hear of it. Until it begins it can be undone by either of the two.
"""

from datetime import datetime

from portal.acts.roster_changes import (
    ROSTER_CHANGED,
    RosterMoment,
    changing_roster,
    require_free,
    require_request,
    shift_facts,
)
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.store import roster_exceptions, roster_requests
from portal.store.roster_requests import RosterRequest
from portal.team.free_shifts import shift_starting_at
from portal.team.planned_shifts import Extra, Off, PlannedShift
from portal.team.roster import Person

SWAP_ASKED = "swap_asked"
_GONE = "This shift is not {name}’s any more. Look at the roster again."


def ask_swap(
    workplace: Workplace,
    person: str,
    filling: str,
    *,
    start: datetime,
    to: str | None,
    return_start: datetime | None = None,
    note: str = "",
) -> None:
    """Ask `to`, or anybody where it is None, to take the shift of `person` that begins at `start` (UTC).

    `return_start` is when the shift of `to` begins that `person` takes in return. Raises MoveRefused.
    """
    with changing_roster(workplace) as moment:
        if moment.is_repeat(filling, start.isoformat(), to or "", str(return_start), note):
            return
        shift = _shift_of(moment, person, start)
        in_return = None
        if to is not None:
            if to not in moment.roster.responders or to == person:
                raise MoveRefused("Choose a colleague, or anybody.")
            in_return = _shift_of(moment, to, return_start) if return_start else None
        waiting = roster_requests.requests_since(moment.conn, moment.now)
        if any(_is_same(request, person, shift) for request in waiting):
            raise MoveRefused("You have asked for this shift already. Take that back first.")
        note = tidy(note)
        request_id = roster_requests.ask(
            moment.conn, "swap", person, shift, moment.now, other=to, in_return=in_return, note=note
        )
        moment.record(SWAP_ASKED, person, request_id, {"to": to})
        asked = [to] if to else _colleagues(moment, person)
        facts = {"request": request_id, "who": person, **shift_facts(shift, in_return)}
        moment.tell(SWAP_ASKED, asked, cause=str(request_id), facts=facts)


def accept_swap(workplace: Workplace, request_id: int, person: str) -> None:
    """`person` takes the shift. Raises MoveRefused where it was settled, has begun, or `person` works then."""
    with changing_roster(workplace) as moment:
        request = require_request(moment, request_id, "asked")
        _require_asked(request, person, moment)
        giver, taker = moment.roster.responders.get(request.person), moment.roster.responders[person]
        if giver is None:
            raise MoveRefused("Who asked is no longer in the team.")
        shift, in_return = request.shift, request.in_return
        if _shift_of(moment, giver.key, shift.start).end != shift.end:
            raise MoveRefused(_GONE.format(name=giver.name))
        if in_return is not None and _shift_of(moment, person, in_return.start).end != in_return.end:
            raise MoveRefused(_GONE.format(name=taker.name))
        require_free(moment, taker, shift, giving=in_return)
        if in_return is not None:
            require_free(moment, giver, in_return, giving=shift)
        _give(moment, giver.key, taker.key, shift, request)
        if in_return is not None:
            _give(moment, taker.key, giver.key, in_return, request)
        roster_requests.settle(moment.conn, request, "agreed", person, moment.now, other=person)
        moment.record("swap_accepted", person, request.id, {"of": giver.key})
        facts = {"event": "swap_accepted", "who": person, "of": giver.key, **shift_facts(shift, in_return)}
        told = [giver.key, *moment.leads_of(giver.key)]
        moment.tell(ROSTER_CHANGED, told, cause=f"{request.id}:accepted", facts=facts, by=person)


def decline_swap(workplace: Workplace, request_id: int, person: str) -> None:
    """Whoever was asked by name says no. Raises MoveRefused."""
    with changing_roster(workplace) as moment:
        request = require_request(moment, request_id, "asked")
        if request.kind != "swap" or request.other != person:
            raise MoveRefused("Only the colleague who was asked can say no.")
        roster_requests.settle(moment.conn, request, "refused", person, moment.now)
        moment.record("swap_declined", person, request.id, {"of": request.person})
        facts = {"event": "swap_declined", "who": person, "of": request.person, **shift_facts(request.shift)}
        moment.tell(ROSTER_CHANGED, [request.person], cause=f"{request.id}:declined", facts=facts)


def undo_swap(workplace: Workplace, request_id: int, person: str) -> None:
    """Take back what was asked, or undo what was agreed while nothing of it has begun; also a cover.

    For either of the two, and for leads. Raises MoveRefused.
    """
    with changing_roster(workplace) as moment:
        request = require_request(moment, request_id, "asked", "agreed")
        if request.kind not in ("swap", "cover"):
            raise MoveRefused("This is no swap.")
        is_lead = person in moment.roster.leads
        if request.state == "asked":
            if person != request.person and not is_lead:
                raise MoveRefused("Only who asked, or a lead, can take this back.")
            roster_requests.settle(moment.conn, request, "withdrawn", person, moment.now)
            moment.record("swap_withdrawn", person, request.id)
            return
        if person not in (request.person, request.other) and not is_lead:
            raise MoveRefused("Only the two of you, or a lead, can undo this.")
        undo_agreed(moment, request, person)


def undo_agreed(moment: RosterMoment, request: RosterRequest, person: str) -> None:
    """Each works their own shift again.

    Raises MoveRefused where it has begun, was handed on since, or would leave somebody with two shifts at once.
    """
    begins = min(shift.start for shift in (request.shift, request.in_return) if shift)
    if begins <= moment.now:
        raise MoveRefused("It has begun. What is left of it can be asked for anew.")
    _require_undoable(moment, request)
    roster_exceptions.withdraw(moment.conn, request.id, moment.now)
    roster_requests.settle(moment.conn, request, "undone", person, moment.now)
    moment.record(f"{request.kind}_undone", person, request.id)
    facts = {
        "event": f"{request.kind}_undone",
        "who": person,
        "of": request.person,
        "taker": request.other,
        **shift_facts(request.shift, request.in_return),
    }
    told = [request.person, *([request.other] if request.other else []), *moment.leads_of(request.person)]
    moment.tell(ROSTER_CHANGED, told, cause=f"{request.id}:undone", facts=facts, by=person)


def _require_undoable(moment: RosterMoment, request: RosterRequest) -> None:
    """Each still has what they would give back, and is free for what they would get back."""
    giver = moment.roster.responders.get(request.person)
    taker = moment.roster.responders.get(request.other or "")
    shift, in_return = request.shift, request.in_return
    _require_still_theirs(moment, taker, shift)
    if in_return is not None:
        _require_still_theirs(moment, giver, in_return)
    # A cover gives the shift back to nobody: whoever it belongs to has time off.
    if giver is not None and request.kind == "swap":
        require_free(moment, giver, shift, giving=in_return)
    if taker is not None and in_return is not None:
        require_free(moment, taker, in_return, giving=shift)


def _require_still_theirs(moment: RosterMoment, person: Person | None, shift: PlannedShift) -> None:
    if person is None:
        return
    found = shift_starting_at(person, moment.roster.time_zone, shift.start)
    if found is None or found.end != shift.end:
        raise MoveRefused(f"{person.name} has given this shift to somebody else since. Undo that first.")


def _require_asked(request: RosterRequest, person: str, moment: RosterMoment) -> None:
    may = request.kind == "swap" and person in moment.roster.responders and request.other in (None, person)
    if not may or person == request.person:
        raise MoveRefused("This was asked of somebody else.")


def _shift_of(moment: RosterMoment, person: str, start: datetime) -> PlannedShift:
    """A shift that has not begun. Raises MoveRefused."""
    found = moment.roster.responders.get(person)
    shift = shift_starting_at(found, moment.roster.time_zone, start) if found else None
    if shift is None or shift.start <= moment.now:
        raise MoveRefused(_GONE.format(name=found.name if found else "anybody"))
    return shift


def _is_same(request: RosterRequest, person: str, shift: PlannedShift) -> bool:
    same = (request.kind, request.state, request.person, request.shift.start)
    return same == ("swap", "asked", person, shift.start)


def _colleagues(moment: RosterMoment, person: str) -> list[str]:
    """Everybody of the person's teams."""
    teams = moment.roster.responders[person].teams
    return [other.key for team in teams for other in moment.roster.members(team) if other.key != person]


def _give(moment: RosterMoment, giver: str, taker: str, shift: PlannedShift, request: RosterRequest) -> None:
    """The taker works it instead of the giver; its breaks come with it."""
    own = PlannedShift(shift.start, shift.end, shift.breaks, giver)
    for person, exception in ((giver, Off(shift.start, shift.end, is_given=True)), (taker, Extra(own))):
        roster_exceptions.add(moment.conn, person, [exception], made_by=taker, at=moment.now, request_id=request.id)
