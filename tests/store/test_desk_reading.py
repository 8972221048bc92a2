"""My desk is read a page at a time, in order and complete, and only from an index, on both databases; so is what a
customer's page shows.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, text

from portal.reports.search_words import Sought
from portal.store import attachments, causes, clocks, contacts, feedback, report_links, search
from portal.store import reports as stored_reports
from portal.store import timeline as stored_timeline
from portal.store.desk_reading import (
    MOST_COUNTED,
    Lane,
    Listed,
    Narrowing,
    Owned,
    Place,
    Stage,
    counts,
    first_words,
    listed,
    listed_by_id,
)
from portal.store.engine import Store
from portal.store.hard_reports import MOST_WEIGHED, weighed_loads, weighed_loads_of
from portal.store.search_index import index_words
from portal.store.tables import clocks as clocks_table
from portal.store.tables import reports, texts, timeline
from portal.store.tracking_state import tracking_state
from tests.store.rows import NOON, make_report

REPORTS = 6_000
MINE = [Lane(Stage.OPEN, "mira")]
TEAMS = [Lane(Stage.OPEN, "mira", team, Owned.BY_OTHERS) for team in ("lines", "bills")]
NOBODYS = [Lane(Stage.OPEN, "mira", team, Owned.BY_NOBODY) for team in ("lines", "bills")]
WAITING = [Lane(Stage.WAITING, "mira"), *(Lane(Stage.WAITING, "mira", team) for team in ("lines", "bills"))]
CLOSED = [Lane(Stage.CLOSED, "mira"), *(Lane(Stage.CLOSED, "mira", team) for team in ("lines", "bills"))]
LONG = " ".join(f"word{number}" for number in range(40))
LATELY = Narrowing(closed_from=NOON + timedelta(minutes=5_900))


def put(conn: Connection, number: int, **changes: Any) -> None:
    conn.execute(insert(reports), report(number) | changes)


def report(number: int, **changes: Any) -> dict[str, Any]:
    values = {
        "id": number,
        "reference": f"N{number}",
        "submission_key": f"n{number}",
        "topic": "outage",
        "severity": "severe",
        "status": "open",
        "team": "lines",
        "owner": "mira",
        "received_at": NOON,
        "release_hash": "r1",
        "closed_at": None,
        "next_due_at": NOON + timedelta(minutes=number),
    }
    return values | changes


def numbers(found: list[Listed]) -> list[int]:
    return [each.id for each in found]


def test_what_is_due_first_comes_first_and_what_has_nothing_due_last(store: Store) -> None:
    due = {11: 30, 12: -5, 13: None, 14: 10, 15: None, 16: 10}
    with store.writing() as conn:
        make_report(conn)
        for number, minutes in due.items():
            put(conn, number, next_due_at=NOON + timedelta(minutes=minutes) if minutes is not None else None)
    with store.reading() as conn:
        # The first one was made without any clock.
        assert numbers(listed(conn, MINE, Narrowing(), limit=10)) == [12, 14, 16, 11, 1, 13, 15]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_follow_each_other_without_a_gap_or_a_repeat(store: Store, limit: int) -> None:
    """Also where several are due at once, and where nothing is due on some."""
    with store.writing() as conn:
        make_report(conn)
        for number in range(10, 18):
            put(conn, number, owner="tom", next_due_at=NOON + timedelta(minutes=number // 4), team="bills")
        for number in range(18, 21):
            put(conn, number, owner="tom", next_due_at=None, team=("lines", "bills")[number % 2])
    lanes = [Lane(Stage.OPEN, "mira", team, Owned.BY_OTHERS) for team in ("lines", "bills")]
    seen: list[int] = []
    after: Place | None = None
    with store.reading() as conn:
        while page := listed(conn, lanes, Narrowing(), limit=limit, after=after):
            seen += numbers(page)
            after = page[-1].place_in(Stage.OPEN)
    assert seen == list(range(10, 21))


def test_closed_ones_come_the_latest_first_and_are_paged_backward(store: Store) -> None:
    with store.writing() as conn:
        make_report(conn)
        for number in range(10, 16):
            closed_at = NOON + timedelta(hours=number // 2)
            put(conn, number, status="resolved", closed_at=closed_at, owner=("mira", "tom")[number % 2])
    with store.reading() as conn:
        first = listed(conn, CLOSED, Narrowing(closed_from=NOON), limit=4)
        rest = listed(conn, CLOSED, Narrowing(closed_from=NOON), limit=4, after=first[-1].place_in(Stage.CLOSED))
    assert numbers(first) + numbers(rest) == [15, 14, 13, 12, 11, 10]


def test_a_list_can_be_narrowed_and_counted(store: Store) -> None:
    with store.writing() as conn:
        make_report(conn)
        conn.execute(insert(reports), [report(number, owner="bea") for number in range(1_000, 1_200)])
        put(conn, 11, topic="bill", owner="bea")
        put(conn, 12, severity="mild", owner="bea")
        put(conn, 13, owner=None)
    bea = [Lane(Stage.OPEN, "bea")]
    with store.reading() as conn:
        assert numbers(listed(conn, bea, Narrowing(topic="bill"), limit=5)) == [11]
        assert numbers(listed(conn, bea, Narrowing(severity="mild"), limit=5)) == [12]
        soon = Narrowing(due_from=NOON + timedelta(minutes=12), due_before=NOON + timedelta(minutes=1_001))
        assert numbers(listed(conn, bea, soon, limit=5)) == [12, 1_000]
        assert numbers(listed(conn, NOBODYS, Narrowing(), limit=5)) == [13]
        assert counts(conn, [(bea, Narrowing(topic="bill")), (bea, Narrowing()), ([], Narrowing())]) == [
            *(1, MOST_COUNTED + 1, 0)
        ]
        assert weighed_loads_of(conn, ["bea", "tom"], {}, 3) == {"bea": MOST_WEIGHED, "tom": 0}


@pytest.fixture
def busy_store(store: Store) -> Store:
    """Six thousand reports, nearly all closed, each with a clock, an entry, and its words."""
    with store.writing() as conn:
        make_report(conn)
        rows = [_busy(number) for number in range(10, REPORTS)]
        conn.execute(insert(reports), rows)
        conn.execute(insert(clocks_table), [_clock(row["id"]) for row in rows])
        conn.execute(insert(timeline), [_entry(row["id"]) for row in rows])
        said = [{"entry_id": row["id"], "field": "what_happened", "body": f"Tap {row['id']}. {LONG}"} for row in rows]
        conn.execute(insert(texts), said)
        index_words(conn, {each["entry_id"]: [f"N{each['entry_id']}", each["body"]] for each in said})
    with store.writing() as conn:
        if not store.is_sqlite:
            # What PostgreSQL does by itself within minutes.
            conn.execute(text("SELECT gin_clean_pending_list('ix_report_search_words')"))
        conn.execute(text("ANALYZE"))
    return store


def _busy(number: int) -> dict[str, Any]:
    at: datetime = NOON + timedelta(minutes=number)
    closed = {"status": "resolved", "closed_at": at, "next_due_at": None}
    whose = {"owner": f"person{number % 31}", "team": ("lines", "bills", "wires", "homes")[number % 4]}
    mine = {"owner": "mira"} if number % 100 == 0 else {"owner": None} if number % 100 == 50 else {}
    stands = {} if number % 50 == 0 else {"status": "waiting"} if number % 50 == 1 else closed
    return report(number, **(whose | mine | stands))


def _clock(number: int) -> dict[str, Any]:
    return {
        "report_id": number,
        "commitment_version": "c1",
        "commitment": "answer",
        "indicator": "first_response",
        "state": "running",
        "started_at": NOON,
        "due_at": NOON,
        "paused_s": 0,
    }


def _entry(number: int) -> dict[str, Any]:
    who = {"public": True, "author_kind": "customer", "facts": {}}
    return {"id": number, "report_id": number, "at": NOON, "kind": "received", **who}


PLACE = Place(NOON + timedelta(minutes=3_000), 3_000)
OF_A_CUSTOMERS_PAGE: tuple[Callable[[Connection, int], object], ...] = (
    stored_timeline.entries,
    clocks.clocks_of,
    attachments.attachments_of,
    contacts.contact_of,
    feedback.feedback_of,
    report_links.continues,
    report_links.continued_by,
    causes.cause_of,
)
READINGS: dict[str, Callable[[Connection], object]] = {
    "mine": lambda conn: listed(conn, MINE, Narrowing(), limit=26),
    "mine, further on": lambda conn: listed(conn, MINE, Narrowing(), limit=26, after=PLACE),
    "mine, where nothing is due": lambda conn: listed(conn, MINE, Narrowing(), limit=26, after=Place(None, 10)),
    "mine, late": lambda conn: listed(conn, MINE, Narrowing(due_before=NOON), limit=26),
    "mine, on one topic": lambda conn: listed(conn, MINE, Narrowing(topic="outage"), limit=26),
    "my teams'": lambda conn: listed(conn, TEAMS, Narrowing(), limit=26),
    "nobody's": lambda conn: listed(conn, NOBODYS, Narrowing(), limit=26),
    "waiting": lambda conn: listed(conn, WAITING, Narrowing(), limit=26, after=PLACE),
    "closed lately": lambda conn: listed(conn, CLOSED, LATELY, limit=26),
    "counts": lambda conn: counts(
        conn, [(MINE, Narrowing()), (TEAMS, Narrowing(due_before=NOON)), (WAITING, Narrowing())]
    ),
    "loads": lambda conn: weighed_loads_of(conn, ["mira", "person1"], {}, 3),
    "everybody's loads": lambda conn: weighed_loads(conn, {}, 3),
    "what is due": lambda conn: clocks.clocks_to_check(conn, NOON, 20),
    "when something is due": lambda conn: clocks.next_check_at(conn),
    "a customer's page": lambda conn: [
        stored_reports.report_by_reference(conn, "R7K4-M2PX"),
        tracking_state(conn, 100),
        *(reading(conn, 100) for reading in OF_A_CUSTOMERS_PAGE),
    ],
    "the rows themselves": lambda conn: listed_by_id(conn, [100, 200]),
    "first words": lambda conn: first_words(conn, [100, 200]),
    "all that was written": lambda conn: search.written_on(conn, [100, 200]),
    "clocks": lambda conn: clocks.clocks_of_reports(conn, [100, 200]),
    "what is due next": lambda conn: clocks.next_due_of(conn, [100, 200]),
}
BIG = ("reports", "clocks", "timeline", "texts")


def test_neither_my_desk_nor_a_customers_page_goes_through_a_whole_table(busy_store: Store) -> None:
    with busy_store.reading() as conn:
        for name, reading in READINGS.items():
            for plan in plans(conn, reading):
                assert whole_tables(plan) == [], f"{name}:\n{plan}"


def test_a_search_for_what_few_reports_hold_is_answered_from_the_index(busy_store: Store) -> None:
    with busy_store.reading() as conn:
        for sought in (Sought(("tap", "3000")), Sought(("tap",), "300")):
            *newest, plan = plans(conn, lambda conn, sought=sought: search.find_reports(conn, sought, limit=21))
            assert "ix_report_search_words" in plan or "VIRTUAL TABLE INDEX" in plan
            for among_newest in newest:
                assert "Limit" in among_newest
                assert "Seq Scan" not in among_newest


def test_a_search_for_what_most_reports_hold_gives_the_newest(busy_store: Store) -> None:
    with busy_store.reading() as conn:
        assert search.find_reports(conn, Sought(("tap",)), limit=3) == [REPORTS - 1, REPORTS - 2, REPORTS - 3]
        assert search.find_reports(conn, Sought(("tap",)), limit=2, before=5_000) == [4_999, 4_998]


def test_the_plans_are_looked_at_with_open_eyes(busy_store: Store) -> None:
    """What no index answers is told from what one does."""
    with busy_store.reading() as conn:
        slow = [line for plan in plans(conn, lambda conn: conn.execute(text("SELECT * FROM reports WHERE topic = 'x'")))
                for line in whole_tables(plan)]  # fmt: skip
    assert len(slow) == 1


def plans(conn: Connection, reading: Callable[[Connection], object]) -> list[str]:
    """The plan of each query that the reading sends."""
    sent: list[tuple[str, Any]] = []

    def keep(_conn: object, _cursor: object, sql: str, parameters: Any, *_: object) -> None:
        sent.append((sql, parameters))

    event.listen(conn, "before_cursor_execute", keep)
    reading(conn)
    event.remove(conn, "before_cursor_execute", keep)
    prefix = "EXPLAIN QUERY PLAN" if conn.dialect.name == "sqlite" else "EXPLAIN"
    return ["\n".join(str(row[-1]) for row in conn.exec_driver_sql(f"{prefix} {sql}", values)) for sql, values in sent]


def whole_tables(plan: str) -> list[str]:
    """The lines in which a large table is gone through; a virtual table is always asked by what is sought."""
    return [
        line
        for line in plan.splitlines()
        for table in BIG
        if f"Seq Scan on {table}" in line or (f"SCAN {table}" in line and "VIRTUAL TABLE INDEX" not in line)
    ]
