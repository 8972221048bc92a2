"""What is stored of a clock is what its timeline gives, after anything that people do and however time passes."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from portal.acts.answer import answer
from portal.acts.clocks import refresh_clocks
from portal.acts.close import decline, resolve
from portal.acts.customer_writes import customer_writes
from portal.acts.give_remedy import give_remedy
from portal.acts.hand_over import hand_over
from portal.acts.recompute import Difference, Recomputed, recompute
from portal.acts.try_something import Effort, try_something
from portal.acts.wait import wait_for_customer, watch_waiting
from portal.acts.watch import watch
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.report import Report
from portal.reports.timeline import Kind
from portal.settings import Settings
from portal.store import clocks
from portal.store.clocks import StoredClock
from portal.store.engine import open_store
from tests.statements import statements
from tests.workplaces import Clock, clocks_on, filling, kinds, publish, reported, rows, with_target, workplace_on
from tests.workplaces import small_library as library

REPORTS = st.integers(0, 2)
PEOPLE = st.sampled_from(["mira", "tom", "bea", "ruth"])


def found(workplace: Workplace, *, repair: bool = False) -> tuple[int, list[Difference]]:
    batches: list[Recomputed] = list(recompute(workplace, repair=repair))
    return sum(batch.clocks for batch in batches), [each for batch in batches for each in batch.differences]


class AnyCourseOfEvents(RuleBasedStateMachine):
    """Three reports; customers, staff and the watch act in any order, and time passes between."""

    def __init__(self, migrated_sqlite: Path) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        site = Settings(site_dir=Path(self._folder.name))
        site.var_dir.mkdir()
        shutil.copy(migrated_sqlite, site.var_dir / "portal.db")
        self.clock = Clock()
        self.workplace = workplace_on(open_store(site), site, self.clock)
        self.reports: list[Report] = []

    def teardown(self) -> None:
        self.workplace.store.close()
        self._folder.cleanup()

    @initialize(apart_h=st.integers(0, 60))
    def three_reports_come_in(self, apart_h: int) -> None:
        for topic in ("no-water", "wrong-bill", "something-else"):
            self.reports.append(reported(self.workplace, topic=topic))
            self.clock.pass_by(hours=apart_h)

    @rule(minutes=st.sampled_from([0, 1, 45, 90, 240, 600, 1_440, 4_321, 12_960, 40_000]))
    def time_passes(self, minutes: int) -> None:
        self.clock.pass_by(minutes=minutes)

    @rule()
    def the_watch_goes_round(self) -> None:
        watch(self.workplace)

    @rule(number=REPORTS, person=PEOPLE)
    def somebody_answers(self, number: int, person: str) -> None:
        self._if_allowed(lambda report: answer(self.workplace, report.id, person, filling(), "We are on it."), number)

    @rule(number=REPORTS, person=PEOPLE)
    def somebody_tries_something(self, number: int, person: str) -> None:
        effort = Effort("I called the works.", "", "I drive out.")
        self._if_allowed(lambda report: try_something(self.workplace, report.id, person, filling(), effort), number)

    @rule(number=REPORTS, to=st.sampled_from(["mira", "tom", "bea", "bills"]))
    def it_is_handed_over(self, number: int, to: str) -> None:
        def act(report: Report) -> None:
            hand_over(self.workplace, report.id, "mira", filling(), to=to, why="Shift ends.", must_know="All said.")

        self._if_allowed(act, number)

    @rule(number=REPORTS)
    def the_customer_writes(self, number: int) -> None:
        self._if_allowed(lambda report: customer_writes(self.workplace, report.id, filling(), "Still dry."), number)

    @rule(number=REPORTS, days=st.sampled_from([1, 14]))
    def we_wait_for_the_customer(self, number: int, days: int) -> None:
        def act(report: Report) -> None:
            wait_for_customer(self.workplace, report.id, "mira", filling(), reason="Which tap is it?", days=days)

        self._if_allowed(act, number)

    @rule()
    def waiting_is_watched(self) -> None:
        watch_waiting(self.workplace)

    @rule(number=REPORTS)
    def the_customer_withdraws(self, number: int) -> None:
        self._if_allowed(lambda report: withdraw(self.workplace, report.id), number)

    @rule(number=REPORTS, person=PEOPLE)
    def it_is_resolved(self, number: int, person: str) -> None:
        self._if_allowed(lambda report: resolve(self.workplace, report.id, person, filling(), "A new valve."), number)

    @rule(number=REPORTS)
    def it_is_declined(self, number: int) -> None:
        def act(report: Report) -> None:
            decline(self.workplace, report.id, "tom", filling(), tried="All.", why="Not ours.", instead="Ask them.")

        self._if_allowed(act, number)

    @rule(number=REPORTS, commitment=st.sampled_from(["first-reply", "next-word", "mended"]))
    def what_is_owed_is_given(self, number: int, commitment: str) -> None:
        def act(report: Report) -> None:
            give_remedy(self.workplace, report.id, "mira", filling(), commitment=commitment, given="£5.")

        self._if_allowed(act, number)

    @precondition(lambda self: self.reports)
    @invariant()
    def recompute_finds_what_is_stored(self) -> None:
        counted, differences = found(self.workplace)
        assert counted == 7
        assert differences == []

    def _if_allowed(self, act: Callable[[Report], None], number: int) -> None:
        with suppress(MoveRefused):
            act(self.reports[number])


def test_recompute_equals_what_is_stored_after_any_legal_course_of_events(migrated_sqlite: Path) -> None:
    run_state_machine_as_test(
        partial(AnyCourseOfEvents, migrated_sqlite),  # type: ignore[arg-type]  # any maker of machines will do
        settings=settings(
            max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def spoil(workplace: Workplace, report: Report, indicator: str, **changes: object) -> StoredClock:
    """Store a clock with something else in it; gives it as it was."""
    before = clocks_on(workplace, report)[indicator]
    with workplace.store.writing() as conn:
        clocks.save_clock(conn, replace(before, **changes))  # type: ignore[arg-type]
    return before


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("state", "kept", "kept"),
        ("paused_s", 60, "60"),
        ("commitment", "another", "another"),
        ("outcome", "resolved", "resolved"),
    ],
)
def test_an_altered_field_is_named_with_what_is_stored_and_what_it_should_be(
    sqlite_workplace: Workplace, field: str, value: object, shown: str
) -> None:
    report = reported(sqlite_workplace)
    before = spoil(sqlite_workplace, report, "resolution", **{field: value})
    _, (difference,) = found(sqlite_workplace)
    assert (difference.reference, difference.field, difference.stored) == (report.reference, field, shown)
    right = getattr(before, field)
    assert difference.worked_out == ("none" if right is None else str(right))


def test_a_due_time_that_was_moved_by_a_second_is_found(workplace: Workplace) -> None:
    report = reported(workplace)
    due_at = clocks_on(workplace, report)["first_response"].due_at
    spoil(workplace, report, "first_response", due_at=due_at + timedelta(seconds=1))
    counted, (difference,) = found(workplace)
    assert counted == 3
    assert (difference.commitment, difference.field) == ("first-reply", "due_at")
    assert (difference.stored, difference.worked_out) == ("2026-11-23T16:00:01Z", "2026-11-23T16:00:00Z")


def test_a_running_clock_that_nobody_would_watch_is_found(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    spoil(sqlite_workplace, report, "first_response", next_check_at=None)
    assert [each.field for each in found(sqlite_workplace)[1]] == ["next_check_at"]


def test_what_only_the_passing_of_time_changed_is_no_difference(sqlite_workplace: Workplace, clock: Clock) -> None:
    reported(sqlite_workplace)
    resolved = reported(sqlite_workplace)
    resolve(sqlite_workplace, resolved.id, "mira", filling(), "A new valve.")
    clock.pass_by(days=40)
    assert found(sqlite_workplace) == (6, [])
    assert clocks_on(sqlite_workplace, resolved)["resolution"].state == "kept_provisionally", "nobody stored it anew"


def test_a_pause_that_has_grown_since_it_was_stored_is_no_difference(sqlite_workplace: Workplace, clock: Clock) -> None:
    """Also where the promise was missed before the wait began, and somebody stored the clock in the middle of it."""
    report = reported(sqlite_workplace)
    clock.pass_by(days=8)
    answer(sqlite_workplace, report.id, "mira", filling(), "Late, and sorry.")
    clock.pass_by(hours=1)
    wait_for_customer(sqlite_workplace, report.id, "mira", filling(), reason="Which tap is it?", days=14)
    at_first = clocks_on(sqlite_workplace, report)["next_update"]
    clock.pass_by(days=1, minutes=7)
    with sqlite_workplace.store.writing() as conn:
        refresh_clocks(conn, sqlite_workplace, report, clock.now)
    assert clocks_on(sqlite_workplace, report)["next_update"].due_at > at_first.due_at
    assert found(sqlite_workplace) == (3, [])
    clock.pass_by(days=2)
    assert found(sqlite_workplace) == (3, [])
    clock.pass_by(days=60)
    assert found(sqlite_workplace) == (3, [])


def test_a_promise_that_was_changed_since_is_no_difference(sqlite_workplace: Workplace, clock: Clock) -> None:
    reported(sqlite_workplace)
    clock.pass_by(days=1)
    publish(sqlite_workplace, with_target(library(), "first-reply", "30 minutes"))
    assert found(sqlite_workplace) == (3, [])


def test_repair_stores_what_was_worked_out_and_leaves_the_rest(sqlite_workplace: Workplace) -> None:
    reported(sqlite_workplace)
    report = reported(sqlite_workplace)
    before = rows(sqlite_workplace.store)
    spoil(sqlite_workplace, report, "next_update", state="missed", stopped_at=sqlite_workplace.now())
    assert len(found(sqlite_workplace, repair=True)[1]) == 2
    assert rows(sqlite_workplace.store) == before
    assert found(sqlite_workplace) == (6, [])


def test_a_missed_promise_that_was_stored_as_kept_is_told_once_it_is_repaired(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    report = reported(sqlite_workplace)
    spoil(sqlite_workplace, report, "first_response", state="kept", stopped_at=clock.now, next_check_at=None)
    clock.pass_by(days=1)
    found(sqlite_workplace, repair=True)
    assert clocks_on(sqlite_workplace, report)["first_response"].state == "missed"
    watch(sqlite_workplace)
    assert found(sqlite_workplace)[1] == []
    assert Kind.MISSED in kinds(sqlite_workplace, report)


def test_all_is_gone_through_in_batches(sqlite_workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.acts.recompute.REPORTS_A_BATCH", 2)
    for _ in range(5):
        reported(sqlite_workplace)
    assert [batch.clocks for batch in recompute(sqlite_workplace)] == [6, 6, 3]


def test_it_asks_as_often_for_many_reports_as_for_few(workplace: Workplace) -> None:
    reported(workplace)
    few = statements_of(workplace)
    for _ in range(10):
        reported(workplace)
    assert statements_of(workplace) == few


def statements_of(workplace: Workplace) -> int:
    """How many statements a recompute sends to the database."""
    with statements(workplace.store) as sent:
        assert found(workplace)[1] == []
    return len(sent)
