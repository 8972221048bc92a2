"""A shift that nobody works, because somebody has time off, is taken by a colleague, or given to one by a lead."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.acts.roster_changes import ROSTER_CHANGED, changing_roster, require_free, shift_facts
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.store import roster_exceptions, roster_requests
from portal.team.free_shifts import free_shifts
from portal.team.planned_shifts import Extra


def take_shift(workplace: Workplace, by: str, taker: str, *, of: str, start: datetime) -> None:
    """`taker` works the shift of `of` that begins at `start` (UTC). `by` is `taker`, or a lead who asked them.

    Its breaks come with it. Raises MoveRefused where it is not free, or `taker` works at that time.
    """
    with changing_roster(workplace) as moment:
        person = moment.roster.responders.get(taker)
        if person is None or (by != taker and by not in moment.roster.leads):
            raise MoveRefused("A shift is taken by a responder, or given to one by a lead.")
        day = start.astimezone(ZoneInfo(moment.roster.time_zone)).date()
        found = [each for each in free_shifts(moment.roster, day, 1) if (each.person, each.shift.start) == (of, start)]
        if not found or found[0].shift.end <= moment.now:
            raise MoveRefused("This shift is not free any more. Look at the roster again.")
        shift = replace(found[0].shift, instead_of=of)
        require_free(moment, person, shift, giving=None)
        request_id = roster_requests.ask(moment.conn, "cover", of, shift, moment.now, other=taker)
        request = roster_requests.request_by_id(moment.conn, request_id)
        assert request is not None
        roster_requests.settle(moment.conn, request, "agreed", by, moment.now, other=taker)
        roster_exceptions.add(moment.conn, taker, [Extra(shift)], made_by=by, at=moment.now, request_id=request_id)
        moment.record("shift_covered", by, request_id, {"of": of, "taker": taker})
        facts = {"event": "shift_covered", "who": by, "of": of, "taker": taker, **shift_facts(shift)}
        told = [taker, *moment.leads_of(of)]
        moment.tell(ROSTER_CHANGED, told, cause=f"{request_id}:covered", facts=facts, by=by)
