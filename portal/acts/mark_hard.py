"""A report that was hard is marked as that: it weighs more in its owner's load, and a pause is offered. DESIGN §1.3."""

from portal.acts.answering import acting_on
from portal.acts.standing import is_hard
from portal.acts.workplace import Workplace
from portal.reports.report import Report
from portal.store import hard_reports


def mark_hard(workplace: Workplace, report_id: int, person: str) -> None:
    """Marking it twice does it once. Raises UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        hard_reports.mark_hard(moment.conn, report_id, person, moment.now)


def was_hard(workplace: Workplace, report: Report) -> bool:
    """Whether somebody marked it, or it is of the highest severity. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        return is_hard(conn, workplace, report.severity, report.id)
