"""A quick query answers what a prepared statement would, on each database, listened to or not."""

from datetime import timedelta

import pytest
from sqlalchemy import bindparam, func, insert, select, text

from portal.errors import SchemaMismatch
from portal.store.engine import Store
from portal.store.prepared import Prepared
from portal.store.quick_query import QuickQuery
from portal.store.tables import duties
from tests.statements import statements
from tests.store.rows import NOON

END_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
FIRST_SINCE = (
    select(duties.c.key, duties.c.done_at, select(func.count()).select_from(duties).scalar_subquery())
    .where(duties.c.done_at >= bindparam("since"), duties.c.key != "hidden")
    .order_by(duties.c.key)
    .limit(1)
)
BACK = (duties.c.key, duties.c.done_at, func.count())
QUICK, USUAL = QuickQuery(FIRST_SINCE, back=BACK), Prepared(FIRST_SINCE, back=BACK)
ROWS = [{"key": key, "done_at": NOON + timedelta(hours=hours)} for key, hours in (("hidden", 0), ("b", 1), ("c", 2))]


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writing() as conn:
        conn.execute(insert(duties), ROWS)
    return store


def test_its_row_is_that_of_a_prepared_statement_in_a_glance_and_in_a_transaction(filled: Store) -> None:
    for hours in (0, 2, 3):
        since = {"since": NOON + timedelta(hours=hours)}
        with filled.reading() as conn:
            right = USUAL.row(conn, since)
            assert QUICK.row(conn, since) == right
        assert filled.glance(lambda conn, since=since: QUICK.row(conn, since)) == right  # type: ignore[misc]
        with statements(filled) as heard:
            assert filled.glance(lambda conn, since=since: QUICK.row(conn, since)) == right  # type: ignore[misc]
        assert len([sql for sql in heard if sql.startswith("SELECT")]) == 1
    assert right is None


def test_a_connection_that_died_meanwhile_is_replaced_unseen(filled: Store) -> None:
    if filled.is_sqlite:
        pytest.skip("there is no server that could end it")
    first = filled.glance(lambda conn: QUICK.row(conn, {"since": NOON}))
    with filled.reading() as conn:
        conn.execute(END_OTHERS)
    assert filled.glance(lambda conn: QUICK.row(conn, {"since": NOON})) == first


def test_what_the_database_lacks_is_explained_and_what_was_asked_is_not_repeated(store: Store) -> None:
    reference = "the words of a customer"
    query = QuickQuery(select(text("there_is_none")).where(text("'a' = :reference")).select_from(duties), back=())
    for _ in range(2):
        with pytest.raises(SchemaMismatch) as raised:
            store.glance(lambda conn: query.row(conn, {"reference": reference}))
        assert reference not in f"{raised.value}{raised.value.__cause__}"
