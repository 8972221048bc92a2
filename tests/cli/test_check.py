"""`portal check` tells every problem and says by its exit code whether there is one."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
BROKEN = ROOT / "tests/broken_content"


def check(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from portal.cli.main import main; main()", "check", "--site", str(site), *options]
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**environ, "PYTHONPATH": str(ROOT)}
    )


def site_with(tmp_path: Path, *faults: str) -> Path:
    site = tmp_path / "site"
    shutil.copytree(BROKEN / "_base", site)
    for fault in faults:
        shutil.copytree(BROKEN / fault / "content", site / "content", dirs_exist_ok=True)
    return site


def test_content_without_a_fault_gets_one_friendly_line(tmp_path: Path) -> None:
    done = check(site_with(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "9 pages, no problems\n", "")


def test_problems_are_printed_and_the_exit_code_is_1(tmp_path: Path) -> None:
    done = check(site_with(tmp_path, "dead-link", "bad-date"))
    lines = done.stdout.splitlines()
    assert lines[0] == (BROKEN / "bad-date/expected.txt").read_text("utf-8").strip()
    assert lines[1] == (BROKEN / "dead-link/expected.txt").read_text("utf-8").strip()
    assert (done.returncode, lines[2], done.stderr) == (1, "11 pages, 2 problems", "")


def test_a_warning_is_printed_and_the_exit_code_stays_0(tmp_path: Path) -> None:
    done = check(site_with(tmp_path, "past-its-review"))
    assert done.returncode == 0
    assert ": warning: The page was to be looked at again by 2026-11-21" in done.stdout
    assert done.stdout.endswith("10 pages, no problems, 1 warning\n")


@pytest.mark.parametrize(("faults", "code"), [((), 0), (("dead-link", "past-its-review"), 1)])
def test_the_same_is_told_as_json(tmp_path: Path, faults: tuple[str, ...], code: int) -> None:
    done = check(site_with(tmp_path, *faults), "--format", "json")
    data = json.loads(done.stdout)
    assert done.returncode == code
    assert len(data["problems"]) == len(faults)
    for problem in data["problems"]:
        assert set(problem) == {"path", "line", "column", "severity", "message", "remedy"}


def test_a_folder_without_content_is_told_as_json_too(tmp_path: Path) -> None:
    done = check(tmp_path, "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["problems"][0]["path"] == "content"
