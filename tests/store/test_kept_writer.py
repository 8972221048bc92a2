"""The connection that writes is kept from one transaction to the next, and never with anything of the last one."""

import threading
from typing import Any

import pytest
from sqlalchemy import event, insert
from sqlalchemy.exc import OperationalError

from portal.errors import StoreUnavailable
from portal.store import duties
from portal.store.engine import Store
from portal.store.sqlite import driver
from portal.store.tables import duties as duties_table
from tests.store.rows import NOON


def connection_of_a_transaction(store: Store) -> object:
    with store.writing() as conn:
        return conn.connection.driver_connection


def claim(store: Store, key: str) -> None:
    with store.writing() as conn:
        conn.execute(insert(duties_table), {"key": key, "done_at": NOON})


def test_the_same_connection_writes_whichever_thread_it_is(sqlite_store: Store) -> None:
    used = [connection_of_a_transaction(sqlite_store)]
    thread = threading.Thread(target=lambda: used.append(connection_of_a_transaction(sqlite_store)))
    thread.start()
    thread.join()
    assert used[0] is used[1]


def test_what_failed_leaves_nothing_to_the_next(sqlite_store: Store) -> None:
    def fail() -> None:
        with sqlite_store.writing() as conn:
            conn.execute(insert(duties_table), {"key": "a", "done_at": NOON})
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    claim(sqlite_store, "b")
    with sqlite_store.reading() as conn:
        assert [duties.is_done(conn, key) for key in ("a", "b")] == [False, True]


def test_after_a_fault_of_the_disk_the_next_transaction_gets_another(sqlite_store: Store) -> None:
    """Also where somebody who reads meets it."""
    fault = driver().OperationalError("disk I/O error")
    fault.sqlite_errorcode = 10
    before = connection_of_a_transaction(sqlite_store)
    with pytest.raises(StoreUnavailable, match="cannot be read or written"), sqlite_store.reading():
        raise OperationalError("SELECT 1", None, fault)
    assert connection_of_a_transaction(sqlite_store) is not before


def test_what_was_opened_while_the_disk_refused_to_be_written_refuses_nobody_afterwards(sqlite_store: Store) -> None:
    """SQLite opens such a file for reading only. A process that has only read it meanwhile still has it so."""
    name, refuses = sqlite_store.name, [True]

    @event.listens_for(sqlite_store.engine, "do_connect")
    def open_as_sqlite_does(_dialect: object, _record: object, _args: object, options: dict[str, Any]) -> object:
        return driver().connect(f"file:{name}?mode=ro", uri=True, **options) if refuses[0] else None

    sqlite_store.engine.dispose()
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        claim(sqlite_store, "a")
    with sqlite_store.reading() as conn:
        assert not duties.is_done(conn, "a")
    refuses.clear()
    refuses.append(False)
    claim(sqlite_store, "a")
    with sqlite_store.reading() as conn:
        assert duties.is_done(conn, "a")


def test_a_statement_is_read_once_however_many_others_came_before(sqlite_store: Store) -> None:
    """A driver whose store of statements is full may keep no other, and read each anew every time."""
    tables = ("duties", "contacts")
    read: list[object] = []

    def note(_action: int, table: str | None, *_: object) -> int:
        if table in tables:
            read.append(table)
        return 0

    with sqlite_store.writing() as conn:
        straight: Any = conn.connection.driver_connection
        for number in range(300):
            straight.execute(f"SELECT {number}").fetchall()
        straight.set_authorizer(note)  # asked whenever a statement is read
        for _ in range(3):
            for table in tables:
                straight.execute(f"SELECT count(*) FROM {table}").fetchall()
        straight.set_authorizer(None)
    assert read == list(tables)
