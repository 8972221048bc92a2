"""A tracking page's state changes with the report's entries and with what is said of its cause."""

from datetime import timedelta

from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store import causes, reports, timeline
from portal.store.engine import Store
from portal.store.tracking_state import TrackingState, standing_of, told_by, tracking_state
from tests.store.rows import NOON, make_report


def state(store: Store, report_id: int) -> TrackingState:
    """As both ways of reading it agree."""
    with store.reading() as conn:
        report = reports.report_by_id(conn, report_id)
        assert report is not None
        found = tracking_state(conn, report_id)
        standing = standing_of(conn, report.reference)
        assert standing is not None
        assert told_by(standing) == (report, found)
        assert standing_of(conn, "A2A2-A2AA") is None
        return found


def test_it_names_the_last_entry_of_this_report_and_of_no_other(store: Store) -> None:
    written = Entry(NOON, Kind.CUSTOMER_WROTE, CUSTOMER, public=True)
    with store.writing() as conn:
        mine, other = make_report(conn), make_report(conn)
    assert state(store, mine) == TrackingState(None, None, None)
    with store.writing() as conn:
        last = timeline.append(conn, mine, written)
        timeline.append(conn, other, written)
    assert state(store, mine) == TrackingState(last, None, None)


def test_it_changes_when_something_new_is_said_of_the_cause(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        cause = causes.open_cause(conn, title="Pump", topic="outage", person="mira", at=NOON)
        causes.join(conn, report_id, cause)
    assert state(store, report_id) == TrackingState(None, cause, NOON)
    later = NOON + timedelta(minutes=5)
    with store.writing() as conn:
        causes.set_sentence(conn, cause, sentence="The pump is down.", person="mira", at=later, due_at=None)
    assert state(store, report_id) == TrackingState(None, cause, later)
