"""A notice is queued with its cause, sent by one worker at a time, and never lost to a crash or a clock."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.reports.timeline import SYSTEM, Entry, Kind
from portal.settings import Settings
from portal.store.engine import Store
from portal.store.outbox import LARGEST_WAIT, ClaimedNotice, NewNotice, claim, mark_failed, mark_retry, mark_sent, queue
from portal.store.tables import notices
from portal.store.timeline import append
from tests.store.rows import NOON, make_notice, make_report, new_notice

MINUTE = timedelta(minutes=1)


def claimed_at(store: Store, now_offset: timedelta = timedelta(), limit: int = 10) -> list[ClaimedNotice]:
    with store.writing() as conn:
        return claim(conn, NOON + now_offset, lease_s=60, limit=limit)


def state_of(store: Store, key: str) -> tuple[str, int, str | None]:
    with store.reading() as conn:
        row = conn.execute(select(notices).where(notices.c.key == key)).one()
        return row.state, row.attempts, row.last_error


def test_a_claimed_notice_holds_all_that_was_queued(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        to_customer = NewNotice(
            key="received:1",
            message="received",
            recipient_kind="customer",
            message_id="<1@example.org>",
            created_at=NOON,
            report_id=report_id,
            facts={"topic": "outage"},
        )
        assert queue(conn, to_customer)
    (notice,) = claimed_at(store)
    assert (notice.key, notice.message, notice.recipient_kind, notice.recipient) == (
        "received:1",
        "received",
        "customer",
        None,
    )
    assert (notice.report_id, notice.entry_id, notice.facts) == (report_id, None, {"topic": "outage"})
    assert (notice.message_id, notice.created_at, notice.attempts) == ("<1@example.org>", NOON, 1)
    assert (notice.claimed_at, notice.leased_until) == (NOON, NOON + MINUTE)


def test_a_notice_exists_only_if_its_cause_was_committed(store: Store) -> None:

    def act_on_a_report_that_is_not_there() -> None:
        with store.writing() as conn:
            make_notice(conn, "a")
            append(conn, 99, Entry(NOON, Kind.RESOLVED, SYSTEM, public=True))

    with pytest.raises(IntegrityError):
        act_on_a_report_that_is_not_there()
    assert claimed_at(store) == []


def test_one_cause_is_told_once(store: Store) -> None:
    with store.writing() as conn:
        make_notice(conn, "a")
        again = queue(conn, new_notice("a", recipient="tom", message_id="<other@example.org>"))
    assert not again
    assert [notice.recipient for notice in claimed_at(store)] == ["mira"]


def test_the_longest_due_are_claimed_first_and_no_more_than_asked_for(store: Store) -> None:
    with store.writing() as conn:
        for key, minutes in (("c", 3), ("a", 1), ("b", 2), ("future", 40)):
            make_notice(conn, key, NOON - timedelta(minutes=10) + minutes * MINUTE)
    assert [notice.key for notice in claimed_at(store, limit=2)] == ["a", "b"]
    assert [notice.key for notice in claimed_at(store)] == ["c"]
    assert claimed_at(store) == []


def test_many_workers_of_two_processes_share_the_notices_without_overlap(
    store: Store, settings: Settings, opened: Callable[[Settings], Store]
) -> None:
    """Two stores on one database stand for two processes; every notice is claimed exactly once."""
    with store.writing() as conn:
        for number in range(120):
            make_notice(conn, str(number))
    claimed: list[str] = []
    stores = (store, opened(settings))
    start = threading.Barrier(6)

    def work(mine: Store) -> None:
        start.wait()
        while found := claimed_at(mine, limit=7):
            claimed.extend(notice.key for notice in found)

    threads = [threading.Thread(target=work, args=(mine,)) for mine in stores for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == sorted(str(number) for number in range(120))


def test_on_postgresql_a_worker_passes_over_what_another_is_claiming(
    postgresql_store: Store, postgresql_settings: Settings, opened: Callable[[Settings], Store]
) -> None:
    """It neither waits for the other's transaction nor takes the same notice."""
    with postgresql_store.writing() as conn:
        make_notice(conn, "a")
        make_notice(conn, "b")
    other = opened(postgresql_settings)
    with postgresql_store.writing() as conn:
        assert [notice.key for notice in claim(conn, NOON, 60, 1)] == ["a"]
        assert [notice.key for notice in claimed_at(other)] == ["b"]


def test_what_a_worker_that_died_had_claimed_is_claimed_again_after_its_lease(store: Store) -> None:
    with store.writing() as conn:
        make_notice(conn, "a")
    (first,) = claimed_at(store)
    assert claimed_at(store, MINUTE - timedelta(microseconds=1)) == []
    (second,) = claimed_at(store, MINUTE)
    assert (second.id, second.message_id, second.attempts) == (first.id, first.message_id, 2)
    assert second.lease != first.lease


