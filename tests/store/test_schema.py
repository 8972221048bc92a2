"""The migrations and the tables are one schema, and a database is never used at the wrong version."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

import portal.store.api_tables
import portal.store.care_tables
import portal.store.cause_tables
import portal.store.desk_tables
import portal.store.editing_tables
import portal.store.history_tables
import portal.store.huddle_tables
import portal.store.practice_tables
import portal.store.quarantine_tables
import portal.store.subscription_tables
import portal.store.team_promise_tables  # noqa: F401
from portal.errors import SchemaMismatch
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.settings import Settings
from portal.store.engine import Store
from portal.store.schema import MIGRATIONS, create_if_empty, newest_version, require_current, upgrade, version_of
from portal.store.search_index import belongs_to_index
from portal.store.tables import metadata
from portal.store.timeline import append, entries
from tests.store.rows import NOON, make_report

Open = Callable[[Settings], Store]


def test_the_migrated_schema_is_the_one_of_the_tables(store: Store) -> None:
    with store.reading() as conn:
        context = MigrationContext.configure(conn, opts={"include_name": _is_a_table_of_ours})
        assert compare_metadata(context, metadata) == []


def test_migrations_and_tables_agree_on_every_check_and_constraint(store: Store) -> None:
    """compare_metadata does not look at checks, so the tables are made in both ways and compared as they stand."""
    with store.reading() as conn:
        migrated = _constraints(conn)
    with store.writing(foreign_keys=False) as conn:
        metadata.drop_all(conn)
        metadata.create_all(conn)
    with store.reading() as conn:
        assert _constraints(conn) == migrated


def test_an_upgrade_says_its_steps_once_and_then_has_nothing_to_do(empty_settings: Settings, opened: Open) -> None:
    store = opened(empty_settings)
    assert version_of(store) is None
    assert upgrade(store)[0] == "0001 The first tables."
    assert version_of(store) == newest_version()
    assert upgrade(store) == ()
    require_current(store)


def test_processes_that_upgrade_at_once_upgrade_once(empty_settings: Settings, opened: Open) -> None:
    stores = [opened(empty_settings) for _ in range(4)]
    steps: list[tuple[str, ...]] = []
    threads = [threading.Thread(target=lambda s=s: steps.append(upgrade(s))) for s in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(taken) for taken in steps)[:3] == [0, 0, 0]
    assert sum(bool(taken) for taken in steps) == 1
    require_current(stores[0])


def test_only_a_database_without_any_table_gets_them_unasked(empty_settings: Settings, opened: Open) -> None:
    store = opened(empty_settings)
    assert create_if_empty(store)
    assert not create_if_empty(store)
    require_current(store)


def test_a_database_of_somebody_else_is_left_alone(empty_settings: Settings, opened: Open) -> None:
    store = opened(empty_settings)
    with store.writing() as conn:
        conn.execute(text("CREATE TABLE theirs (id INTEGER)"))
    assert not create_if_empty(store)
    with pytest.raises(SchemaMismatch, match=r"none of our tables yet. Run `portal upgrade`"):
        require_current(store)


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program of tomorrow: one more migration, which makes a table anew that others refer to."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "versions" / "colour.py").write_text(
        f'''"""Colours."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "next", "{newest_version()}"
def upgrade():
    with op.batch_alter_table("reports", recreate="auto") as reports:
        reports.add_column(sa.Column("colour", sa.Text(), server_default="red", nullable=False))
        reports.alter_column("team", nullable=True)
'''
    )
    monkeypatch.setattr("portal.store.schema.MIGRATIONS", folder)


@pytest.mark.usefixtures("next_version")
def test_an_older_database_asks_for_an_upgrade(store: Store) -> None:
    with pytest.raises(SchemaMismatch, match=r"is at version \d{4}, and this program needs next.*run `portal upgrade`"):
        require_current(store)


@pytest.mark.usefixtures("next_version")
def test_an_upgrade_keeps_every_row(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        append(conn, report_id, Entry(NOON, Kind.RECEIVED, CUSTOMER, public=True, texts={"what_happened": "No signal"}))
    assert upgrade(store) == ("next Colours.",)
    with store.reading() as conn:
        kept = conn.execute(text("SELECT id, colour FROM reports")).one()
        assert (kept.id, kept.colour) == (report_id, "red")
        assert [entry.texts for entry in entries(conn, report_id)] == [{"what_happened": "No signal"}]
    with store.writing() as conn, pytest.raises(IntegrityError):
        conn.execute(text("UPDATE reports SET release_hash = 'nowhere'"))


def test_a_newer_database_is_neither_used_nor_changed(store: Store) -> None:
    with store.writing() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for refused in (require_current, upgrade):
        with pytest.raises(SchemaMismatch, match="this database was made by a newer version"):
            refused(store)
    assert version_of(store) == "9999"


def test_an_upgrade_that_fails_leaves_nothing_behind(
    empty_settings: Settings, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clash with a table that is there already comes late in the migration; the tables before it are gone again."""
    store = opened(empty_settings)
    with store.writing() as conn:
        conn.execute(text("CREATE TABLE rate_counters (id INTEGER)"))
    with pytest.raises(Exception, match="already exists"):
        upgrade(store)
    with store.reading() as conn:
        assert inspect(conn).get_table_names() == ["rate_counters"]


def _is_a_table_of_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The index of the search is spelled differently by each database, so it stands in no metadata."""
    return kind != "table" or not belongs_to_index(name or "")


def _constraints(conn: Connection) -> dict[str, Any]:
    found = inspect(conn)
    return {
        table: [
            sorted(map(repr, found.get_check_constraints(table))),
            sorted(map(repr, found.get_foreign_keys(table))),
            sorted(map(repr, found.get_unique_constraints(table))),
            sorted(f"{_conditions(index)} {index}" for index in map(dict, found.get_indexes(table))),
            repr(found.get_pk_constraint(table)),
            [repr(column) for column in found.get_columns(table)],
        ]
        for table in sorted(found.get_table_names())
        if table != "alembic_version"
    }


def _conditions(index: dict[str, Any]) -> list[str]:
    """The conditions of a partial index as text, taken out of it: as objects no two are the same."""
    options = index.pop("dialect_options", {})
    return sorted(f"{name} {value}" for name, value in options.items())
