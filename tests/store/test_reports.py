"""Reports are found, changed and listed; each reference and each submission is there once."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from portal.errors import StoreError, UnknownReport
from portal.reports.report import Report, Status
from portal.store.engine import Store
from portal.store.reports import (
    insert_report,
    newest_reports,
    open_loads,
    open_reports_of,
    report_by_id,
    report_by_reference,
    report_by_submission_key,
    update_report,
)
from tests.store.rows import NOON, make_report, new_report


def test_a_report_comes_back_as_it_was_stored_by_every_way_of_finding_it(store: Store) -> None:
    new = new_report(submission_key="key", owner=None, about_page="/topics/outage/", language="ar")
    with store.writing() as conn:
        make_report(conn)
        stored = insert_report(conn, new, lambda: "R7K4-M2PX")
    assert stored == Report(
        stored.id if stored else 0,
        "R7K4-M2PX",
        "outage",
        "severe",
        Status.OPEN,
        "lines",
        None,
        NOON,
        "r1",
        1,
        "/topics/outage/",
        language="ar",
    )
    with store.reading() as conn:
        assert report_by_id(conn, stored.id) == stored
        assert report_by_reference(conn, "R7K4-M2PX") == stored
        assert report_by_submission_key(conn, "key") == stored
        assert report_by_id(conn, stored.id + 99) is None
        assert report_by_reference(conn, "") is None
        assert report_by_submission_key(conn, "other") is None


def test_a_reference_that_is_taken_is_drawn_again(store: Store) -> None:
    drawn = iter(["R7K4-M2PX", "R7K4-M2PX", "R7K4-M2PX", "B3C4-D5EF"])
    with store.writing() as conn:
        make_report(conn)
        first = insert_report(conn, new_report(), lambda: next(drawn))
        second = insert_report(conn, new_report(), lambda: next(drawn))
    assert first is not None
    assert second is not None
    assert (first.reference, second.reference) == ("R7K4-M2PX", "B3C4-D5EF")


def test_a_source_of_references_that_is_used_up_is_an_error_and_stores_nothing(store: Store) -> None:
    with store.writing() as conn:
        make_report(conn)
        insert_report(conn, new_report(), lambda: "R7K4-M2PX")
    with pytest.raises(StoreError, match="references in a row were taken"), store.writing() as conn:
        insert_report(conn, new_report(), lambda: "R7K4-M2PX")
    with store.reading() as conn:
        assert open_loads(conn) == {"mira": 2}


def test_a_submission_sent_twice_is_stored_once(store: Store) -> None:
    with store.writing() as conn:
        make_report(conn, submission_key="key")
        assert insert_report(conn, new_report(submission_key="key", owner="tom")) is None
    with store.reading() as conn:
        assert open_loads(conn) == {"mira": 1}


def test_one_submission_sent_many_times_at_once_is_one_report(store: Store) -> None:
    """Of eight threads one stores the report, and the others find it when they are told that it is stored."""
    with store.writing() as conn:
        make_report(conn)
    found: list[tuple[bool, int]] = []
    start = threading.Barrier(8)

    def submit() -> None:
        start.wait()
        with store.writing() as conn:
            stored = insert_report(conn, new_report(submission_key="key"))
            report = stored or report_by_submission_key(conn, "key")
            assert report is not None
            found.append((stored is not None, report.id))

    threads = [threading.Thread(target=submit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(was_first for was_first, _ in found) == [False] * 7 + [True]
    assert len({report_id for _, report_id in found}) == 1


def test_a_locked_report_is_changed_by_one_after_the_other(store: Store) -> None:
    """Eight threads raise the generation by one; none overwrites what another did."""
    with store.writing() as conn:
        report_id = make_report(conn)

    def revoke() -> None:
        with store.writing() as conn:
            report = report_by_id(conn, report_id, lock=True)
            assert report is not None
            update_report(conn, report_id, generation=report.generation + 1)

    threads = [threading.Thread(target=revoke) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as conn:
        report = report_by_id(conn, report_id)
    assert report is not None
    assert report.generation == 9


def test_a_change_reaches_one_report_and_only_what_it_names(store: Store) -> None:
    with store.writing() as conn:
        report_id, other = make_report(conn), make_report(conn)
        before = report_by_id(conn, other)
        update_report(conn, report_id, status=Status.RESOLVED, closed_at=NOON, owner=None, topic="bill")
    with store.reading() as conn:
        changed = report_by_id(conn, report_id)
        assert changed is not None
        assert (changed.status, changed.closed_at, changed.owner, changed.topic, changed.team) == (
            Status.RESOLVED,
            NOON,
            None,
            "bill",
            "lines",
        )
        assert report_by_id(conn, other) == before


def test_a_change_of_an_unknown_report_is_an_error(store: Store) -> None:
    with store.writing() as conn, pytest.raises(UnknownReport):
        update_report(conn, 99, owner="tom")


@pytest.mark.parametrize("changes", [{"reference": "R7K4-M2PX"}, {"received_at": NOON}, {"release_hash": "r2"}, {}])
def test_what_a_report_was_at_receipt_cannot_be_changed(sqlite_store: Store, changes: dict[str, Any]) -> None:
    with sqlite_store.writing() as conn:
        report_id = make_report(conn)
        with pytest.raises(TypeError, match="cannot be changed"):
            update_report(conn, report_id, **changes)


@pytest.mark.parametrize("changes", [{"status": Status.RESOLVED}, {"closed_at": NOON}])
def test_a_report_has_an_instant_of_closing_exactly_while_it_is_closed(store: Store, changes: dict[str, Any]) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
    with pytest.raises(IntegrityError), store.writing() as conn:
        update_report(conn, report_id, **changes)


def test_loads_count_open_and_waiting_reports_of_each_owner(store: Store) -> None:
    with store.writing() as conn:
        waiting = make_report(conn, owner="mira")
        make_report(conn, owner="mira")
        make_report(conn, owner="tom")
        make_report(conn, owner=None)
        closed = make_report(conn, owner="tom")
        update_report(conn, waiting, status=Status.WAITING)
        update_report(conn, closed, status=Status.DECLINED, closed_at=NOON)
    with store.reading() as conn:
        assert open_loads(conn) == {"mira": 2, "tom": 1}


def test_lists_hold_what_they_say_in_their_order(store: Store) -> None:
    with store.writing() as conn:
        later = make_report(conn, received_at=NOON + timedelta(hours=1))
        earlier = make_report(conn)
        closed = make_report(conn, received_at=NOON + timedelta(hours=2))
        update_report(conn, closed, status=Status.WITHDRAWN, closed_at=NOON)
        toms = make_report(conn, owner="tom", received_at=NOON - timedelta(hours=1))
        nobodys = make_report(conn, owner=None, team="bills", received_at=NOON - timedelta(hours=2))
    with store.reading() as conn:
        assert _ids(open_reports_of(conn, "mira")) == [earlier, later]
        assert _ids(newest_reports(conn, limit=2)) == [closed, later]
        assert _ids(newest_reports(conn)) == [closed, later, earlier, toms, nobodys]


def _ids(found: list[Report]) -> list[int]:
    return [report.id for report in found]
