"""What came to count in a span is found by its index, for one team, and by nobody's name."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, text

from portal.promises.clocks import State
from portal.reports.insights_weeks import Period
from portal.store import huddle_reading, insights_promises
from portal.store.clocks import StoredClock, save_clock
from portal.store.engine import Store
from portal.store.tables import clocks
from tests.store.rows import NOON, make_report
from tests.store.test_plans import explain

DAY = timedelta(days=1)


def clock(report_id: int, state: State, counts_at: datetime | None) -> StoredClock:
    stored = StoredClock(report_id, "c1", "answer", "first_response", state.value, NOON - DAY, NOON)
    return replace(stored, counts_at=counts_at)


@pytest.mark.parametrize(
    ("state", "counts_at", "counted"),
    [
        (State.KEPT, NOON, (1, 0)),
        (State.KEPT_PROVISIONALLY, NOON, (1, 0)),
        (State.MISSED, NOON, (0, 1)),
        (State.LAPSED, NOON, (0, 0)),
        (State.VOIDED, NOON, (0, 0)),
        (State.RUNNING, None, (0, 0)),
        (State.KEPT, NOON - DAY, (0, 0)),
        (State.MISSED, NOON + timedelta(seconds=1), (0, 0)),
    ],
)
def test_only_what_was_kept_or_missed_in_the_span_counts(
    store: Store, state: State, counts_at: datetime | None, counted: tuple[int, int]
) -> None:
    with store.writing() as conn:
        save_clock(conn, clock(make_report(conn), state, counts_at))
        save_clock(conn, clock(make_report(conn, team="bills"), state, counts_at))
        assert huddle_reading.promises(conn, "lines", NOON - DAY, NOON) == counted
        assert len(huddle_reading.misses(conn, "lines", NOON - DAY, NOON, 10)) == counted[1]


def test_a_missed_promise_makes_its_topic_hard(store: Store) -> None:
    with store.writing() as conn:
        save_clock(conn, clock(make_report(conn), State.MISSED, NOON))
        assert huddle_reading.hard_topics(conn, "lines", NOON - DAY, NOON) == {"outage"}
        assert huddle_reading.hard_topics(conn, "bills", NOON - DAY, NOON) == frozenset()


def test_it_is_found_by_an_index_however_much_is_stored(store: Store) -> None:
    with store.writing() as conn:
        ids = [make_report(conn) for _ in range(800)]
        rows = [clock(each, State.KEPT, NOON - number * DAY) for number, each in enumerate(ids)]
        names = StoredClock.__dataclass_fields__
        conn.execute(insert(clocks), [{name: getattr(row, name) for name in names} for row in rows])
    with store.writing() as conn:
        conn.execute(text("ANALYZE"))
        values = {"team": "lines", "since": NOON - DAY, "until": NOON}
        assert "ix_clocks_counts_at" in explain(conn, huddle_reading._PROMISES, values)
        newest = insights_promises._counted_of("answer", ["c1"], Period(NOON, 100)).limit(10)
        assert "ix_clocks_commitment" in explain(conn, newest, {})
