"""A report that is none is set aside as spam, a test or a duplicate, and counted in public as that. DESIGN §5.

The customer is not told by mail, since spam has nobody to tell; their page says that it was set aside.
"""

from portal.acts.answering import acting_on, author_of, is_repeat, require_act
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.promises.clock_events import VoidReason
from portal.reports.report import Status
from portal.reports.timeline import Entry, Kind
from portal.store import reports


def set_aside(workplace: Workplace, report_id: int, person: str, filling: str, *, reason: VoidReason, why: str) -> None:
    """`why` is for the team. After the due time only spam takes a missed promise out of the count.

    Raises MoveRefused, UnknownReport.
    """
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, reason, why):
            return
        report = require_act(workplace, moment, "set aside", person)
        reports.update_report(moment.conn, report.id, status=Status.VOID, closed_at=moment.now)
        entry = Entry(
            moment.now,
            Kind.SET_ASIDE,
            author_of(workplace, person),
            public=False,
            facts={"reason": reason.value},
            texts={"note": tidy(why)},
        )
        add_entry(moment.conn, workplace, report, entry)
