"""Queries that nearly every request asks, straight to the driver on both databases.

On PostgreSQL SQLAlchemy's way to the driver and back takes as long as such a query over the network. While somebody
listens to the engine's statements, and on SQLite, it is asked as a Prepared is. This module can be deleted: a Prepared
gives the same rows.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.sql.elements import ColumnElement

from portal.store.prepared import Prepared, Values, is_quiet_postgresql
from portal.store.straight import ask_for_one


class QuickQuery:
    """`back` are the columns that it answers with. The values that it is given are such as drivers take."""

    def __init__(self, query: Select[Any], back: Iterable[ColumnElement[Any]]) -> None:
        self._prepared = Prepared(query, back=back)

    def row(self, conn: Connection, values: Values) -> tuple[Any, ...] | None:
        """The first row; None where there is none. Raises what SQLAlchemy would."""
        if not is_quiet_postgresql(conn):
            return self._prepared.row(conn, values)
        ready = self._prepared.ready(conn)
        found = ask_for_one(conn, ready.sql, ready.by_name(values))
        return ready.as_told([found])[0] if found else None
