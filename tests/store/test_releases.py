"""The store knows which release was in force when, and keeps every version that ever was."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from portal.settings import Settings
from portal.store.engine import Store
from portal.store.releases import (
    calendar_version_body,
    commitment_version_body,
    in_force_until,
    latest_release,
    record_release,
    release_at,
    release_body,
)
from tests.store.rows import NOON

HOUR = timedelta(hours=1)


def record(store: Store, release_hash: str, built: timedelta, recorded: timedelta, body: str = "{}") -> bool:
    with store.writing() as conn:
        return record_release(conn, release_hash, built_at=NOON + built, recorded_at=NOON + recorded, body=body)


def test_the_release_recorded_last_is_in_force_and_says_until_when_the_others_were(store: Store) -> None:
    with store.reading() as conn:
        assert latest_release(conn) is None
    assert record(store, "a", 0 * HOUR, 1 * HOUR, "A")
    assert record(store, "b", 2 * HOUR, 3 * HOUR, "B")
    assert record(store, "c", 4 * HOUR, 5 * HOUR, "C")
    with store.reading() as conn:
        assert latest_release(conn) == ("c", NOON + 4 * HOUR)
        assert [in_force_until(conn, each) for each in "abc"] == [NOON + 3 * HOUR, NOON + 5 * HOUR, None]
        assert [release_body(conn, each) for each in "abcd"] == ["A", "B", "C", None]
        at = [release_at(conn, NOON + hours * HOUR) for hours in (0, 1, 4, 5, 99)]
        assert at == [None, "a", "b", "c", "c"]


def test_recording_what_is_in_force_again_changes_nothing(store: Store) -> None:
    assert record(store, "a", 0 * HOUR, 1 * HOUR, "A")
    assert not record(store, "a", 0 * HOUR, 2 * HOUR, "other")
    with store.reading() as conn:
        assert release_body(conn, "a") == "A"
        assert in_force_until(conn, "a") is None


def test_a_host_with_an_older_build_does_not_displace_a_newer_release(store: Store) -> None:
    """Nor one that was built before the newest build of the release in force."""
    record(store, "new", 2 * HOUR, 2 * HOUR)
    record(store, "new", 4 * HOUR, 4 * HOUR)
    assert not record(store, "old", 1 * HOUR, 5 * HOUR)
    assert not record(store, "between", 3 * HOUR, 5 * HOUR)
    with store.reading() as conn:
        assert latest_release(conn) == ("new", NOON + 4 * HOUR)
        assert release_body(conn, "old") is None
        with pytest.raises(LookupError, match="never in force"):
            in_force_until(conn, "old")


def test_a_release_that_returns_is_in_force_again(store: Store) -> None:
    for hours, each in enumerate(("a", "b", "a")):
        assert record(store, each, hours * HOUR, hours * HOUR)
    with store.reading() as conn:
        assert latest_release(conn) == ("a", NOON + 2 * HOUR)
        assert in_force_until(conn, "a") is None
        assert in_force_until(conn, "b") == NOON + 2 * HOUR


def test_a_version_keeps_its_first_text_and_every_version_is_kept(store: Store) -> None:
    with store.writing() as conn:
        for number, each in enumerate("ab"):
            record_release(
                conn,
                each,
                built_at=NOON + number * HOUR,
                recorded_at=NOON + number * HOUR,
                body="{}",
                commitments=[("same", "answer", f"by {each}"), (f"c-{each}", "repair", each)],
                calendars=[(f"k-{each}", "office", each)],
            )
    with store.reading() as conn:
        assert [commitment_version_body(conn, h) for h in ("same", "c-a", "c-b", "?")] == ["by a", "a", "b", None]
        assert [calendar_version_body(conn, h) for h in ("k-a", "k-b", "?")] == ["a", "b", None]


def test_hosts_that_record_one_release_at_once_record_it_once(
    store: Store, settings: Settings, opened: Callable[[Settings], Store]
) -> None:
    stores = [store, opened(settings), opened(settings), opened(settings)]
    recorded: list[bool] = []
    threads = [threading.Thread(target=lambda s=s: recorded.append(record(s, "a", 0 * HOUR, HOUR))) for s in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(recorded) == [False, False, False, True]
