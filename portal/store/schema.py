"""The schema's version: brought up to date by `portal upgrade`, and asked for by whoever opens the store."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from portal.errors import SchemaMismatch
from portal.store.engine import Store

MIGRATIONS = Path(__file__).parent / "migrations"

# Key of the advisory lock that lets one process upgrade at a time; any number that nobody else uses.
_UPGRADING = 1_718_775_661


def newest_version() -> str:
    """The version that this code needs."""
    return str(_scripts().get_current_head())


def version_of(store: Store) -> str | None:
    """The database's version; None before the first upgrade. Raises StoreUnavailable."""
    with store.reading() as conn:
        return version_on(conn)


def upgrade(store: Store) -> tuple[str, ...]:
    """Bring the schema to the newest version and say which steps that took, or change nothing at all.

    Safe beside others that do the same. Raises StoreUnavailable, and SchemaMismatch for a database of a newer version.
    """
    with store.writing(foreign_keys=False) as conn:
        if not store.is_sqlite:
            conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADING})
        before = version_on(conn)
        steps = _steps_after(store, before)
        if steps:
            command.upgrade(_config(conn), "head")
        return steps


def create_if_empty(store: Store) -> bool:
    """Make the tables in a database that has none at all; says whether it did. Raises StoreUnavailable."""
    with store.reading() as conn:
        if inspect(conn).get_table_names():
            return False
    return bool(upgrade(store))


def require_known(store: Store, version: str) -> None:
    """Raises SchemaMismatch for a version that only a newer program knows."""
    _steps_after(store, version)


def make_version(conn: Connection, store: Store, version: str) -> None:
    """Make the tables of an earlier version, or of ours, in a database without any.

    Raises SchemaMismatch for a version we do not know.
    """
    _steps_after(store, version)
    command.upgrade(_config(conn), version)


def finish(conn: Connection, store: Store, version: str) -> tuple[str, ...]:
    """Bring tables of `version` to the newest one, in the same transaction; gives the steps that took."""
    steps = _steps_after(store, version)
    if steps:
        command.upgrade(_config(conn), "head")
    return steps


def require_current(store: Store) -> None:
    """Raises SchemaMismatch unless the database has the newest version; StoreUnavailable."""
    version = version_of(store)
    if version is None:
        raise SchemaMismatch(f"The database {store.name} has none of our tables yet. Run `portal upgrade`.")
    if _steps_after(store, version):
        raise SchemaMismatch(
            f"The database {store.name} is at version {version}, and this program needs {newest_version()}. "
            "Make a backup, then run `portal upgrade`."
        )


def _steps_after(store: Store, version: str | None) -> tuple[str, ...]:
    """What is still to be done from `version` on, in order. Raises SchemaMismatch for a version we do not know."""
    revisions = list(_scripts().walk_revisions())
    known = [revision.revision for revision in revisions]
    if version is not None and version not in known:
        raise SchemaMismatch(
            f"The database {store.name} is at version {version}, which this program does not know: "
            "this database was made by a newer version. Install that version or a later one; nothing was changed."
        )
    pending = revisions[: known.index(version)] if version is not None else revisions
    return tuple(f"{revision.revision} {revision.doc}" for revision in reversed(pending))


def version_on(conn: Connection) -> str | None:
    """The version that this connection sees; None before the first upgrade."""
    return MigrationContext.configure(conn).get_current_revision()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(MIGRATIONS)


def _config(conn: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = conn
    return config
