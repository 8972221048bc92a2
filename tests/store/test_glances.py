"""A glance sees what was committed last, changes nothing, and survives a restart of the database."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, text

from portal.errors import StoreUnavailable
from portal.store import duties, rate_counters
from portal.store.engine import Store
from portal.store.tables import duties as duties_table
from tests.statements import statements
from tests.store.rows import NOON

END_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def knows(store: Store, key: str) -> bool:
    return store.glance(lambda conn: duties.is_done(conn, key))


def test_it_sees_each_commit_at_once_listened_to_or_not(store: Store) -> None:
    for number in range(6):
        assert not knows(store, f"duty {number}")
        with store.writing() as conn:
            conn.execute(insert(duties_table), {"key": f"duty {number}", "done_at": NOON})
        if number % 2:
            assert knows(store, f"duty {number}")
        else:
            with statements(store) as sent:
                assert knows(store, f"duty {number}")
            assert len([sql for sql in sent if sql.startswith("SELECT")]) == 1


def test_it_leaves_no_transaction_open_behind_it(store: Store) -> None:
    """Else what was seen first would be seen for ever, and a log of writes could never be emptied."""
    knows(store, "a")
    with store.writing() as conn:
        conn.execute(insert(duties_table), {"key": "a", "done_at": NOON})
    store.empty_log()
    assert knows(store, "a")


def test_it_is_for_reading(sqlite_store: Store) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        sqlite_store.glance(lambda conn: rate_counters.count(conn, "a", NOON + timedelta(hours=1), 60))
    assert not knows(sqlite_store, "a")


def test_a_connection_that_died_meanwhile_is_replaced_unseen(store: Store) -> None:
    if store.is_sqlite:
        pytest.skip("there is no server that could end it")
    knows(store, "a")
    with store.reading() as conn:
        conn.execute(END_OTHERS)
    assert not knows(store, "a")
