"""The connection on which a process writes to SQLite, kept from one transaction to the next.

One at a time writes, so one is enough. It spares every act the way to the pool and back, and the words by which a
connection that has read is told that it may write.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine


class KeptWriter:
    """`engine` says what its connections may do. Safe to share among threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: deque[Connection] = deque(maxlen=1)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction, as Engine.begin gives it. What an exception leaves goes back to the pool, to be looked at."""
        try:
            connection = self._kept.pop()
        except IndexError:
            connection = self._engine.connect()
        try:
            with connection.begin():
                yield connection
        except BaseException:
            connection.close()
            raise
        self._kept.append(connection)

    def let_go(self) -> None:
        while self._kept:
            self._kept.pop().close()
