"""SQLite: which library is safe, where the file lies, and how each connection is set up. CHOICES, row "SQLite"."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from portal.errors import SchemaMismatch, SettingsError, StoreUnavailable
from portal.store.straight import ask

BUSY_TIMEOUT_S = 10.0
LOG_TIMEOUT_MS = 1_000
# Of each connection, of some 5 KB each. The pysqlite3 wheel keeps the first that come, 100 unless told, and when these
# are all taken it reads every other statement anew each time, which takes longer than to do it.
STATEMENTS_KEPT = 1_000
# Execution options of a connection: it writes; it makes tables anew.
WRITES = "portal_writes"
REBUILDS = "portal_rebuilds"
_PERMITTED = "portal_permitted"
# READONLY, IOERR, FULL and CANTOPEN (sqlite.org/rescode.html).
_OF_THE_DISK = frozenset({8, 10, 13, 14})

_log = logging.getLogger(__name__)


def driver() -> ModuleType:
    """The pysqlite3 wheel where there is one, else the system's sqlite3."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return sqlite3
    module: ModuleType = dbapi2
    return module


def journal_mode_for(version: tuple[int, ...]) -> str:
    """From 3.7.0 to 3.51.2 a commit may be lost when the write-ahead log is reset (sqlite.org/wal.html)."""
    return "TRUNCATE" if (3, 7, 0) <= version <= (3, 51, 2) else "WAL"


def sqlite_engine(
    url: URL, site_dir: Path, module: ModuleType | None = None, *, durable: bool = True, must_exist: bool = False
) -> Engine:
    """An engine on the file of `url`, which is made with its folder unless it `must_exist`.

    Raises SettingsError, StoreUnavailable.
    """
    module = module or driver()
    url = url.set(database=_located(url.database, site_dir, must_exist=must_exist))
    mode = journal_mode_for(module.sqlite_version_info)
    if mode != "WAL":
        _log.warning(
            "SQLite %s can lose commits in its faster mode, so the slower journal_mode=%s is used. "
            "SQLite 3.51.3 or the package pysqlite3 brings the faster mode back.",
            module.sqlite_version,
            mode,
        )
    # What people wrote must not reach a log by way of an error.
    arguments = {"timeout": BUSY_TIMEOUT_S, "cached_statements": STATEMENTS_KEPT}
    engine = create_engine(url, module=module, connect_args=arguments, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        # We say ourselves where a transaction begins; the driver would begin too late for IMMEDIATE.
        connection.isolation_level = None
        _set_journal_mode(connection, mode)
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'OFF'}")
        # What is erased is overwritten, not only given back: nobody finds it in the file.
        connection.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        writes = bool(options.get(WRITES))
        permit(connection, writes=writes, rebuilds=bool(options.get(REBUILDS)))
        ask(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def permit(connection: Connection, *, writes: bool, rebuilds: bool) -> None:
    """What this connection may do from here on; said to SQLite only where it was not said to it before.

    Dropping a table would empty those that refer to it, or fail, so their keys are let go; only outside a transaction
    can that be said. A write inside reading() would be rolled back unseen: it is refused instead.
    """
    permitted = (writes, rebuilds)
    if connection.info.get(_PERMITTED) != permitted:
        driver_connection: Any = connection.connection.driver_connection
        driver_connection.execute(f"PRAGMA foreign_keys={'OFF' if rebuilds else 'ON'}")
        driver_connection.execute(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        connection.info[_PERMITTED] = permitted


def empty_log(engine: Engine) -> None:
    """Carry the write-ahead log into the file and cut it to nothing, where nobody reads or writes for that moment.

    Otherwise it is left to a later time.
    """
    pooled = engine.raw_connection()
    try:
        connection: Any = pooled.driver_connection
        connection.execute(f"PRAGMA busy_timeout={LOG_TIMEOUT_MS}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute(f"PRAGMA busy_timeout={int(BUSY_TIMEOUT_S * 1_000)}")
    finally:
        pooled.close()


def damage(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with the file, a sentence each; empty for a sound one."""
    pages = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(20)")]
    keys = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
    dangling = [f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there" for row in keys]
    return [each for each in pages if each != "ok"] + dangling


def was_opened_for_reading_only(connection: Connection) -> bool:
    """Whether SQLite found, as it opened the file, that it cannot be written. It tells only whoever writes, so this
    writes what stands there already: a number that is nobody's.
    """
    [(number,)] = ask(connection, "PRAGMA user_version")
    try:
        ask(connection, f"PRAGMA user_version={number}")
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY:
            return True
        raise
    return False


@contextmanager
def opened_anew_after_a_fault(open_anew: Callable[[], None]) -> Iterator[None]:
    """A fault of the disk ends every connection that waits for its next turn. SQLite opens what cannot be written for
    reading only, and never looks again, though the disk may be well by then.
    """
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _OF_THE_DISK:
            open_anew()
        raise


def require_foreign_keys(connection: Connection) -> None:
    """Raises SchemaMismatch when a row refers to nothing."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise SchemaMismatch(
            f"The upgrade stopped: a row of {broken[0]} refers to a row of {broken[2]} that is not there. "
            "Nothing was changed. Restore a backup, or tell the makers of Forthright."
        )


def _located(database: str | None, site_dir: Path, *, must_exist: bool) -> str:
    if not database or ":memory:" in database:
        raise SettingsError(
            f"database_url = 'sqlite:///{database or ''}' would forget every report at the next start. "
            "Allowed: a file, such as sqlite:///var/portal.db."
        )
    if database.startswith("file:"):
        return database
    file = site_dir.absolute() / database
    if must_exist and not _is_there(file):
        raise StoreUnavailable(
            f"There is no database file {file}, and none was made. Look at its name; where this portal is new, "
            "its first `portal run` makes the file."
        )
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            # The reports are private: nobody else on this machine may read them.
            file.touch(mode=0o600)
    except OSError as error:
        raise StoreUnavailable(
            f"The database {file} cannot be made: {error.strerror}. "
            "Check database_url, and let the user that runs Forthright write to that folder."
        ) from error
    return str(file)


def _is_there(file: Path) -> bool:
    """Raises StoreUnavailable where nobody may look."""
    try:
        return S_ISREG(file.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise StoreUnavailable(
            f"The database {file} cannot be looked at: {error.strerror}. "
            "Check database_url, and run this as the user that runs Forthright."
        ) from error


def _set_journal_mode(connection: Any, mode: str) -> None:
    """SQLite does not wait by itself when two processes switch the mode at once, so this does."""
    give_up_at = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute(f"PRAGMA journal_mode={mode}")
        except Exception as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                raise
            time.sleep(0.02)
        else:
            return
