"""Counts hold across processes, for their window."""

import threading
from datetime import UTC, datetime, timedelta

from portal.store.engine import Store
from portal.store.rate_counters import count, discard_before

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_count_rises_within_its_window_and_begins_again_after_it(store: Store) -> None:
    with store.writing() as conn:
        within = [count(conn, "a", START + timedelta(seconds=s), 600) for s in (0, 1, 599.999999)]
        after = count(conn, "a", START + timedelta(seconds=600), 600)
        other = count(conn, "b", START, 600)
    assert (within, after, other) == ([1, 2, 3], 1, 1)


def test_no_count_is_lost_among_threads(store: Store) -> None:
    found: list[int] = []

    def work() -> None:
        for _ in range(5):
            with store.writing() as conn:
                found.append(count(conn, "a", START, 600))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(1, 31))


def test_old_windows_are_forgotten(store: Store) -> None:
    with store.writing() as conn:
        count(conn, "a", START, 600)
        count(conn, "a", START + timedelta(seconds=600), 600)
        assert discard_before(conn, START + timedelta(seconds=600)) == 1
        assert count(conn, "a", START, 600) == 1
        assert count(conn, "a", START + timedelta(seconds=600), 600) == 2
