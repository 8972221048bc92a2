"""What is stored for my desk and for the search is what the clocks and the words say, whatever was done before."""

from typing import Any

from sqlalchemy import text

from portal.acts.answer import answer
from portal.acts.close import resolve
from portal.acts.correct_contact import correct_contact
from portal.acts.customer_writes import customer_writes
from portal.acts.erase import erase
from portal.acts.hand_over import hand_over
from portal.acts.reclassify import reclassify
from portal.acts.recompute import Difference, recompute
from portal.acts.wait import wait_for_customer
from portal.acts.watch import watch
from portal.acts.workplace import Workplace
from portal.promises.when_written import iso_utc
from portal.reports.report import Report
from portal.store import clocks
from portal.store.engine import Store
from portal.store.search_index import index_report
from tests.workplaces import BY_PHONE, Clock, clocks_on, filling, reported


def next_due(workplace: Workplace, report: Report) -> Any:
    """As it is stored with the report, once it agrees with the clocks."""
    with workplace.store.reading() as conn:
        kept, worked_out = clocks.next_due_of(conn, [report.id])[report.id]
    assert kept == worked_out
    return kept


def index(store: Store, remade: list[Report]) -> list[str]:
    with store.writing() as conn:
        for report in remade:
            index_report(conn, report.id)
        return sorted(map(str, conn.execute(text("SELECT words FROM report_search"))))


def test_the_next_due_time_follows_each_act(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    promised = clocks_on(workplace, report)
    assert next_due(workplace, report) == promised["first_response"].due_at
    clock.pass_by(hours=1)
    answer(workplace, report.id, "mira", filling(), "I dig.")
    assert next_due(workplace, report) == clocks_on(workplace, report)["next_update"].due_at
    clock.pass_by(hours=1)
    reclassify(workplace, report.id, "mira", filling(), topic="wrong-bill", severity="urgent", reason="It is a bill.")
    next_due(workplace, report)
    clock.pass_by(days=4)
    watch(workplace)
    late = next_due(workplace, report)
    assert late is not None
    assert late < clock.now
    wait_for_customer(workplace, report.id, "mira", filling(), reason="Which street?", days=3)
    clock.pass_by(days=1)
    watch(workplace)
    next_due(workplace, report)
    resolve(workplace, report.id, "mira", filling(), "Mended.")
    assert next_due(workplace, report) is None


def test_what_was_done_leaves_the_index_as_it_would_be_made_anew(workplace: Workplace) -> None:
    report, other = reported(workplace), reported(workplace, what_happened="A spring in the cellar.")
    hand_over(workplace, report.id, "mira", filling(), to="tom", why="My day ends.", must_know="The joint leaks.")
    answer(workplace, report.id, "tom", filling(), "I dig.")
    customer_writes(workplace, report.id, filling(), "It comes from the wall.")
    correct_contact(workplace, report.id, BY_PHONE)
    kept = index(workplace.store, [])
    assert index(workplace.store, [report, other]) == kept
    erase(workplace, report.id)
    erased = index(workplace.store, [])
    assert index(workplace.store, [report, other]) == erased
    assert not any(word in row for row in erased for word in ("joint", "dig", "wall", "01632", "leaks"))


def test_a_wrong_next_due_time_is_found_and_mended(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    right = next_due(sqlite_workplace, report)
    with sqlite_workplace.store.writing() as conn:
        conn.execute(text("UPDATE reports SET next_due_at = NULL"))
    (found,) = recompute(sqlite_workplace, repair=True)
    assert found.differences == (Difference(report.reference, "next-due", "next_due_at", "none", iso_utc(right)),)
    assert next_due(sqlite_workplace, report) == right
    assert [batch.differences for batch in recompute(sqlite_workplace)] == [()]
