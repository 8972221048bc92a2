"""What tells one state of a tracking page from the next, so that a page that asks every few seconds costs little.

It is read from the store, so every process of every host gives the same: the last entry, what the report itself says,
and its cause. What changes with time alone ("due soon", "today") follows with the minute.
"""

from hashlib import sha256

from portal.acts.workplace import Workplace
from portal.reports.report import Report
from portal.store.tracking_state import TrackingState, tracking_state
from portal.web.lately import minute_of


def tracking_version(workplace: Workplace, report: Report) -> str:
    """The value of a weak entity tag (RFC 9110 §8.8.3). One query. Raises StoreUnavailable."""
    return version_of(workplace, report, workplace.store.glance(lambda conn: tracking_state(conn, report.id)))


def version_of(workplace: Workplace, report: Report, found: TrackingState) -> str:
    """The same of a state that was read already."""
    minute = minute_of(workplace.now())
    # All of the report that changes: it was read a moment before, and somebody may have acted in between.
    what = (report.topic, report.severity, report.language)
    stands = (*what, report.generation, report.status.value, report.closed_at, report.team, report.owner)
    state = (report.id, *stands, found.last_entry, found.cause, found.said_at, minute, workplace.release.hash)
    return sha256("\0".join(map(str, state)).encode()).hexdigest()[:24]
