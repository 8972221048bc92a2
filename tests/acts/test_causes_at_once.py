"""Several people act on one cause and its reports at the same time, and nobody has to begin again."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress

import pytest

from portal.acts.answering import acting_on
from portal.acts.cause_acting import Sentence, acting_on_cause, keep_saying
from portal.acts.join_cause import join_cause
from portal.acts.leave_cause import leave_cause
from portal.acts.update_cause import update_cause
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.causes import SayingKind
from portal.reports.report import Report
from portal.settings import Settings
from portal.store import causes
from portal.store.engine import Store
from tests.acts.causes import cause_of, joined, opened
from tests.workplaces import Clock, filling, reported, workplace_on

AT_MOST_S = 30
LOOK_AGAIN_S = 0.3


@pytest.fixture
def busy(postgresql_store: Store, postgresql_settings: Settings, clock: Clock) -> Workplace:
    """On PostgreSQL, where writers do not simply take turns."""
    return workplace_on(postgresql_store, postgresql_settings, clock)


def ended(*running: Future[None]) -> None:
    """All of them came to their end in time; raises what one of them raised."""
    done, late = wait(running, AT_MOST_S)
    assert not late
    for each in done:
        each.result()


def test_whoever_holds_a_report_and_waits_for_its_cause_keeps_nothing_from_being_said_of_it(busy: Workplace) -> None:
    """The order is the report, then the cause; what is said refers to each report without waiting for it."""
    report = reported(busy)
    cause = opened(busy, report)
    has_cause, has_report = threading.Event(), threading.Event()

    def say() -> None:
        with acting_on_cause(busy, cause.id) as moment:
            has_cause.set()
            assert has_report.wait(AT_MOST_S)
            keep_saying(moment, SayingKind.ANSWERED, "mira", "On our way.")

    def hold() -> None:
        assert has_cause.wait(AT_MOST_S)
        with acting_on(busy, report.id) as moment:
            threading.Timer(LOOK_AGAIN_S, has_report.set).start()
            causes.cause_by_id(moment.conn, cause.id, lock=True)

    with ThreadPoolExecutor(2) as pool:
        ended(pool.submit(say), pool.submit(hold))


def test_a_report_that_has_a_cause_is_refused_another_without_waiting_for_it(busy: Workplace) -> None:
    report = reported(busy)
    opened(busy, report)
    other = opened(busy, reported(busy))

    def join() -> None:
        with pytest.raises(MoveRefused, match="has a cause already"):
            join_cause(busy, report.id, "mira", filling(), cause_id=other.id)

    with ThreadPoolExecutor(1) as pool, acting_on_cause(busy, other.id):
        ended(pool.submit(join))


def test_joining_leaving_and_renewing_at_once_comes_to_an_end_for_everybody(busy: Workplace) -> None:
    cause = opened(busy, reported(busy))
    inside, outside = joined(busy, cause, 3), [reported(busy) for _ in range(3)]

    def join(report: Report) -> None:
        with suppress(MoveRefused):
            join_cause(busy, report.id, "tom", filling(), cause_id=cause.id)

    def leave(report: Report) -> None:
        leave_cause(busy, report.id, "bea", filling(), why="Other street.", words="Yours is the valve.")

    def joins() -> None:
        for report in (*outside, *inside):
            join(report)

    def leaves() -> None:
        for report in inside:
            leave(report)

    def renews() -> None:
        for number in range(3):
            update_cause(busy, cause.id, "mira", filling(), Sentence(f"Word {number}."))

    everybody: tuple[Callable[[], None], ...] = (joins, leaves, renews, renews)
    with ThreadPoolExecutor(len(everybody)) as pool:
        ended(*(pool.submit(each) for each in everybody))
    assert {cause_of(busy, report) is not None for report in outside} == {True}
