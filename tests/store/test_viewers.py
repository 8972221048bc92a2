"""Somebody is there since they came, until they have not been seen for a while."""

from datetime import timedelta

from portal.store.engine import Store
from portal.store.viewers import Viewer, discard_before, see, viewers_of
from tests.store.rows import NOON, make_report

MINUTE = timedelta(minutes=1)


def test_since_stays_while_somebody_is_seen_and_begins_anew_after_they_had_left(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        for seen_at in (NOON, NOON + MINUTE / 2, NOON + MINUTE):
            see(conn, report_id, "tom", seen_at, seen_at - MINUTE)
        see(conn, report_id, "mira", NOON + MINUTE, NOON)
        assert viewers_of(conn, report_id, NOON) == [
            Viewer("tom", NOON, NOON + MINUTE),
            Viewer("mira", NOON + MINUTE, NOON + MINUTE),
        ]
        back_at = NOON + 3 * MINUTE
        see(conn, report_id, "tom", back_at, back_at - MINUTE)
        assert viewers_of(conn, report_id, NOON + MINUTE) == [Viewer("tom", back_at, back_at)]


def test_each_report_has_its_own_and_those_who_left_are_forgotten(store: Store) -> None:
    with store.writing() as conn:
        report_id, other = make_report(conn), make_report(conn)
        see(conn, report_id, "tom", NOON, NOON - MINUTE)
        see(conn, other, "tom", NOON + MINUTE, NOON)
        assert discard_before(conn, NOON + MINUTE) == 1
        assert viewers_of(conn, report_id, NOON - MINUTE) == []
        assert len(viewers_of(conn, other, NOON)) == 1
