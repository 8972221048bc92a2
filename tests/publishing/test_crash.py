"""A publication killed at any step leaves the whole old site or, after the next start, the whole new one.

- Before the journal is written, site and release are wholly old.
- From then on each file is old or new, never torn, and the next start makes site and release wholly new.
- The start that finishes it may be killed as well, at any step.
"""

import os
import shutil
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from portal.errors import PublishError
from portal.publishing.build_site import build_site
from portal.publishing.finish_interrupted import finish_interrupted
from portal.publishing.lock import publishing_lock
from portal.publishing.outlet import journal_file
from tests.publishing.killed import survives
from tests.publishing.small_site import contents, loads, make_site, settings_in

OLD_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NEW_AT = OLD_AT + timedelta(hours=1)
OLD = {"about": "us", "gone": "soon", "same": "ever"}
NEW = {"about": "others", "same": "ever", "news": "new"}


def build_old(folder: Path) -> None:
    build_site(settings_in(folder), loads(OLD), make_site, OLD_AT)


def build_new(folder: Path) -> None:
    build_site(settings_in(folder), loads(NEW), make_site, NEW_AT)


def start_again(folder: Path) -> None:
    finish_interrupted(settings_in(folder))


def live(folder: Path) -> dict[str, bytes]:
    """The published files and the release in force."""
    settings = settings_in(folder)
    return contents(settings.build_dir) | {"release.json": settings.release_file.read_bytes()}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes], Path]:
    """What is live before, what is live after, and a folder where the old site is published."""
    old, new = tmp_path_factory.mktemp("old"), tmp_path_factory.mktemp("new")
    build_old(old)
    build_old(new)
    build_new(new)
    return live(old), live(new), old


@pytest.fixture(scope="module")
def killed(expected: Any, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A site for each step at which the build of the new one can be killed, left as the kill left it."""
    _, _, old = expected
    folders = []
    for step in count(1):
        folder = tmp_path_factory.mktemp("killed") / "site"
        shutil.copytree(old, folder)
        if survives(build_new, folder, step):
            break
        folders.append(folder)
    assert len(folders) > 20, "the steps are counted, so there must be some"
    return folders


def is_decided(folder: Path) -> bool:
    return journal_file(settings_in(folder)).exists()


@pytest.fixture
def interrupted(killed: list[Path], tmp_path: Path) -> Path:
    """A site killed in the middle of its publication."""
    decided = [folder for folder in killed if is_decided(folder)]
    return Path(shutil.copytree(decided[2], tmp_path / "interrupted"))


def test_a_killed_publication_is_wholly_old_or_becomes_wholly_new(
    expected: Any, killed: list[Path], tmp_path: Path
) -> None:
    before, after, _ = expected
    ends = []
    for place, killed_site in enumerate(killed):
        folder = Path(shutil.copytree(killed_site, tmp_path / str(place)))
        decided, now = is_decided(folder), live(folder)
        for name, content in now.items():
            assert content in (before.get(name), after.get(name)), f"{name} is torn"
        assert decided or now in (before, after)
        assert finish_interrupted(settings_in(folder)) == decided
        assert live(folder) == (after if decided else now)
        ends.append("new" if live(folder) == after else "old")
        build_new(folder)
        assert live(folder) == after
    assert ends == sorted(ends, reverse=True), "once the new site was decided on, it stays"
    assert {"old", "new"} == set(ends)


def test_the_start_that_finishes_a_publication_may_be_killed_at_any_step(
    expected: Any, interrupted: Path, tmp_path: Path
) -> None:
    for step in count(1):
        folder = Path(shutil.copytree(interrupted, tmp_path / str(step)))
        survived = survives(start_again, folder, step)
        start_again(folder)
        assert live(folder) == expected[1]
        if survived:
            break
    assert step > 8, "the steps are counted, so there must be some"


def test_an_interrupted_publication_is_finished_even_if_the_content_no_longer_builds(
    expected: Any, interrupted: Path
) -> None:
    with pytest.raises(PublishError, match="cannot become a file"):
        build_site(settings_in(interrupted), loads({"Not a slug": "x"}), make_site, NEW_AT)
    assert live(interrupted) == expected[1]


def test_a_journal_whose_process_is_still_at_work_is_left_to_it(interrupted: Path) -> None:
    with publishing_lock(settings_in(interrupted)):
        before = contents(interrupted)
        assert finish_interrupted(settings_in(interrupted)) is False
        assert contents(interrupted) == before


def test_the_site_folder_may_move_between_the_crash_and_the_next_start(
    expected: Any, interrupted: Path, tmp_path: Path
) -> None:
    moved = interrupted.rename(tmp_path / "moved")
    assert finish_interrupted(settings_in(moved)) is True
    assert live(moved) == expected[1]


def test_a_staged_file_that_vanished_after_the_crash_is_logged_and_the_next_build_puts_it_right(
    expected: Any, interrupted: Path, caplog: pytest.LogCaptureFixture
) -> None:
    vanished = max((interrupted / ".build.staging").glob("*~index.html"))
    vanished.unlink()
    assert finish_interrupted(settings_in(interrupted)) is True
    assert f"{vanished.name.replace('~', '/')} could not be published" in caplog.text
    build_new(interrupted)
    assert live(interrupted) == expected[1]


def test_a_damaged_journal_is_named_with_what_to_do(tmp_path: Path) -> None:
    build_old(tmp_path)
    journal_file(settings_in(tmp_path)).write_text("{")
    with pytest.raises(PublishError, match=r"journal\.json is damaged .* Remove the file"):
        finish_interrupted(settings_in(tmp_path))


def test_nothing_live_moves_before_the_journal_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_old(tmp_path)
    settings = settings_in(tmp_path)
    steps: list[str] = []
    replace, fsync, unlink = os.replace, os.fsync, os.unlink

    def note_replace(source: Path, target: Path) -> None:
        inside = Path(target).is_relative_to(settings.build_dir) or Path(target) == settings.release_file
        steps.append("journal" if Path(target) == journal_file(settings) else "live" if inside else "other")
        replace(source, target)

    def note_fsync(descriptor: int) -> None:
        steps.append(f"fsync {os.readlink(f'/proc/self/fd/{descriptor}')}")
        fsync(descriptor)

    def note_unlink(path: Path, **options: Any) -> None:
        steps.append("delete" if Path(path).is_relative_to(settings.build_dir) else "other")
        unlink(path, **options)

    monkeypatch.setattr(os, "replace", note_replace)
    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "unlink", note_unlink)
    build_new(tmp_path)

    decided = steps.index("journal")
    first_live, last_live = steps.index("live"), len(steps) - 1 - steps[::-1].index("live")
    folder_synced = steps.index(f"fsync {journal_file(settings).parent}", decided)
    staged = [step for step in steps[:decided] if step.startswith("fsync") and ".staging/" in step]
    assert decided < folder_synced < first_live, "the journal is durable before the first live file changes"
    assert len(staged) >= 3, "each staged file is durable before the journal"
    assert last_live < steps.index("delete", decided), "deletions come last"
