"""The two questions at the end, answered apart: did we solve it, and did you feel cared for. DESIGN §1.4."""

from portal.acts.answering import acting_on
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.languages.messages import _
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store.feedback import Feedback, feedback_of, save_feedback


def say_how_it_went(workplace: Workplace, report_id: int, said: Feedback) -> None:
    """The last answer counts; the same again changes nothing. Raises MoveRefused while the report is open."""
    with acting_on(workplace, report_id) as moment:
        if moment.report.status.is_open:
            raise MoveRefused(_("We are not done yet, so these questions come later."))
        if feedback_of(moment.conn, report_id) == said:
            return
        save_feedback(moment.conn, report_id, said, moment.now)
        facts = {"solved": said.solved, "cared_for": said.cared_for}
        add_entry(
            moment.conn, workplace, moment.report, Entry(moment.now, Kind.FEEDBACK, CUSTOMER, public=True, facts=facts)
        )
