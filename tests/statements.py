"""Counting what is sent to the database, for tests of pages that many people look at often."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from portal.store.engine import Store


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """The statements sent to the database meanwhile, in order."""
    sent: list[str] = []

    def keep(_conn: object, _cursor: object, sql: str, *_: object) -> None:
        sent.append(sql)

    event.listen(store.engine, "before_cursor_execute", keep)
    try:
        yield sent
    finally:
        event.remove(store.engine, "before_cursor_execute", keep)
