"""The database itself keeps a timeline from changing, and texts can be erased without an exception to that."""

from dataclasses import replace

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from portal.reports.timeline import CUSTOMER, SYSTEM, Entry, Kind, responder
from portal.store.engine import Store
from portal.store.timeline import append, entries, entry, erase_texts, last_at, texts_of
from tests.store.rows import NOON, make_report

RECEIVED = Entry(
    NOON,
    Kind.RECEIVED,
    CUSTOMER,
    public=True,
    facts={"topic": "outage"},
    texts={"what_happened": "Kein Netz, 你好 \U0001f4de"},
)
EFFORT = Entry(
    NOON,
    Kind.EFFORT,
    responder("mira"),
    public=True,
    facts={"asked": ["exchange"], "tries": 2},
    texts={"tried": "Restarted the port.", "next": "I call the exchange."},
)
ROUTED = Entry(NOON, Kind.ROUTED, SYSTEM, public=False, facts={"reason": "on_shift"})


def test_entries_come_back_as_they_were_appended_and_in_that_order(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        ids = [append(conn, report_id, each) for each in (RECEIVED, ROUTED, EFFORT)]
        append(conn, make_report(conn), RECEIVED)
    with store.reading() as conn:
        found = entries(conn, report_id)
        assert [each.id for each in found] == ids == sorted(ids)
        assert [(each.at, each.kind, each.author, each.public) for each in found] == [
            (each.at, each.kind, each.author, each.public) for each in (RECEIVED, ROUTED, EFFORT)
        ]
        assert [(each.facts, each.texts) for each in found] == [
            (each.facts, each.texts) for each in (RECEIVED, ROUTED, EFFORT)
        ]
        assert entry(conn, ids[2]) == found[2]
        assert entry(conn, ids[2] + 99) is None
        assert last_at(conn, report_id) == NOON
        assert last_at(conn, report_id + 99) is None


def test_a_long_timeline_takes_two_queries(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        for _ in range(50):
            append(conn, report_id, EFFORT)
    statements: list[str] = []
    with store.reading() as conn:
        event.listen(conn, "before_cursor_execute", lambda *args: statements.append(args[2]))
        assert len(entries(conn, report_id)) == 50
    assert len(statements) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE timeline SET public = NOT public",
        "UPDATE timeline SET report_id = report_id WHERE id = :id",
        "DELETE FROM timeline WHERE id = :id",
        "DELETE FROM timeline",
        "INSERT INTO timeline SELECT * FROM timeline WHERE id = :id ON CONFLICT (id) DO UPDATE SET facts = '{}'",
    ],
)
def test_the_database_refuses_to_change_an_entry(store: Store, statement: str) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        entry_id = append(conn, report_id, ROUTED)
    with pytest.raises(IntegrityError, match="append-only"), store.writing() as conn:
        conn.execute(text(statement), {"id": entry_id} if ":id" in statement else {})
    with store.reading() as conn:
        assert entries(conn, report_id) == [replace(ROUTED, id=entry_id)]


def test_postgresql_refuses_to_truncate_and_sqlite_to_replace(store: Store) -> None:
    """Each has a way round its triggers on rows; both ways are closed."""
    with store.writing() as conn:
        append(conn, make_report(conn), ROUTED)
    way_round = "REPLACE INTO timeline SELECT * FROM timeline" if store.is_sqlite else "TRUNCATE timeline CASCADE"
    with pytest.raises(IntegrityError, match="append-only"), store.writing() as conn:
        conn.execute(text(way_round))


def test_erasing_texts_keeps_the_entries_and_other_reports(store: Store) -> None:
    with store.writing() as conn:
        report_id, other = make_report(conn), make_report(conn)
        for each in (RECEIVED, EFFORT):
            append(conn, report_id, each)
        other_id = append(conn, other, RECEIVED)
    with store.writing() as conn:
        assert erase_texts(conn, report_id) == 3
    with store.reading() as conn:
        found = entries(conn, report_id)
        assert [(each.kind, each.facts) for each in found] == [(e.kind, e.facts) for e in (RECEIVED, EFFORT)]
        assert [each.texts for each in found] == [{}, {}]
        assert texts_of(conn, [other_id, *(each.id or 0 for each in found)]) == {other_id: dict(RECEIVED.texts)}


def test_a_character_that_postgresql_cannot_hold_does_not_lose_the_text(store: Store) -> None:
    with store.writing() as conn:
        entry_id = append(conn, make_report(conn), Entry(NOON, Kind.RECEIVED, CUSTOMER, True, texts={"a": "x\0y"}))
        assert texts_of(conn, [entry_id]) == {entry_id: {"a": "x\ufffdy"}}


def test_an_entry_of_no_report_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as conn:
        append(conn, 99, ROUTED)
