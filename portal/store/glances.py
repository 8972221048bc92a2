"""Looks at the database that need no transaction, for a single question sees one moment by itself.

Their connections stay open between looks, which spares a request the way to the pool and back, and PostgreSQL the test
whether the connection lives, its BEGIN and its ROLLBACK.
"""

from collections import deque
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from portal.store.sqlite import permit

MOST_KEPT = 4

Seen = TypeVar("Seen")


class Glances:
    """The open connections of one process. Safe to share among threads."""

    def __init__(self, engine: Engine) -> None:
        self._is_sqlite = engine.dialect.name == "sqlite"
        # SQLite's driver is told by us where a transaction begins, so it needs no such word.
        self._engine = engine if self._is_sqlite else engine.execution_options(isolation_level="AUTOCOMMIT")
        self._kept: deque[Connection] = deque()

    def see(self, look: Callable[[Connection], Seen]) -> Seen:
        """What `look` makes of the one question that it asks; asked once more where the connection had died."""
        try:
            kept = self._kept.pop()
        except IndexError:
            return self._see(self._opened(), look)
        try:
            return self._see(kept, look)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return self._see(self._opened(), look)

    def close(self) -> None:
        while self._kept:
            self._kept.pop().close()

    def _see(self, connection: Connection, look: Callable[[Connection], Seen]) -> Seen:
        try:
            seen = look(connection)
            # SQLAlchemy begins a transaction wherever it is asked itself.
            if connection.in_transaction():
                connection.rollback()
        except BaseException:
            connection.close()
            raise
        if len(self._kept) < MOST_KEPT:
            self._kept.append(connection)
        else:
            connection.close()
        return seen

    def _opened(self) -> Connection:
        connection = self._engine.connect()
        if self._is_sqlite:
            permit(connection, writes=False, rebuilds=False)
        return connection
