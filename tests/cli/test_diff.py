"""`portal diff` says in words what a change means and how last year would have gone; it changes nothing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.acts.answer import answer
from portal.acts.workplace import Workplace
from portal.cli.main import portal
from portal.settings import Settings
from tests.upkeep.test_content_from_git import git
from tests.workplaces import Clock, clock, filling, reported, sqlite_workplace, write_content

__all__ = ["clock", "sqlite_workplace"]
PROMISE = "content/public/commitments/first-reply.md"


def run(site: Path, *words: str) -> Result:
    return CliRunner().invoke(portal, ["diff", *words, "--site", str(site)])


def edit(site: Path, old: str, new: str, file: str = PROMISE) -> None:
    text = (site / file).read_text("utf-8")
    assert old in text
    (site / file).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def site(sqlite_settings: Settings, sqlite_workplace: Workplace) -> Path:
    """With a release, the content that it was made from, and two reports of last week."""
    write_content(sqlite_settings.site_dir)
    return sqlite_settings.site_dir


def test_a_weaker_promise_is_said_with_how_last_year_would_have_gone(
    site: Path, sqlite_workplace: Workplace, clock: Clock
) -> None:
    clock.pass_by(days=-7)
    quick, slow = reported(sqlite_workplace), reported(sqlite_workplace)
    clock.pass_by(hours=1)
    answer(sqlite_workplace, quick.id, "mira", filling(), "We are on it.")
    clock.pass_by(hours=4)
    answer(sqlite_workplace, slow.id, "mira", filling(), "We are on it.")
    edit(site, "target: 4 working hours", "target: 6 working hours")
    before = {file: file.read_bytes() for file in site.rglob("*.*") if "portal.db" not in file.name}
    done = run(site)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "From the published release of Friday 20 November 2026 to content/",
        "",
        "Weaker",
        "  A person answers within four working hours  (/commitments/first-reply/)",
        "    We promise less than before.",
        "    The time promised is 6 working hours. It was 4 working hours.",
        "    Of 2 reports of the last year that it covers, 2 kept (100 %); under the present one 1 (50 %).",
    ]
    data = json.loads(run(site, "--format", "json").output)
    [page] = data["pages"]
    assert page["terms"] == [{"term": "target", "effect": "weaker"}]
    assert page["reports"]["was"] == {"covered": 2, "kept": 1, "undecided": 0}
    assert data["reports"]["read"] == 2
    assert {file: file.read_bytes() for file in site.rglob("*.*") if "portal.db" not in file.name} == before
    assert run(site, str(site / "var/release.json")).output.splitlines()[2:] == done.output.splitlines()[2:]
    assert (run(site, "--exit-code").exit_code, run(site, "content", "published").exit_code) == (1, 0)


def test_a_promise_that_moved_is_compared_with_what_it_was(
    site: Path, sqlite_workplace: Workplace, clock: Clock
) -> None:
    clock.pass_by(days=-7)
    late = reported(sqlite_workplace)
    clock.pass_by(hours=5)
    answer(sqlite_workplace, late.id, "mira", filling(), "We are on it.")
    edit(site, "target: 4 working hours", "target: 6 working hours\naliases: [/commitments/first-reply]")
    (site / PROMISE).rename(site / "content/public/commitments/an-answer.md")
    for file in (site / "content").rglob("*.md"):
        file.write_text(file.read_text("utf-8").replace("first-reply.md", "an-answer.md"), "utf-8")
    assert "covers, 1 kept (100 %); under the present one 0 (0 %)." in run(site).output


def test_where_there_are_translations_it_says_that_they_are_not_compared(site: Path) -> None:
    edit(site, "time_zone:", "languages: [en, ar]\ntime_zone:", "content/site.yml")
    done = run(site)
    assert done.output.splitlines()[1:] == ["Nothing is different in English. Translations are not compared."]


def test_without_a_store_it_says_so_and_makes_none(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_content(site)
    git(site, "init", "-q")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "words", day="2026-11-02")
    same = run(site, "HEAD", "--exit-code")
    assert (same.exit_code, same.output.splitlines()[1]) == (0, "Nothing is different.")
    edit(site, "target: 4 working hours", "target: 2 working hours")
    done = run(site, "HEAD")
    assert "Stronger\n" in done.output
    assert done.output.endswith("reports would have fared cannot be told. No reports are kept here yet.\n")
    assert not (site / "var").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Nothing was published yet, so there is nothing to compare with. Run `portal build` first"),
        (("nonsense",), "`nonsense` is none of `published`, `content`, the file of a release and a revision of git."),
        (("--", "-p"), "`-p` cannot be a revision."),
        (("content", "content/site.yml"), "is no release of this or an earlier version."),
    ],
)
def test_a_side_that_cannot_be_read_is_named(
    tmp_path: Path, words: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_content(tmp_path)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(portal, ["diff", *words])
    assert done.exit_code == 2
    assert told in done.output


def test_content_with_problems_is_told_as_check_tells_it(site: Path) -> None:
    edit(site, "target: 4 working hours", "target: soon")
    done = run(site)
    assert done.exit_code == 2
    assert "first-reply.md:7:9: `soon` is not a time" in done.output
