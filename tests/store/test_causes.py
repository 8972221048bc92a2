"""Causes: a report is in one at most, and what was said to all knows which reports it is for."""

from datetime import timedelta

from sqlalchemy import Connection

from portal.reports.causes import SayingKind, ToldState
from portal.reports.report import Status
from portal.store import cause_sayings, causes, reports
from portal.store.causes import Size
from portal.store.engine import Store
from tests.store.rows import NOON, make_report

LATER = NOON + timedelta(hours=1)


def new_cause(conn: Connection, title: str = "The mast", **changes: str) -> int:
    values = {"topic": "outage", "person": "mira", "sentence": "It is down."} | changes
    return causes.open_cause(conn, title=title, at=NOON, due_at=LATER, **values)


def test_a_cause_comes_back_as_it_was_opened_and_as_it_was_said_last(store: Store) -> None:
    with store.writing() as conn:
        cause_id = new_cause(conn)
        before = causes.cause_by_id(conn, cause_id, lock=True)
        causes.set_sentence(conn, cause_id, sentence="It is up.", person="tom", at=LATER, due_at=None, closed_at=LATER)
        after = causes.cause_by_id(conn, cause_id)
    assert before
    assert after
    assert (before.sentence, before.said_by, before.due_at, before.is_public) == ("It is down.", "mira", LATER, True)
    assert (after.sentence, after.said_by, after.due_at, after.closed_at) == ("It is up.", "tom", None, LATER)
    assert after.opened_by == "mira"


def test_a_report_is_in_one_cause_at_most(store: Store) -> None:
    with store.writing() as conn:
        report, first, second = make_report(conn), new_cause(conn), new_cause(conn)
        assert causes.join(conn, report, first)
        assert not causes.join(conn, report, second)
        found = causes.cause_of(conn, report)
        assert found is not None
        assert found.id == first
        causes.leave(conn, report)
        assert causes.cause_of(conn, report) is None
        assert causes.join(conn, report, second)


def test_only_open_causes_with_a_sentence_are_public_and_those_of_a_topic_can_be_asked_for(store: Store) -> None:
    with store.writing() as conn:
        older, other = new_cause(conn, "older"), new_cause(conn, "other", topic="bill")
        new_cause(conn, "for the team", sentence="")
        closed = new_cause(conn, "closed")
        causes.set_sentence(conn, closed, sentence="Over.", person="tom", at=LATER, due_at=None, closed_at=LATER)
        assert [cause.id for cause in causes.public_causes(conn)] == [other, older]
        assert [cause.id for cause in causes.public_causes(conn, "outage")] == [older]
        assert [cause.title for cause in causes.open_causes(conn)] == ["for the team", "other", "older"]
        assert [cause.title for cause in causes.closed_causes(conn, 5)] == ["closed"]


def test_the_reports_of_a_cause_are_counted_and_listed_the_longest_waiting_first(store: Store) -> None:
    with store.writing() as conn:
        cause = new_cause(conn)
        late = make_report(conn, received_at=LATER)
        early, closed = make_report(conn), make_report(conn)
        for report in (late, early, closed):
            causes.join(conn, report, cause)
        reports.update_report(conn, closed, status=Status.RESOLVED, closed_at=LATER)
        assert [report.id for report in causes.reports_in(conn, cause)] == [early, closed, late]
        assert causes.sizes(conn, [cause, 999]) == {cause: Size(3, 2)}


def test_what_is_said_is_for_the_reports_that_are_open_then_and_is_settled_once_for_each(store: Store) -> None:
    with store.writing() as conn:
        cause = new_cause(conn)
        first, second, closed = make_report(conn), make_report(conn), make_report(conn)
        for report in (first, second, closed):
            causes.join(conn, report, cause)
        reports.update_report(conn, closed, status=Status.RESOLVED, closed_at=NOON)
        said = cause_sayings.add_saying(
            conn, cause_id=cause, kind=SayingKind.RENEWED, person="mira", at=NOON, body="Still down.", due_at=LATER
        )
        causes.join(conn, make_report(conn), cause)
        assert cause_sayings.sayings_of(conn, cause, 9)[0] == said
        assert cause_sayings.waiting_reports(conn, said.id, 9) == [first, second]
        assert cause_sayings.settle(conn, said.id, first, ToldState.SAID)
        assert not cause_sayings.settle(conn, said.id, first, ToldState.SAID)
        assert cause_sayings.settle(conn, said.id, second, ToldState.SKIPPED)
        assert cause_sayings.counts(conn, cause) == {said.id: {ToldState.SAID: 1, ToldState.SKIPPED: 1}}
        (skipped,) = cause_sayings.not_said(conn, cause)[said.id][ToldState.SKIPPED]
        found = reports.report_by_id(conn, second)
        assert found is not None
        assert skipped == found.reference


def test_what_is_unfinished_is_found_the_oldest_first_until_it_is_finished(store: Store) -> None:
    with store.writing() as conn:
        cause, other = new_cause(conn), new_cause(conn)
        said = [
            cause_sayings.add_saying(conn, cause_id=of, kind=SayingKind.RENEWED, person="mira", at=NOON, body="Down.")
            for of in (cause, other, cause)
        ]
        assert cause_sayings.causes_with_unfinished(conn, 9) == [cause, other]
        assert cause_sayings.unfinished_of(conn, cause) == [said[0], said[2]]
        assert cause_sayings.finish(conn, said[0].id, LATER)
        assert not cause_sayings.finish(conn, said[0].id, LATER)
        assert cause_sayings.unfinished_of(conn, cause) == [said[2]]
        assert [each.id for each in cause_sayings.sayings_of(conn, cause, 1)] == [said[2].id]
