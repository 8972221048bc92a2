"""`portal upgrade` brings a database up to date, says what it did, and can be run again."""

from pathlib import Path

from click.testing import CliRunner

from portal.cli.main import portal
from portal.settings import Settings
from portal.store.engine import open_store
from portal.store.schema import newest_version, require_current


def test_an_upgrade_says_what_it_did_and_then_that_nothing_is_left(tmp_path: Path) -> None:
    first = CliRunner().invoke(portal, ["upgrade", "--site", str(tmp_path)])
    again = CliRunner().invoke(portal, ["upgrade", "--site", str(tmp_path)])
    file = tmp_path / "var" / "portal.db"
    assert (first.exit_code, again.exit_code) == (0, 0)
    newest = newest_version()
    assert first.output.splitlines()[0] == "Done: 0001 The first tables."
    assert first.output.splitlines()[-1] == f"The database {file} is now at version {newest}."
    assert again.output.splitlines() == [f"Nothing to do: the database {file} is at version {newest}."]
    store = open_store(Settings(site_dir=tmp_path))
    require_current(store)
    store.close()
