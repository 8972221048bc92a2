"""The history of content/ is read from git: in order, what cannot be read is named, and a refusal says what to do."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli.main import portal
from portal.errors import StoreError
from portal.library.published_history import read_history
from portal.publishing.build_site import build_site
from portal.settings import Settings
from portal.site_app import site_to_freeze
from portal.upkeep import content_from_git
from portal.upkeep.content_from_git import commits_of_content, libraries_through
from tests.workplaces import NOON, small_library, write_content

PAGE = "content/public/policies/gifts.md"


def git(folder: Path, *words: str, day: str = "2026-01-01") -> None:
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin"} | when
    )


def commit(folder: Path, text: str, day: str, file: str = PAGE) -> None:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, "utf-8")
    git(folder, "add", "-A", day=day)
    git(folder, "commit", "-q", "-m", "words", day=day)


def page(words: str) -> str:
    return f"---\ntitle: Gifts\nsummary: What we may take.\n---\n\n{words}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Its site folder lies inside, with a broken commit between two good ones."""
    site = tmp_path / "clone" / "site"
    site.mkdir(parents=True)
    git(site.parent, "init", "-q")
    write_content(site)
    commit(site, page("None at all."), "2026-06-05")
    commit(site, "---\ntitel: Gifts\n---\n", "2026-07-05")
    commit(site, "not content", "2026-07-06", "notes.txt")
    commit(site, page("Tea and cake."), "2026-08-05")
    return site


def test_commits_that_touched_the_content_come_in_order_and_broken_ones_are_named(repository: Path) -> None:
    commits = commits_of_content(repository)
    assert [each.at.date() for each in commits] == [date(2026, 6, 5), date(2026, 7, 5), date(2026, 8, 5)]
    past = list(libraries_through(Settings(site_dir=repository), commits))
    assert [each.library is not None for each in past] == [True, False, True], [each.fault for each in past]
    assert "gifts.md" in past[1].fault
    texts = [each.library.public.policies["gifts"].body.text for each in past if each.library]
    assert ["None at all." in texts[0], "Tea and cake." in texts[1]] == [True, True]


def test_a_logo_is_read_from_the_same_commit(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_content(site)
    git(site, "init", "-q")
    file = site / "content/site.yml"
    file.write_text(file.read_text("utf-8") + "logo:\n  file: ours.svg\n", "utf-8")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9v9z"/></svg>'
    commit(site, svg, "2026-06-05", "static/ours.svg")
    (site / "static/ours.svg").unlink()
    commit(site, page("None."), "2026-07-05")
    first, second = libraries_through(Settings(site_dir=site), commits_of_content(site))
    assert first.library, first.fault
    assert "There is no file `static/ours.svg`" in second.fault


def test_since_leaves_out_what_is_older(repository: Path) -> None:
    assert len(commits_of_content(repository, date(2026, 8, 1))) == 1
    with pytest.raises(StoreError, match="name an earlier day with --since"):
        commits_of_content(repository, date(2026, 9, 1))


def test_where_there_is_no_history_the_remedy_is_said(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoreError, match="has to lie in the repository"):
        commits_of_content(tmp_path)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository.parent}", "shallow")
    with pytest.raises(StoreError, match="git fetch --unshallow"):
        commits_of_content(tmp_path / "shallow" / "site")
    monkeypatch.setattr(content_from_git, "MAX_COMMITS", 2)
    with pytest.raises(StoreError, match="3 commits touched content/"):
        commits_of_content(repository)


def test_the_command_fills_in_what_came_before_and_the_next_round_publishes_it(repository: Path) -> None:
    settings = Settings(site_dir=repository)
    library = small_library()
    build_site(settings, lambda: library, site_to_freeze(settings), NOON)
    first = CliRunner().invoke(portal, ["versions", "import-git", "--site", str(repository)])
    assert first.exit_code == 0, first.output
    assert "Read 2 of 3 commits" in first.stdout
    assert "Passed over" in first.stderr
    again = CliRunner().invoke(portal, ["versions", "import-git", "--site", str(repository)])
    assert "0 versions added, 0 known to be older" in again.stdout
    delivered = CliRunner().invoke(portal, ["deliver", "--once", "--site", str(repository)])
    assert delivered.exit_code == 0, delivered.output
    history = read_history(settings.history_file)
    gifts = [each for each in history.versions if each.page.path == "/policies/gifts/"]
    assert [each.since for each in gifts] == [date(2026, 6, 5), date(2026, 8, 5)]
    assert (settings.build_dir / "policies" / "gifts" / "at" / "2026-06-05" / "index.html").is_file()
