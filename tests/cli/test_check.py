"""`portal check` tells every problem and says by its exit code whether there is one."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli.main import portal
from portal.library.links_outside import LookedUp
from portal.upkeep import look_up_links

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
        assert set(problem) == {"path", "line", "column", "severity", "advice", "message", "remedy"}


def test_a_folder_without_content_is_told_as_json_too(tmp_path: Path) -> None:
    done = check(tmp_path, "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["problems"][0]["path"] == "content"


def invoked(site: Path, *options: str) -> Result:
    return CliRunner().invoke(portal, ["check", "--site", str(site), *options])


def with_advice(tmp_path: Path) -> Path:
    site = site_with(tmp_path)
    (site / "content/public/about.md").write_text("---\ntitle: About\n---\n\nWe utilise pipes.", "utf-8")
    return site


def test_advice_stops_nothing_unless_it_is_to_count(tmp_path: Path) -> None:
    site = with_advice(tmp_path)
    done, strict = invoked(site), invoked(site, "--strict")
    assert (done.exit_code, strict.exit_code, strict.output) == (0, 1, done.output)
    assert done.output.splitlines() == [
        "content/public/about.md:5:4: warning: “utilise” is not a word of your readers. "
        "Write “use”, or say it in other words. (word-to-avoid)",
        "10 pages, no problems, 1 warning",
    ]
    [advice] = json.loads(invoked(site, "--format", "json").output)["problems"]
    assert (advice["severity"], advice["advice"]) == ("warning", "word-to-avoid")


def test_mending_shows_what_it_does_and_a_look_writes_nothing(tmp_path: Path) -> None:
    about = with_advice(tmp_path) / "content/public/about.md"
    site, before = about.parents[2], about.read_bytes()
    assert invoked(site, "--dry-run").exit_code == 2
    seen = invoked(site, "--fix", "--dry-run").output.splitlines()
    assert about.read_bytes() == before
    assert seen[0] == "content/public/about.md: its last line ends"
    assert "\\ No newline at end of file" in seen
    assert "Nothing was written; --fix alone would change 1 file." in seen
    data = json.loads(invoked(site, "--fix", "--format", "json").output)
    assert [(each["path"], each["changed"]) for each in data["mended"]] == [("content/public/about.md", True)]
    assert about.read_bytes() == before + b"\n"
    assert "Nothing to mend." in invoked(site, "--fix").output


def test_links_to_other_sites_are_looked_up_only_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_with(tmp_path)
    links = "See [a](https://a.example/x#y) and [b](http://b.example) and\n[a](https://a.example/x)."
    (site / "content/public/about.md").write_text(f"---\ntitle: About\nsummary: s\n---\n\n{links}", "utf-8")
    asked: list[str] = []

    def look_up(urls: Iterable[str], memory: object) -> dict[str, LookedUp]:
        asked.extend(urls)
        gone, moved = LookedUp("gone", "its site answered 404 Not Found"), LookedUp("moved", "", "https://b.example/")
        return {"https://a.example/x": gone, "http://b.example": moved}

    monkeypatch.setattr(look_up_links, "look_up", look_up)
    assert invoked(site).output == "10 pages, no problems\n"
    assert asked == []
    lines = invoked(site, "--links").output.splitlines()
    assert asked == ["https://a.example/x", "http://b.example", "https://a.example/x"]
    assert lines == [
        "content/public/about.md:6:9: warning: `https://a.example/x#y` leads nowhere: its site answered 404 Not Found. "
        "Correct the link, or take it out. (dead-link)",
        "content/public/about.md:6:40: warning: `http://b.example` has moved for good. "
        "Link to `https://b.example/`. (moved-link)",
        "content/public/about.md:7:5: warning: `https://a.example/x` leads nowhere: its site answered 404 Not Found. "
        "Correct the link, or take it out. (dead-link)",
        "Looked up 2 links to other sites.",
        "10 pages, no problems, 3 warnings",
    ]
