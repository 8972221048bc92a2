"""In git one page's file is looked at and committed, by its editor, and nothing else is touched."""

from pathlib import Path

import pytest

from portal.editing.content_git import ContentGit
from portal.errors import EditRefused
from tests.editing_git import commit_all, git
from tests.workplaces import write_content

ABOUT = "content/public/about.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_content(tmp_path)
    commit_all(tmp_path)
    return tmp_path


@pytest.fixture
def repository(site: Path) -> ContentGit:
    return ContentGit(site, "reports@riverside.example")


def test_a_commit_holds_the_one_file_and_its_editor(site: Path, repository: ContentGit) -> None:
    first = git(site, "rev-parse", "HEAD")
    (site / ABOUT).write_text("---\ntitle: New\n---\n")
    other = site / "content" / "public" / "index.md"
    other.write_text("---\ntitle: Somebody else's, under way\n---\n")
    git(site, "add", "content/public/index.md")
    made = repository.commit(ABOUT, "Say it anew", "Ines <x>\n", "ines@riverside.example")
    assert git(site, "show", "--format=%an <%ae>|%cn <%ce>|%s", "--name-only", made).splitlines() == [
        "Ines x <ines@riverside.example>|Forthright <reports@riverside.example>|Say it anew",
        "",
        ABOUT,
    ]
    assert git(site, "status", "--porcelain") == "M  content/public/index.md"
    newest = repository.commits(ABOUT)[0]
    assert (newest.id, newest.who, newest.words) == (made, "Ines x", "Say it anew")
    assert "title: New" in repository.text_at(ABOUT, made)
    assert "title: About us" in repository.text_at(ABOUT, first)


def test_a_hook_that_says_no_leaves_nothing_staged(site: Path, repository: ContentGit) -> None:
    hook = site / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n")
    hook.chmod(0o755)
    (site / ABOUT).write_text("---\ntitle: New\n---\n")
    with pytest.raises(EditRefused, match="not on a Friday"):
        repository.commit(ABOUT, "Say it anew", "Ines", "ines@riverside.example")
    assert git(site, "diff", "--cached", "--name-only") == ""


def test_without_a_repository_there_is_no_history(tmp_path: Path) -> None:
    write_content(tmp_path)
    found = ContentGit(tmp_path, "reports@riverside.example")
    assert not found.is_there()
    assert found.commits(ABOUT) == ()


@pytest.mark.parametrize("name", ["HEAD", "--help", "0" * 40, "../x"])
def test_only_the_name_of_a_commit_is_looked_up(repository: ContentGit, name: str) -> None:
    with pytest.raises(EditRefused):
        repository.text_at(ABOUT, name)


def test_what_git_ignores_is_not_its_to_keep(site: Path, repository: ContentGit) -> None:
    (site / ".gitignore").write_text("content/public/policies/own.md\n")
    assert repository.keeps(ABOUT)
    assert not repository.keeps("content/public/policies/own.md")


def test_where_git_cannot_tell_it_is_not_taken_for_no_repository(site: Path, repository: ContentGit) -> None:
    """Then nobody would know whose changes are written over, and nothing would be committed."""
    with pytest.raises(EditRefused, match="outside repository"):
        repository.keeps("content/../../elsewhere.md")
    (site / ".git" / "config").write_text("[core\n")
    with pytest.raises(EditRefused, match="bad config"):
        repository.is_there()
    with pytest.raises(EditRefused):
        repository.keeps(ABOUT)


def test_without_git_there_is_no_repository(repository: ContentGit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not repository.is_there()
