"""`portal recompute` says that all is as the timelines have it, or names what is not and mends it when asked."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.acts.workplace import Workplace
from portal.cli.main import portal
from portal.settings import Settings
from portal.store import clocks
from tests.workplaces import clock, clocks_on, reported, sqlite_workplace

__all__ = ["clock", "sqlite_workplace"]


@pytest.fixture
def site(sqlite_settings: Settings) -> Path:
    return sqlite_settings.site_dir


def run(site: Path, *options: str) -> Result:
    return CliRunner().invoke(portal, ["recompute", "--site", str(site), *options])


def test_where_nothing_differs_it_says_how_many_clocks_there_are(site: Path, sqlite_workplace: Workplace) -> None:
    reported(sqlite_workplace)
    result = run(site)
    assert (result.exit_code, result.stdout) == (0, "3 clocks, no differences\n")


def test_a_difference_is_one_line_and_exit_1_until_it_is_repaired(site: Path, sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    right = clocks_on(sqlite_workplace, report)["first_response"]
    with sqlite_workplace.store.writing() as conn:
        clocks.save_clock(conn, _later(right))
    line = f"{report.reference} first-reply due_at: stored 2026-11-23T17:00:00Z, worked out 2026-11-23T16:00:00Z"
    found, repaired, after = run(site), run(site, "--repair"), run(site)
    assert found.exit_code == 1
    assert found.stdout.splitlines() == [
        line,
        "3 clocks, 1 difference. To store what was worked out: portal recompute --repair",
    ]
    assert (repaired.exit_code, repaired.stdout.splitlines()[0]) == (0, line)
    assert (after.exit_code, after.stdout) == (0, "3 clocks, no differences\n")


def _later(right: clocks.StoredClock) -> clocks.StoredClock:
    return replace(right, due_at=right.due_at + timedelta(hours=1))
