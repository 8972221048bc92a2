"""Practices are found by those whom they concern, with all that was written in them, on both databases."""

from datetime import UTC, datetime, timedelta

from portal.reports.timeline import CUSTOMER, Entry, Kind, responder
from portal.store import practices, training_requests
from portal.store.engine import Store
from portal.team.practice import PointReview, Review

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FACTS = {"title": "A dry tap", "topic": "no-water", "severity": "annoying", "checklist": ["Names a time."]}


def test_what_was_kept_comes_back_as_it_was(store: Store) -> None:
    entries = [
        Entry(NOON, Kind.RECEIVED, CUSTOMER, public=True, texts={"what_happened": "Dry\0 – “tap”."}),
        Entry(NOON, Kind.EFFORT, responder("mira"), public=True, facts={"under_way": True}, texts={"tried": "I ring."}),
    ]
    with store.writing() as conn:
        practice_id = practices.begin(conn, "dry-tap", FACTS, "mira", None, NOON)
        ids = [practices.append(conn, practice_id, entry) for entry in entries]
        practices.ask_along(conn, practice_id, "coach", "ruth")
        practices.keep_review(conn, practice_id, "self", [PointReview("partly", "Late.")], "My voice.", NOON)
    with store.reading() as conn:
        found = practices.practice_by_id(conn, practice_id)
        told = practices.entries(conn, practice_id)
    assert found is not None
    assert (found.person, found.coach, found.player, found.checklist) == ("mira", "ruth", None, ("Names a time.",))
    assert found.self_review == Review(NOON, (PointReview("partly", "Late."),), "My voice.")
    assert [(entry.id, entry.kind, entry.author, entry.facts, entry.texts) for entry in told] == [
        (number, entry.kind, entry.author, entry.facts, entry.texts) for number, entry in zip(ids, entries, strict=True)
    ]


def test_a_list_holds_only_what_concerns_its_reader_the_newest_first(store: Store) -> None:
    with store.writing() as conn:
        mine = practices.begin(conn, "dry-tap", FACTS, "mira", "ruth", NOON)
        practices.begin(conn, "dry-tap", FACTS, "tom", None, NOON)
        coached = practices.begin(conn, "dry-tap", FACTS, "bea", "mira", NOON)
    with store.reading() as conn:
        assert [each.id for each in practices.practices_of(conn, "mira", 10)] == [coached, mine]
        assert [each.id for each in practices.practices_of(conn, "mira", 1)] == [coached]
        assert practices.practices_of(conn, "idris", 10) == []


def test_open_requests_come_the_longest_waiting_first_and_end_with_the_answer(store: Store) -> None:
    with store.writing() as conn:
        first = training_requests.ask(conn, "mira", "Valves.", NOON, NOON + timedelta(hours=1))
        second = training_requests.ask(conn, "tom", "Bills.", NOON + timedelta(minutes=1), None)
        assert [each.id for each in training_requests.open_requests(conn, NOON - timedelta(days=1))] == [first, second]
        training_requests.answer(conn, first, "ruth", "On Thursday.", NOON + timedelta(hours=2))
        assert [each.id for each in training_requests.open_requests(conn, NOON - timedelta(days=1))] == [second]
        (mine,) = training_requests.requests_of(conn, "mira", 5)
    assert (mine.answered_by, mine.answer, mine.due_at) == ("ruth", "On Thursday.", NOON + timedelta(hours=1))
