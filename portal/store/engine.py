"""The store: one database, opened by its setting, with transactions for writing and for reading. DESIGN §7."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from portal.errors import SettingsError, StoreUnavailable
from portal.settings import Settings
from portal.store import sqlite
from portal.store.failures import explained
from portal.store.glances import Glances, Seen
from portal.store.kept_writer import KeptWriter
from portal.store.live_connections import replace_dead_connections
from portal.store.sqlite import REBUILDS, WRITES, require_foreign_keys, sqlite_engine
from portal.store.writers import Writers

CONNECT_TIMEOUT_S = 5
# How long somebody waits while every connection is in use, before they are told so.
POOL_TIMEOUT_S = 10.0
# A server that is gone without a word, as after a power cut, is given up in 20 seconds (libpq, "Parameter Key Words").
_SILENCE = {"keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3, "tcp_user_timeout": 20_000}


class Store:
    """An open database. Safe to share among threads; a process closes it before it forks, and each opens its own.

    `name` is how the operator knows the database: the file, or the address without its password.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self.name = name
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        reads = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._reader = engine.execution_options(**reads)
        self._writer = engine.execution_options(**{WRITES: True})
        self._kept_writer = KeptWriter(self._writer)
        file = engine.url.database if self.is_sqlite else None
        at_path = Path(file) if file and not file.startswith("file:") else None
        self._writers = Writers(name, at_path, sqlite.BUSY_TIMEOUT_S)
        self._mine = threading.local()
        self._glances = Glances(engine)

    @contextmanager
    def writing(self, *, foreign_keys: bool = True) -> Iterator[Connection]:
        """One transaction: all that happens inside is committed together, or nothing where an exception leaves it.

        Without `foreign_keys`, SQLite checks them at the end only, as a change of the schema needs it.
        Raises StoreUnavailable, SchemaMismatch; RuntimeError inside another `writing` of the same thread.
        """
        with self._turn(), self._explained(), self._begun(foreign_keys) as connection:
            yield connection
            if self.is_sqlite and not foreign_keys:
                require_foreign_keys(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Everything read inside is of one moment; writing is refused. Raises StoreUnavailable, SchemaMismatch."""
        with self._explained(), self._reader.begin() as connection:
            yield connection

    def glance(self, look: Callable[[Connection], Seen]) -> Seen:
        """What `look` makes of the one statement that it asks, for a fraction of what `reading` costs.

        It may be asked a second time, so it only reads. Raises StoreUnavailable, SchemaMismatch.
        """
        try:
            return self._glances.see(look)
        except SQLAlchemyError:
            with self._explained():
                raise

    def empty_log(self) -> None:
        """After an erasure: what was overwritten goes from the log of writes too (SQLite)."""
        if self.is_sqlite:
            with explained(self.name):
                sqlite.empty_log(self.engine)

    def close(self) -> None:
        self._writers.close()
        self._glances.close()
        self._open_anew()

    def _begun(self, foreign_keys: bool) -> AbstractContextManager[Connection]:
        if not foreign_keys:
            return self._writer.execution_options(**{REBUILDS: True}).begin()
        return self._kept_writer.begin() if self.is_sqlite else self._writer.begin()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        anew = sqlite.opened_anew_after_a_fault(self._open_anew) if self.is_sqlite else nullcontext()
        with explained(self.name), anew:
            yield

    def _open_anew(self) -> None:
        self._kept_writer.let_go()
        self.engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if getattr(self._mine, "writing", False):
            raise RuntimeError("writing() inside writing(): the inner one would not be part of the transaction")
        with self._writers.turn() if self.is_sqlite else nullcontext():
            self._mine.writing = True
            try:
                yield
            finally:
                self._mine.writing = False


def open_store(settings: Settings, *, durable: bool = True, must_exist: bool = False) -> Store:
    """The store that `database_url` names; nothing is read from it yet, and its schema is not looked at.

    A relative SQLite path starts at the site folder; a file that is not there is made unless it `must_exist`. What is
    written without `durable` may be lost, or on SQLite damaged, by a power cut; it is for what can be made again, and
    several times as fast.
    Raises SettingsError, StoreUnavailable.
    """
    try:
        url = make_url(settings.database_url)
        if url.get_backend_name() == "sqlite":
            if url.host:
                raise ValueError("two slashes make the path's first folder a host")
            engine = sqlite_engine(url, settings.site_dir, durable=durable, must_exist=must_exist)
            return Store(engine, str(engine.url.database))
        return Store(_postgresql_engine(url, settings.threads, durable), url.render_as_string(hide_password=True))
    except (ArgumentError, ValueError):
        # The value is not repeated: it may hold a password.
        raise SettingsError(
            "database_url cannot be read as a URL. Allowed: a file, such as sqlite:///var/portal.db, or a server, such "
            "as postgresql://user:password@host:5432/name."
        ) from None


def _postgresql_engine(url: URL, threads: int, durable: bool) -> Engine:
    defaults: dict[str, object] = {"connect_timeout": CONNECT_TIMEOUT_S, "application_name": "forthright", **_SILENCE}
    if not durable:
        defaults["options"] = "-c synchronous_commit=off"
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=threads + 2,
            pool_timeout=POOL_TIMEOUT_S,
            # What people wrote must not reach a log by way of an error.
            hide_parameters=True,
            connect_args={name: value for name, value in defaults.items() if name not in url.query},
        )
    except ImportError as error:
        raise StoreUnavailable(
            "database_url names a PostgreSQL database, but its driver is not installed. "
            "Run: pip install 'forthright-portal[postgresql]'"
        ) from error
    replace_dead_connections(engine)
    return engine
