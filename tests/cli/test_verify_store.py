"""`portal verify --store` says that everything fits, or names what does not with what to do, and exits with 1."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from portal.acts.workplace import Workplace
from portal.cli.main import portal
from portal.settings import Settings
from portal.store.tables import reports
from tests.workplaces import clock, reported, sqlite_workplace

__all__ = ["clock", "sqlite_workplace"]


@pytest.fixture
def site(sqlite_settings: Settings) -> Path:
    return sqlite_settings.site_dir


def run(*arguments: object) -> Result:
    return CliRunner().invoke(portal, ["verify", *map(str, arguments)])


def test_where_everything_fits_it_says_how_much_was_looked_at(site: Path, sqlite_workplace: Workplace) -> None:
    reported(sqlite_workplace)
    result = run("--store", "--site", site)
    assert (result.exit_code, result.stdout) == (
        0,
        "1 report, 3 clocks, 2 notices and 0 attachments: everything fits.\n",
    )


def test_what_does_not_fit_is_a_line_with_its_remedy_and_exit_1(site: Path, sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    with sqlite_workplace.store.writing() as conn:
        conn.execute(update(reports).values(owner="tom"))
    result = run("--store", "--site", site)
    assert result.exit_code == 1
    assert f"{report.reference}: its owner is tom, and by its timeline mira. Compare it with a backup" in result.stderr
    assert "1 thing does not fit." in result.stderr


@pytest.mark.parametrize("arguments", [(), ("data.json", "--store")])
def test_it_is_told_either_what_was_published_or_the_store(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Give either FILE-OR-URL or --store." in result.stderr
