"""Straight to the driver: SQLAlchemy's way to SQLite's takes longer than most of its statements, and it knows no way to
send PostgreSQL several before the first is answered.

Errors are those that SQLAlchemy raises, without the values, which people wrote.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from sqlalchemy import Connection, exc

# Where a connection keeps its cursor.
_CURSOR = "portal_cursor"


def ask(conn: Connection, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What the statement answers with; nothing where it answers nothing."""
    driver: Any = conn.connection.driver_connection
    try:
        found: list[tuple[Any, ...]] = driver.execute(sql, values).fetchall()
    except Exception as error:
        _raise_as_sqlalchemy_does(conn, sql, error)
    return found


def ask_for_one(conn: Connection, sql: str, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """Its first row, by a cursor that the connection keeps."""
    driver: Any = conn.connection.driver_connection
    try:
        cursor = conn.info.get(_CURSOR)
        if cursor is None:
            cursor = conn.info[_CURSOR] = driver.cursor()
        found: tuple[Any, ...] | None = cursor.execute(sql, values).fetchone()
    except Exception as error:
        _raise_as_sqlalchemy_does(conn, sql, error)
    return found


def ask_for_each(conn: Connection, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    driver: Any = conn.connection.driver_connection
    try:
        driver.executemany(sql, rows)
    except Exception as error:
        _raise_as_sqlalchemy_does(conn, sql, error)


def ask_together(conn: Connection, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> list[list[tuple[Any, ...]]]:
    """What each statement answers with. On PostgreSQL, where all are sent before an answer is waited for.

    The first that fails undoes the transaction, and is the one that is told of.
    """
    driver: Any = conn.connection.driver_connection
    try:
        with driver.pipeline():
            cursors = [driver.execute(sql, values) for sql, values in asked]
        return [cursor.fetchall() if cursor.description else [] for cursor in cursors]
    except Exception as error:
        _raise_as_sqlalchemy_does(conn, "; ".join(dict.fromkeys(sql for sql, _ in asked)), error)


def _raise_as_sqlalchemy_does(conn: Connection, sql: str, error: Exception) -> NoReturn:
    base = conn.dialect.loaded_dbapi.Error
    if isinstance(error, base):
        lost = conn.dialect.is_disconnect(error, conn.connection.driver_connection, None)
        if lost:
            conn.invalidate(error)
        raise exc.DBAPIError.instance(
            sql, None, error, base, hide_parameters=True, connection_invalidated=lost, dialect=conn.dialect
        ) from error
    raise error
