"""What one of our people does stands in the audit log, in the transaction of the act, without a word of anybody's."""

from datetime import timedelta

import pytest

from portal.acts.answer import answer
from portal.acts.audit import OPENED_BY_LINK, record_opening
from portal.acts.close import decline
from portal.acts.customer_writes import customer_writes
from portal.acts.watch import watch
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from tests.signing_in import audited
from tests.workplaces import Clock, filling, reported, rows


def test_an_act_and_its_row_are_kept_together(workplace: Workplace) -> None:
    report = reported(workplace)
    answer(workplace, report.id, "mira", filling(), "I have rung the works.")
    (row,) = rows(workplace.store)["audit"]
    assert (row.act, row.person, row.report_id, row.at) == ("answered", "mira", report.id, workplace.now())
    entry = next(entry for entry in rows(workplace.store)["timeline"] if entry.kind == "answered")
    assert row.facts == {"entry": entry.id}


def test_what_is_refused_or_sent_twice_leaves_no_row(sqlite_workplace: Workplace) -> None:
    report, once = reported(sqlite_workplace), filling()
    for _ in range(2):
        answer(sqlite_workplace, report.id, "mira", once, "Hello.")
    decline(sqlite_workplace, report.id, "ruth", filling(), tried="A.", why="B.", instead="C.")
    with pytest.raises(MoveRefused):
        answer(sqlite_workplace, report.id, "mira", filling(), "Too late.")
    assert audited(sqlite_workplace) == [("answered", "mira"), ("declined", "ruth")]


def test_customers_and_clocks_are_not_in_it(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    customer_writes(sqlite_workplace, report.id, filling(), "Anybody there?")
    clock.now += timedelta(days=5)
    watch(sqlite_workplace)
    assert audited(sqlite_workplace) == []


def test_a_signed_link_that_opens_a_report_is_kept_once_an_hour_for_each_person(
    workplace: Workplace, clock: Clock
) -> None:
    report = reported(workplace)
    for person in ("mira", "mira", "tom"):
        record_opening(workplace, report, person)
        clock.pass_by(minutes=10)
    assert audited(workplace) == [(OPENED_BY_LINK, "mira"), (OPENED_BY_LINK, "tom")]
    clock.pass_by(minutes=40)
    record_opening(workplace, report, "mira")
    assert len(audited(workplace)) == 3
