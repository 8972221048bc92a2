"""The connection on which a process writes to SQLite, kept from one transaction to the next.

One at a time writes, so one is enough. It spares every act the way to the pool and back, and the words by which a
connection that has read is told that it may write.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, RootTransaction

from portal.store.sqlite import was_opened_for_reading_only


class KeptWriter:
    """`engine` says what its connections may do. Safe to share among threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: deque[Connection] = deque(maxlen=1)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction, as Engine.begin gives it. What an exception leaves goes back to the pool, to be looked at."""
        connection, transaction = self._begun()
        try:
            with transaction:
                yield connection
        except BaseException:
            connection.close()
            raise
        self._kept.append(connection)

    def _begun(self) -> tuple[Connection, RootTransaction]:
        if self._kept:
            return _begun_on(self._kept.pop())
        connection, transaction = _begun_on(self._engine.connect())
        try:
            if not was_opened_for_reading_only(connection):
                return connection, transaction
        except BaseException:
            connection.close()
            raise
        # The disk may be well by now, and nothing has been written yet.
        connection.close()
        self._engine.dispose()
        return _begun_on(self._engine.connect())

    def let_go(self) -> None:
        while self._kept:
            self._kept.pop().close()


def _begun_on(connection: Connection) -> tuple[Connection, RootTransaction]:
    try:
        return connection, connection.begin()
    except BaseException:
        connection.close()
        raise
