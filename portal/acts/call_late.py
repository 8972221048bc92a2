"""The customer's one button after a miss: "you are late". The lead hears of it, the responder keeps the report."""

from datetime import datetime

from portal.acts.answering import Moment, acting_on
from portal.acts.notify import notify_person
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.languages.messages import _
from portal.promises.clocks import State
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store import clocks, duties
from portal.store.clocks import StoredClock


def call_late(workplace: Workplace, report_id: int) -> None:
    """Once for each missed promise; pressing it again changes nothing. Raises MoveRefused where nothing is late."""
    with acting_on(workplace, report_id) as moment:
        late = [clock for clock in clocks.clocks_of(moment.conn, report_id) if is_late(clock, moment.now)]
        if not late:
            raise MoveRefused(_("Nothing is late on this report. If something else is wrong, write it below."))
        fresh = [clock for clock in late if _claim(moment, clock)]
        if not fresh:
            return
        facts = {"commitments": [clock.commitment for clock in fresh]}
        entry = Entry(moment.now, Kind.CALLED_LATE, CUSTOMER, public=True, facts=facts)
        entry_id = add_entry(moment.conn, workplace, moment.report, entry)
        for lead in workplace.roster().leads_of(moment.report.team):
            notify_person(moment.conn, workplace, moment.report, "called_late", lead.key, entry_id)


def is_late(clock: StoredClock, now: datetime) -> bool:
    """Its last run is past its due time, and still to be done."""
    return clock.state == State.MISSED and clock.stopped_at is None and now > clock.due_at


def _claim(moment: Moment, clock: StoredClock) -> bool:
    """Once for each missed run: who is late again may be told so again."""
    run = f"{clock.commitment_version[:16]}:{clock.due_at.isoformat()}"
    return duties.claim_duty(moment.conn, f"late:{moment.report.id}:{run}", moment.now)
