"""Weeks end where they end, on both databases, and a report counts once wherever it counts."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, update

from portal.reports.insights_weeks import Period
from portal.reports.ledger import Share
from portal.store.causes import join, open_cause
from portal.store.engine import Store
from portal.store.feedback import Feedback, save_feedback
from portal.store.insights import (
    answers_by_script,
    arrivals,
    causes_in,
    endings,
    open_when_it_began,
)
from portal.store.script_uses import record_use
from portal.store.tables import reports
from tests.store.rows import NOON, make_report

PERIOD = Period(NOON, 2)
WEEK = timedelta(days=7)


def ended(conn: Connection, report_id: int, status: str, closed_at: object) -> int:
    conn.execute(update(reports).where(reports.c.id == report_id).values(status=status, closed_at=closed_at))
    return report_id


@pytest.mark.parametrize(
    ("before", "week"),
    [
        (timedelta(), 1),
        (WEEK - timedelta(seconds=1), 1),
        (WEEK + timedelta(seconds=1), 0),
        (2 * WEEK, 0),
        (2 * WEEK + timedelta(seconds=1), None),
        (-timedelta(seconds=1), None),
    ],
)
def test_a_report_counts_in_the_week_of_its_receipt(store: Store, before: timedelta, week: int | None) -> None:
    with store.writing() as conn:
        make_report(conn, received_at=NOON - before)
        assert [(each.week, each.reports) for each in arrivals(conn, PERIOD)] == ([] if week is None else [(week, 1)])


def test_what_was_no_report_is_counted_nowhere(store: Store) -> None:
    with store.writing() as conn:
        ended(conn, make_report(conn), "void", NOON)
        assert (list(arrivals(conn, PERIOD)), list(endings(conn, PERIOD))) == ([], [])


def test_endings_are_by_the_week_of_the_end_and_how_it_was(store: Store) -> None:
    with store.writing() as conn:
        for status, before in (("resolved", 8), ("resolved", 9), ("declined", 0), ("lapsed", 15)):
            old = make_report(conn, received_at=NOON - timedelta(days=90))
            ended(conn, old, status, NOON - timedelta(days=before))
        assert sorted((each.week, each.status, each.reports) for each in endings(conn, PERIOD)) == [
            (0, "resolved", 2),
            (1, "declined", 1),
        ]


def test_open_when_it_began_are_those_that_ended_within_it_or_not_yet(store: Store) -> None:
    with store.writing() as conn:
        for closed_at in (None, NOON, PERIOD.since, PERIOD.since - timedelta(seconds=1)):
            old = make_report(conn, received_at=PERIOD.since - timedelta(days=1))
            if closed_at:
                ended(conn, old, "resolved", closed_at)
        make_report(conn, received_at=PERIOD.since)
        assert open_when_it_began(conn, PERIOD) == {"outage": 3}


def test_a_cause_counts_what_is_in_it_but_for_what_was_no_report(store: Store) -> None:
    with store.writing() as conn:
        cause = open_cause(conn, title="Mast", topic="outage", person="mira", at=NOON - timedelta(hours=1))
        empty = open_cause(conn, title="Empty", topic="outage", person="mira", at=NOON - timedelta(hours=1))
        for status in ("open", "resolved", "void"):
            report = make_report(conn)
            join(conn, report, cause)
            save_feedback(conn, report, Feedback(None, status != "void"), NOON)
            if status != "open":
                ended(conn, report, status, NOON)
        found = {each.id: (each.reports, each.open, each.cared_for) for each in causes_in(conn, PERIOD)}
    assert found == {cause: (2, 1, Share(2, 2)), empty: (0, 0, Share(0, 0))}


def test_a_script_that_was_sent_twice_on_a_report_counts_it_once(store: Store) -> None:
    with store.writing() as conn:
        report = make_report(conn)
        for person in ("mira", "tom"):
            record_use(conn, "first-word", report, person, NOON, own_words=1, changed_words=0)
        save_feedback(conn, report, Feedback(True, None), NOON)
        (answers,) = answers_by_script(conn, PERIOD).values()
    assert (answers.reports, answers.solved, answers.cared_for) == (1, Share(1, 1), Share(0, 0))
