"""The customer takes a report back. It stays on the timeline, and counts in public as withdrawn."""

from portal.acts.answering import acting_on
from portal.acts.notify import notify_customer, notify_responders
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.reports.moves import require_withdrawal
from portal.reports.report import Status
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store import reports


def withdraw(workplace: Workplace, report_id: int) -> None:
    """Raises MoveRefused on a closed report, UnknownReport. Withdrawing twice does it once."""
    with acting_on(workplace, report_id) as moment:
        report = moment.report
        if report.status is Status.WITHDRAWN:
            return
        require_withdrawal(report.status)
        reports.update_report(moment.conn, report.id, status=Status.WITHDRAWN, closed_at=moment.now)
        entry_id = add_entry(moment.conn, workplace, report, Entry(moment.now, Kind.WITHDRAWN, CUSTOMER, public=True))
        notify_responders(moment.conn, workplace, report, "withdrawn_by_customer", entry_id)
        notify_customer(moment.conn, workplace, report, "withdrawn", entry_id)
