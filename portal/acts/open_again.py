"""A responder opens a closed report again, because it was closed or set aside too soon, or by mistake. DESIGN §5.

The rules are those of a customer who does it: within the topic's reopen window, because after it the outcome counts for
good. The time in between is a pause, `next_update` starts anew, and whoever had the report has it still. What was set
aside is as if it never had been: its clocks have run all the while, since the mistake was ours.
"""

from portal.acts.answering import acting_on, author_of, is_erased, is_repeat
from portal.acts.customer_writes import may_reopen, reopen
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.moves import require_opening_again
from portal.reports.report import Status
from portal.reports.timeline import Entry, Kind
from portal.store import reports


def open_again(workplace: Workplace, report_id: int, person: str, filling: str, reason: str) -> None:
    """`reason` is what the customer reads. Raises MoveRefused, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, reason):
            return
        require_opening_again(moment.report.status, may_reopen(workplace, moment.report, moment.now))
        if is_erased(moment):
            raise MoveRefused("The customer had the words of this report erased, so there is nothing to go on with.")
        texts = {"reason": tidy(reason)}
        facts = {"by_mistake": True} if moment.report.status is Status.VOID else {}
        entry = Entry(moment.now, Kind.REOPENED, author_of(workplace, person), public=True, facts=facts, texts=texts)
        reopened = reopen(workplace, moment, entry)
        if reopened.owner is None and person in workplace.roster().responders:
            reports.update_report(moment.conn, report_id, owner=person)
