"""What came in is found in order, with what it was about."""

from datetime import timedelta

from portal.store.arrivals import arrivals_after, newest_arrival
from portal.store.engine import Store
from tests.store.rows import NOON, make_report


def test_arrivals_are_in_order_and_only_those_after_an_instant(store: Store) -> None:
    day = timedelta(days=1)
    with store.writing() as conn:
        assert newest_arrival(conn) is None
        make_report(conn, received_at=NOON, topic="late")
        make_report(conn, received_at=NOON - day, topic="early", severity="mild")
        make_report(conn, received_at=NOON - 2 * day)
        assert newest_arrival(conn) == NOON
        assert arrivals_after(conn, NOON - 2 * day) == [(NOON - day, "early", "mild"), (NOON, "late", "severe")]
