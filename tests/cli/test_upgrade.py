"""`portal upgrade` brings a database up to date, says what it did, and can be run again."""

from pathlib import Path

from click.testing import CliRunner

from portal.cli.main import portal
from portal.errors import BackupError
from portal.settings import Settings
from portal.store.engine import open_store
from portal.store.schema import make_version, newest_version, require_current, version_of
from portal.upkeep.restore import restore


def test_an_upgrade_says_what_it_did_and_then_that_nothing_is_left(tmp_path: Path) -> None:
    first = CliRunner().invoke(portal, ["upgrade", "--site", str(tmp_path)])
    again = CliRunner().invoke(portal, ["upgrade", "--site", str(tmp_path)])
    file = tmp_path / "var" / "portal.db"
    assert (first.exit_code, again.exit_code) == (0, 0)
    newest = newest_version()
    assert first.stdout.splitlines()[0] == "Done: 0001 The first tables."
    assert first.stdout.splitlines()[-1] == f"The database {file} is now at version {newest}."
    assert again.stdout.splitlines() == [f"Nothing to do: the database {file} is at version {newest}."]
    store = open_store(Settings(site_dir=tmp_path))
    require_current(store)
    store.close()


def test_a_backup_is_made_and_tried_before_the_schema_changes(tmp_path: Path) -> None:
    settings = at_version(tmp_path, "0002")
    done = CliRunner().invoke(portal, ["upgrade", "--site", str(tmp_path)])
    assert done.exit_code == 0, done.output
    (file,) = (tmp_path / "var" / "backups").iterdir()
    assert file.name.endswith("-version-0002.zip")
    assert "Tried: it was restored" in done.output
    assert "release: Nothing has been published yet" in done.stderr
    elsewhere = Settings(site_dir=tmp_path / "elsewhere")
    restored = restore(elsewhere, file)
    assert restored.contents.schema == "0002"
    for each in (settings, elsewhere):
        store = open_store(each)
        require_current(store)
        store.close()


def test_where_the_backup_cannot_be_made_the_schema_stays(tmp_path: Path) -> None:
    settings = at_version(tmp_path, "0002")
    taken = tmp_path / "taken.zip"
    taken.write_text("a backup of yesterday")
    done = CliRunner().invoke(portal, ["upgrade", "--site", str(tmp_path), "--backup", str(taken)])
    assert isinstance(done.exception, BackupError)
    store = open_store(settings)
    assert version_of(store) == "0002"
    store.close()


def at_version(folder: Path, version: str) -> Settings:
    settings = Settings(site_dir=folder)
    settings.make_var_dir()
    store = open_store(settings)
    with store.writing(foreign_keys=False) as conn:
        make_version(conn, store, version)
    store.close()
    return settings
