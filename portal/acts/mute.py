"""One click ends the mails about a report, and one brings them back. RFC 8058. The page goes on showing everything.

What waited in the outbox is not sent any more, also not afterwards: it is counted, and stands on the page.
"""

from portal.acts.answering import acting_on
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.notices.digests import GATHERED
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store import gathering, muted


def stop_mails(workplace: Workplace, report_id: int) -> None:
    """Stopping twice is stopping once. Raises UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if muted.mute(moment.conn, report_id, moment.now):
            gathering.mark_unwanted(moment.conn, report_id, GATHERED)
            add_entry(moment.conn, workplace, moment.report, Entry(moment.now, Kind.MUTED, CUSTOMER, public=True))


def send_mails_again(workplace: Workplace, report_id: int) -> None:
    """Raises UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        muted.unmute(moment.conn, report_id)
