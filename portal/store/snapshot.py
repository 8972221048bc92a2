"""A database as it is at one moment, while others go on writing to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from portal.errors import StoreUnavailable
from portal.settings import Settings
from portal.store.engine import Store, open_store
from portal.store.failures import explained
from portal.store.sqlite import driver

_COPY = "copy.db"


@contextmanager
def snapshot(store: Store, folder: Path) -> Iterator[Connection]:
    """A connection on which everything read is of one moment, for as long as it takes.

    SQLite is copied into `folder` first, by its online backup, so that a long reading holds nobody up; the copy is
    checked from end to end. PostgreSQL needs neither. Raises StoreUnavailable where the database is damaged, too.
    """
    if not store.is_sqlite:
        with store.reading() as conn:
            yield conn
        return
    with explained(store.name):
        _copy(store, folder / _COPY)
    copy = open_store(Settings(site_dir=folder, database_url=f"sqlite:///{_COPY}"))
    try:
        with copy.reading() as conn:
            _require_sound(conn, store.name)
            yield conn
    finally:
        copy.close()


def _copy(store: Store, file: Path) -> None:
    pooled = store.engine.raw_connection()
    target: Any = driver().connect(str(file))
    try:
        source: Any = pooled.driver_connection
        source.backup(target)
    finally:
        target.close()
        pooled.close()


def _require_sound(conn: Connection, name: str) -> None:
    said = conn.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    loose = conn.exec_driver_sql("PRAGMA foreign_key_check").first()
    if said != "ok" or loose is not None:
        what = f"a row of {loose[0]} refers to a row of {loose[2]} that is not there" if loose is not None else said
        raise StoreUnavailable(
            f"The database {name} is damaged: {what}. No backup was made of it. Keep the backups of before, stop the "
            "portal, and look at the disk."
        )