def test_a_sent_notice_is_never_claimed_again(store: Store) -> None:
    with store.writing() as conn:
        make_notice(conn, "a")
    (notice,) = claimed_at(store)
    with store.writing() as conn:
        assert mark_sent(conn, notice, NOON)
        assert not mark_sent(conn, notice, NOON)
    assert claimed_at(store, timedelta(days=1)) == []
    assert state_of(store, "a") == ("sent", 1, None)


def test_a_retry_comes_at_its_time_with_its_reason_kept(store: Store) -> None:
    with store.writing() as conn:
        make_notice(conn, "a")
    (notice,) = claimed_at(store)
    with store.writing() as conn:
        assert mark_retry(conn, notice, NOON + 10 * MINUTE, "451 try later")
    assert state_of(store, "a") == ("queued", 1, "451 try later")
    assert claimed_at(store, 9 * MINUTE) == []
    assert [again.attempts for again in claimed_at(store, 10 * MINUTE)] == [2]


def test_a_failed_notice_is_never_tried_again_and_keeps_its_reason(store: Store) -> None:
    with store.writing() as conn:
        make_notice(conn, "a")
    (notice,) = claimed_at(store)
    with store.writing() as conn:
        assert mark_failed(conn, notice, "550 no such user")
    assert claimed_at(store, timedelta(days=1)) == []
    assert state_of(store, "a") == ("failed", 1, "550 no such user")


def test_a_worker_whose_lease_passed_on_cannot_fail_or_delay_the_notice_but_can_say_it_was_sent(
    store: Store,
) -> None:
    with store.writing() as conn:
        make_notice(conn, "a")
    (slow,) = claimed_at(store)
    (quick,) = claimed_at(store, 2 * MINUTE)
    with store.writing() as conn:
        assert not mark_retry(conn, slow, NOON + 30 * MINUTE, "slow")
        assert not mark_failed(conn, slow, "slow")
        assert mark_sent(conn, slow, NOON + 2 * MINUTE)
        assert not mark_retry(conn, quick, NOON + 30 * MINUTE, "quick")
    assert state_of(store, "a") == ("sent", 2, None)


def test_a_due_time_set_before_the_clock_went_backward_is_due_now(store: Store) -> None:
    """Queued and tried while the clock was a year ahead: both are sent once it is right again."""
    year = timedelta(days=365)
    with store.writing() as conn:
        make_notice(conn, "new", NOON + year)
        make_notice(conn, "leased", NOON + year)
    held = claimed_at(store, year, limit=2)
    assert len(held) == 2
    with store.writing() as conn:
        assert mark_retry(conn, held[0], NOON + year + MINUTE, "451")
    assert {notice.id for notice in claimed_at(store)} == {notice.id for notice in held}


def test_a_due_time_within_the_largest_wait_is_waited_for(store: Store) -> None:
    with store.writing() as conn:
        make_notice(conn, "a", NOON + LARGEST_WAIT)
    assert claimed_at(store) == []
    assert len(claimed_at(store, LARGEST_WAIT)) == 1


def test_nothing_is_queued_leased_or_retried_further_ahead_than_the_guard_allows(sqlite_store: Store) -> None:
    with sqlite_store.writing() as conn:
        make_notice(conn, "a")
        (notice,) = claim(conn, NOON, 60, 1)
        assert mark_retry(conn, notice, NOON + 10 * LARGEST_WAIT, "451")
        assert claim(conn, NOON + LARGEST_WAIT - MINUTE, 60, 1) == []
        assert len(claim(conn, NOON + LARGEST_WAIT, 60, 1)) == 1
        with pytest.raises(ValueError, match="lease_s"):
            claim(conn, NOON, LARGEST_WAIT.total_seconds() + 1, 1)
        with pytest.raises(ValueError, match="due more than"):
            queue(conn, new_notice("b", due_at=NOON + LARGEST_WAIT + MINUTE))


@pytest.mark.parametrize(("kind", "recipient"), [("customer", "mira"), ("responder", None), ("stranger", "mira")])
def test_a_recipient_that_makes_no_sense_is_refused(store: Store, kind: str, recipient: str | None) -> None:
    with pytest.raises(IntegrityError), store.writing() as conn:
        queue(conn, new_notice("a", recipient_kind=kind, recipient=recipient))


def test_mails_to_many_wait_behind_all_others(store: Store) -> None:
    with store.writing() as conn:
        for number in range(3):
            queue(conn, new_notice(key=f"many-{number}", message="page_changes"))
        queue(conn, new_notice(key="one", created_at=NOON + 5 * MINUTE))
    assert [notice.key for notice in claimed_at(store, 60 * MINUTE, limit=1)] == ["one"]
