"""Of a promise's clocks those are counted that count in the period, on both databases."""

from datetime import timedelta

from sqlalchemy import Connection

from portal.reports.insights_weeks import Period
from portal.store.clocks import StoredClock, save_clock
from portal.store.engine import Store
from portal.store.insights_promises import newest_counted, outcomes_by_version, version_bodies
from tests.store.rows import NOON, make_report

PERIOD = Period(NOON, 2)


def a_clock(conn: Connection, state: str, days_ago: int = 1) -> None:
    at = NOON - timedelta(days=days_ago)
    run = {
        "started_at": (at - timedelta(hours=2)).isoformat(),
        "due_at": at.isoformat(),
        "stopped_at": None if state == "missed" else at.isoformat(),
        "pauses": [[(at - timedelta(hours=1)).isoformat(), at.isoformat()]],
    }
    clock = StoredClock(
        *(make_report(conn), "c1", "answer", "first_response", state, at - timedelta(hours=2), at),
        stopped_at=at,
        counts_at=at,
        counted_run=run,
    )
    save_clock(conn, clock)


def test_kept_provisional_and_missed_clocks_count_and_lapsed_voided_and_older_ones_do_not(store: Store) -> None:
    with store.writing() as conn:
        for state in ("kept", "kept", "kept_provisionally", "missed", "lapsed", "voided", "running"):
            a_clock(conn, state)
        a_clock(conn, "missed", days_ago=15)
        found = outcomes_by_version(conn, PERIOD)
    assert (found["c1"].counted, found["c1"].kept) == (4, 3)


def test_the_runs_that_fell_due_last_come_whole_and_first(store: Store) -> None:
    with store.writing() as conn:
        for days_ago in (5, 2, 9):
            a_clock(conn, "kept", days_ago)
        a_clock(conn, "missed", 3)
        found = newest_counted(conn, "answer", ["c1"], PERIOD, 2)
        assert newest_counted(conn, "answer", ["c2"], PERIOD, 2) == []
    assert [each.run.due_at for each in found] == [NOON - timedelta(days=2), NOON - timedelta(days=3)]
    assert [each.run.stopped_at is None for each in found] == [False, True]
    assert found[0].run.pauses == ((NOON - timedelta(days=2, hours=1), NOON - timedelta(days=2)),)


def test_versions_are_found_by_their_hash(store: Store) -> None:
    with store.writing() as conn:
        make_report(conn)
        assert version_bodies(conn, ["c1", "nothing"]) == {"c1": "{}"}
