"""A missed promise is told to the customer at once, with its remedy, before they ask. DESIGN §5 "A miss"."""

from portal.acts.answering import Moment
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.promises.clocks import ClockState
from portal.promises.commitments import CommitmentVersion
from portal.reports.timeline import SYSTEM, Entry, Kind
from portal.store import duties


def tell_miss(workplace: Workplace, moment: Moment, version: CommitmentVersion, state: ClockState) -> None:
    """Once for each promise on a report, whoever comes first. Say nothing of a miss that no longer counts."""
    if state.missed_at is None:
        return
    if not duties.claim_duty(moment.conn, f"missed:{moment.report.id}:{version.hash[:16]}", moment.now):
        return
    facts = {
        "commitment": version.slug,
        "title": version.title,
        "indicator": version.indicator,
        "due_at": state.missed_at.isoformat(),
        "remedy": version.remedy,
    }
    entry = Entry(moment.now, Kind.MISSED, SYSTEM, public=True, facts=facts)
    entry_id = add_entry(moment.conn, workplace, moment.report, entry)
    notify_customer(moment.conn, workplace, moment.report, "missed", entry_id, facts)
