"""`portal simulate` tries a roster: the same seed gives the same bytes, and nothing is written."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from portal.cli.main import portal
from tests.workplaces import write_content


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_content(tmp_path)
    return tmp_path


def run(site: Path, *options: str) -> Result:
    return CliRunner().invoke(portal, ["simulate", "--site", str(site), "--days", "28", *options])


def data(site: Path, *options: str) -> dict[str, Any]:
    result = run(site, "--json", *options)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def bytes_of(site: Path, hash_seed: str, *options: str) -> bytes:
    command = [str(Path(sys.executable).with_name("portal")), "simulate", "--site", str(site), "--days", "14", *options]
    return subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": hash_seed}, check=True, capture_output=True
    ).stdout


@pytest.mark.parametrize("options", [("--without", "tom"), ("--json", "--policy", "by-skill", "--policy", "pull")])
def test_the_same_seed_gives_the_same_bytes_in_whatever_order_python_hashes(site: Path, options: tuple[str]) -> None:
    assert bytes_of(site, "1", *options) == bytes_of(site, "4711", *options)


def test_another_seed_gives_another_year(site: Path) -> None:
    one, other = (data(site, "--seed", seed, "--policy", "least-load") for seed in ("1", "2"))
    assert one["policies"] != other["policies"]


def test_every_policy_is_told_with_shares_waits_breaks_and_hours(site: Path) -> None:
    found = data(site)
    assert list(found["policies"]) == sorted(["least-load", "pull", "round-robin", "by-skill"])
    for policy in found["policies"].values():
        assert policy["commitments"]["first-reply"]["counted"] > 0
        assert policy["first_answer_s"]["p95"] >= policy["first_answer_s"]["median"] > 0
        assert policy["breaks"] == {"planned": 0, "on_time": 0, "late": 0, "missed": 0}
        assert {"bills", "lines"} == {hours["team"] for hours in policy["hours"]}


def test_the_words_say_what_was_assumed_and_which_hours_nobody_covers(site: Path) -> None:
    result = run(site, "--seed", "3")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("28 days from Friday 1 January 2027, seed 3: ")
    assert "Least load: the person on shift whose open reports weigh least, as the portal does" in result.stdout
    assert "Wednesday 17:00 to Tuesday 09:00, the bills desk: nobody; " in result.stdout
    assert "for half of them" in result.stdout


def test_leaving_somebody_out_says_what_suffers(site: Path) -> None:
    result = run(site, "--without", "bea")
    assert result.exit_code == 0, result.output
    assert "Without Bea, " in result.stdout
    assert "These hours lose most:" in result.stdout
    assert "the bills desk: " in result.stdout.partition("These hours lose most:")[2]
    suffers = data(site, "--without", "bea")["policies"]["least-load"]["without"]
    assert suffers["promises"]["after"]["kept"] < suffers["promises"]["before"]["kept"]
    assert all(hours["more_missed"] > 0 for hours in suffers["hours"])


def test_somebody_who_is_not_there_cannot_be_left_out(site: Path) -> None:
    result = run(site, "--without", "ruth")
    assert result.exit_code == 1
    assert "`ruth` is no responder of team.yml" in str(result.exception)


def test_a_past_that_is_too_short_is_refused_where_it_was_asked_for(site: Path) -> None:
    result = run(site, "--arrivals", "past")
    assert result.exit_code == 1
    assert "There is no past to draw from" in str(result.exception)


def test_nothing_is_written(site: Path) -> None:
    before = sorted(site.rglob("*"))
    assert run(site, "--policy", "pull").exit_code == 0
    assert sorted(site.rglob("*")) == before
