"""What is stored of a clock is the last that was worked out."""

from dataclasses import replace
from datetime import timedelta

from portal.store.clocks import StoredClock, clocks_of, clocks_of_reports, clocks_to_check, save_clock
from portal.store.engine import Store
from portal.store.releases import record_release
from tests.store.rows import NOON, make_report

HOUR = timedelta(hours=1)


def test_a_clock_saved_again_takes_the_place_of_the_first(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        running = StoredClock(report_id, "c1", "answer", "first_response", "running", NOON, NOON + HOUR)
        stopped = replace(running, state="kept", stopped_at=NOON + HOUR, paused_s=60, due_at=NOON + 2 * HOUR)
        for clock in (running, stopped):
            save_clock(conn, clock)
    with store.reading() as conn:
        assert clocks_of(conn, report_id) == [stopped]
        assert clocks_of(conn, report_id + 99) == []


def test_clocks_come_by_report_and_by_when_they_are_due(store: Store) -> None:
    with store.writing() as conn:
        first, second = make_report(conn), make_report(conn)
        later = NOON + HOUR
        record_release(conn, "r2", built_at=later, recorded_at=later, body="{}", commitments=[("c2", "repair", "{}")])
        late = StoredClock(first, "c1", "answer", "first_response", "running", NOON, NOON + 3 * HOUR)
        early = StoredClock(first, "c2", "repair", "resolution", "running", NOON, NOON + HOUR)
        other = StoredClock(second, "c1", "answer", "first_response", "running", NOON, NOON + 2 * HOUR)
        for clock in (late, early, other):
            save_clock(conn, clock)
    with store.reading() as conn:
        assert clocks_of_reports(conn, [first, second]) == {first: [early, late], second: [other]}


def test_only_clocks_with_something_to_do_by_now_are_watched(store: Store) -> None:
    with store.writing() as conn:
        made = []
        for check_at in (NOON + HOUR, NOON, None, NOON - HOUR):
            report_id = make_report(conn)
            made.append(
                StoredClock(report_id, "c1", "answer", "first_response", "x", NOON, NOON, next_check_at=check_at)
            )
            save_clock(conn, made[-1])
    with store.reading() as conn:
        assert clocks_to_check(conn, NOON, 10) == [made[3], made[1]]
        assert clocks_to_check(conn, NOON, 1) == [made[3]]
