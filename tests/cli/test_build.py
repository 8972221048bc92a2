import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli.build import command
from portal.library.release import read_release
from portal.settings import Settings
from portal.site_folder import shipped
from tests.publishing.small_site import contents

AT = "2026-11-22T09:00Z"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site folder with the sample content, built."""
    site = tmp_path_factory.mktemp("sample")
    shutil.copytree(shipped("content"), site / "content")
    assert run(site).exit_code == 0
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "site"))


def run(site: Path, *options: str) -> Result:
    return CliRunner().invoke(command, ["--site", str(site), "--at", AT, *options])


def break_content(site: Path) -> None:
    page = site / "content" / "public" / "index.md"
    page.write_text(page.read_text().replace("title:", "titel:", 1))
    (site / "content" / "public" / "Über uns.md").write_text("---\ntitle: Us\nsummary: We\n---\n")


def test_a_build_says_what_it_published_and_a_second_one_changes_nothing(site: Path) -> None:
    result = run(site)
    assert result.exit_code == 0
    assert re.fullmatch(r"Published \d+ pages \(0 files changed\) to \S+/build/ in \d+\.\d s\n", result.stdout)


def test_content_with_problems_is_not_published(site: Path) -> None:
    before = contents(site / "build"), (site / "var" / "release.json").read_bytes()
    break_content(site)
    result = run(site)
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert any(line.startswith("content/public/index.md:") and "title" in line for line in lines)
    assert any(line.startswith("content/public/Über uns.md:") for line in lines)
    assert re.fullmatch(r"\d+ problems\. Nothing was published; \S+/build/ is as it was\.", lines[-1])
    assert (contents(site / "build"), (site / "var" / "release.json").read_bytes()) == before


def test_two_builds_of_the_same_instant_are_byte_identical(site: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run(site, "--out", str(tmp_path / name)).exit_code == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_page_edited_but_not_built_is_neither_live_nor_in_force(site: Path) -> None:
    settings = Settings(site_dir=site)
    live, release = contents(settings.build_dir), read_release(settings.release_file)
    slug, commitment = next(iter(release.library.public.commitments.items()))
    file = site / commitment.source
    file.write_text(file.read_text().replace(commitment.title, "Something new"))
    assert (contents(settings.build_dir), read_release(settings.release_file)) == (live, release)
    assert run(site).exit_code == 0
    assert b"Something new" in contents(settings.build_dir)[f"commitments/{slug}/index.html"]
    assert read_release(settings.release_file).library.public.commitments[slug].title == "Something new"


def test_nothing_of_the_desk_is_published(site: Path) -> None:
    canary = "canary-4711"
    for file in (site / "content" / "desk").rglob("*.md"):
        file.write_text(file.read_text() + f"\n{canary}\n")
    assert run(site).exit_code == 0
    assert canary in (site / "var" / "release.json").read_text()
    assert not any(canary.encode() in content for content in contents(site / "build").values())


def test_a_template_of_the_sites_own_that_fails_is_named_and_the_old_site_stands(site: Path) -> None:
    before = contents(site / "build")
    (site / "templates" / "site").mkdir(parents=True)
    (site / "templates" / "site" / "home.html").write_text("{{ nobody.knows }}")
    result = run(site)
    assert result.exit_code == 1
    assert "templates/site/home.html:1:1: There is no `nobody` on this page." in result.stderr
    assert contents(site / "build") == before


@pytest.mark.parametrize("instant", ["yesterday", "2026-11-22", "2026-11-22T09:00"])
def test_an_instant_needs_its_offset(site: Path, instant: str) -> None:
    result = CliRunner().invoke(command, ["--site", str(site), "--at", instant])
    assert result.exit_code == 2
    assert "is not an instant with its offset, such as 2026-11-22T09:00Z" in result.stderr
