"""With 100,000 reports: an upgrade that fails changes nothing, one that succeeds loses nothing, and all of it moves.

An older database is made from a new one, by carrying over what its tables have room for.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from bench.bulk import write_reports
from portal.acts.recompute import recompute
from portal.acts.workplace import Workplace
from portal.settings import Settings
from portal.store import schema
from portal.store.engine import Store, open_store
from portal.store.table_rows import Digest, digest_of, read_line, row_lines, table_shapes
from portal.upkeep.backup import make_backup
from portal.upkeep.migrate_store import migrate_store
from portal.upkeep.restore import restore
from tests.audit.record import Part, Tried
from tests.conftest import PostgresServer
from tests.workplaces import NOON, Clock, workplace_on

REPORTS = 100_000
OLDEST = "0002"
pytestmark = pytest.mark.audit
Open = Callable[[Settings], Store]


@pytest.fixture(scope="module")
def full(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    """Written once; the tests only read it."""
    settings = Settings(site_dir=tmp_path_factory.mktemp("full"))
    settings.var_dir.mkdir()
    shutil.copy(migrated_sqlite, settings.var_dir / "portal.db")
    store = open_store(settings)
    workplace = workplace_on(store, settings, Clock())
    write_reports([workplace], REPORTS, NOON, distinct=2_000)
    yield workplace
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    if request.param == "sqlite":
        yield Settings(site_dir=tmp_path / "elsewhere")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    yield Settings(site_dir=tmp_path / "elsewhere", database_url=server.create("elsewhere"))
    server.drop("elsewhere")


def digests(store: Store) -> dict[str, Digest]:
    with store.reading() as conn:
        return {shape.name: digest_of(conn, shape) for shape in table_shapes(conn)}


def as_it_was(source: Store, target: Store) -> None:
    """Make the tables of an older version and fill them with what they have room for."""
    with source.reading() as there, target.writing(foreign_keys=False) as here:
        schema.make_version(here, target, OLDEST)
        for shape in table_shapes(here):
            for lines in row_lines(there, shape):
                here.execute(insert(shape.as_table()), [read_line(line, shape) for line in lines])


def test_an_upgrade_keeps_every_row_and_one_that_fails_changes_none(
    full: Workplace, elsewhere: Settings, opened: Open, tried: Tried
) -> None:
    old = opened(elsewhere)
    as_it_was(full.store, old)
    before, wanted = digests(old), digests(full.store)
    with old.writing() as conn:
        # The last step of all will find its table there.
        conn.exec_driver_sql("CREATE TABLE subscribers (id integer)")
    with pytest.raises(Exception, match="subscribers"):
        schema.upgrade(old)
    assert schema.version_of(old) == OLDEST
    with old.writing() as conn:
        conn.exec_driver_sql("DROP TABLE subscribers")
    changed = [name for name, digest in digests(old).items() if digest != before[name]]
    began_s = time.monotonic()
    steps = schema.upgrade(old)
    took_s = time.monotonic() - began_s
    after = digests(old)
    tried(
        f"Upgrade of 100,000 reports through {len(steps)} versions, after one that failed, {old.engine.dialect.name}",
        part=Part.FAULTS,
        times=sum(digest.rows for digest in after.values()),
        unit="rows",
        lost=[name for name in wanted if after[name] != wanted[name]],
        wrong=changed,
        note=f"{took_s:.0f} s",
    )


def test_a_backup_and_a_move_keep_every_row_and_every_clock_agrees(
    full: Workplace, elsewhere: Settings, opened: Open, tried: Tried, tmp_path: Path
) -> None:
    wanted = digests(full.store)
    began_s = time.monotonic()
    moved = opened(elsewhere)
    migrate_store(full.store, moved)
    moved_s = time.monotonic() - began_s
    file = tmp_path / "backups.zip"
    made = make_backup(elsewhere, moved, file, datetime.now(UTC))
    backed_up_s = time.monotonic() - began_s - moved_s
    site = Settings(site_dir=tmp_path / "restored")
    restore(site, file)
    restored = opened(site)
    workplace = Workplace(restored, full.settings, full.secret, full.in_force, full.now)
    differing = [each for batch in recompute(workplace) for each in batch.differences]
    tried(
        f"100,000 reports to {moved.engine.dialect.name}, backed up there and restored on SQLite",
        part=Part.FAULTS,
        times=made.rows,
        unit="rows",
        lost=[name for name, digest in digests(restored).items() if digest != wanted[name]],
        wrong=differing,
        note=f"move {moved_s:.0f} s, backup with its trial {backed_up_s:.0f} s, {made.size_bytes / 1e6:.0f} MB",
    )
