"""`portal demo` fills an empty database with a sample year, says where to look, and leaves any other database alone."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from portal.cli.main import portal
from portal.library.release import release_of, write_release
from portal.settings import Settings
from portal.store.engine import open_store
from tests.workplaces import BUILT_AT, rows, small_library

UNTIL = "2026-11-20T15:00Z"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site folder that was built, with no database yet."""
    write_release(release_of(small_library(), BUILT_AT), Settings(site_dir=tmp_path).release_file)
    return tmp_path


def run(site: Path, *options: str, **settings: str) -> Result:
    environ = {f"PORTAL_{name.upper()}": value for name, value in settings.items()}
    return CliRunner().invoke(portal, ["demo", "--site", str(site), *options], env=environ)


def everything(site: Path) -> dict[str, Any]:
    store = open_store(Settings(site_dir=site))
    found = rows(store)
    store.close()
    return found


def test_it_says_what_it_made_and_where_to_look(site: Path) -> None:
    result = run(site, "--reports", "12", "--until", UNTIL)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(
        "12 sample reports, from Thursday 20 November 2025, 15:00 to Friday 20 November 2026, 15:00, "
    )
    for address in ("http://127.0.0.1:8000/scorecard/", "http://127.0.0.1:8000/r/", "http://127.0.0.1:8000/desk/r/"):
        assert address in result.stdout


def test_a_database_with_reports_is_left_as_it_is(site: Path) -> None:
    assert run(site, "--reports", "3", "--until", UNTIL).exit_code == 0
    before = everything(site)
    again = run(site, "--reports", "3", "--until", UNTIL)
    assert again.exit_code == 1
    assert "holds reports" in str(again.exception)
    assert everything(site) == before


def test_a_carrier_that_reaches_people_is_refused_before_anything_is_made(site: Path) -> None:
    result = run(site, carrier="smtp")
    assert result.exit_code == 1
    assert "carrier = 'smtp' is refused here" in str(result.exception)
    assert not (site / "var" / "portal.db").exists()


def test_a_year_that_ends_in_the_future_is_refused(site: Path) -> None:
    result = run(site, "--until", "2999-01-01T00:00Z")
    assert result.exit_code == 2
    assert "cannot end in the future" in result.output


def test_where_nothing_was_built_it_says_what_to_do(tmp_path: Path) -> None:
    result = run(tmp_path, "--reports", "3", "--until", UNTIL)
    assert result.exit_code == 1
    assert "Run `portal build`" in str(result.exception)
