"""Queries that nearly every request asks, straight to the driver on both databases.

On PostgreSQL SQLAlchemy's way to the driver and back takes as long as such a query over the network. While somebody
listens to the engine's statements, and on SQLite, it is asked as a Prepared is. This module can be deleted: a Prepared
gives the same rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, exc
from sqlalchemy.sql.elements import ColumnElement

from portal.store.prepared import Prepared, Values

Row = tuple[Any, ...]
# Where a connection keeps the cursor for these queries.
_CURSOR = "portal_cursor"


@dataclass(frozen=True, slots=True)
class _Ready:
    """SQL with its constants; `turns` says at which places of a row its type makes another of the driver's value."""

    sql: str
    constants: Values
    turns: tuple[tuple[int, Callable[[Any], Any]], ...]


class QuickQuery:
    """`back` are the columns that it answers with. The values that it is given are such as drivers take."""

    def __init__(self, query: Select[Any], back: Iterable[ColumnElement[Any]]) -> None:
        self._query, self._back = query, tuple(back)
        self._prepared = Prepared(query, back=self._back)
        self._ready: _Ready | None = None

    def row(self, conn: Connection, values: Values) -> Row | None:
        """The first row; None where there is none. Raises what SQLAlchemy would."""
        if conn.dialect.name == "sqlite" or conn.dispatch.before_cursor_execute:
            return self._prepared.row(conn, values)
        ready = self._ready or self._made_ready(conn)
        found = _first(conn, ready.sql, {**ready.constants, **values})
        if found is None:
            return None
        row = list(found)
        for place, turn in ready.turns:
            row[place] = turn(row[place])
        return tuple(row)

    def _made_ready(self, conn: Connection) -> _Ready:
        compiled = self._query.compile(dialect=conn.dialect)
        types = [column.type.dialect_impl(conn.dialect) for column in self._back]
        turns = [(place, each.result_processor(conn.dialect, None)) for place, each in enumerate(types)]
        self._ready = _Ready(
            str(compiled), compiled.params, tuple((place, turn) for place, turn in turns if turn is not None)
        )
        return self._ready


def _first(conn: Connection, sql: str, values: Values) -> Row | None:
    driver: Any = conn.connection.driver_connection
    base = conn.dialect.loaded_dbapi.Error
    try:
        cursor = conn.info.get(_CURSOR)
        if cursor is None:
            cursor = conn.info[_CURSOR] = driver.cursor()
        found: Row | None = cursor.execute(sql, values).fetchone()
    except base as error:
        lost = conn.dialect.is_disconnect(error, driver, None)
        if lost:
            conn.invalidate(error)
        # Without the values, which people wrote.
        raise exc.DBAPIError.instance(
            sql, None, error, base, hide_parameters=True, connection_invalidated=lost
        ) from error
    return found
