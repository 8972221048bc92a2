"""What is saved is noticed, whatever the editor's way of saving."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest

from portal.publishing.preview_reading import files_seen
from portal.publishing.watching import _await_quiet, _tell, watch_site
from portal.settings import Settings

PATIENCE_S = 20.0
Write = Callable[[Path, str], object]


class Watched:
    """A site folder that is watched; it counts how often it was told, and what was there then."""

    def __init__(self, site_dir: Path, *, poll: bool = False) -> None:
        self.settings = Settings(site_dir=site_dir)
        self.page = site_dir / "content" / "public" / "a.md"
        self.page.parent.mkdir(parents=True)
        self.page.write_text("one", "utf-8")
        self.seen: list[tuple[tuple[str, int, int, int], ...]] = []
        self.stop = threading.Event()
        self.threads = watch_site(self.settings, self._saved, self.stop, poll=poll)

    def _saved(self) -> None:
        now = self._now()
        if not self.seen or now != self.seen[-1]:
            self.seen.append(now)

    def _now(self) -> tuple[tuple[str, int, int, int], ...]:
        """Those of the site folder alone."""
        site = str(self.settings.site_dir)
        return tuple(seen for seen in files_seen(self.settings) if seen[0].startswith(site))

    def await_(self, holds: Callable[[], bool]) -> None:
        ends_at = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < ends_at, "nothing was noticed"
            time.sleep(0.01)

    def knows(self) -> bool:
        """Whether it was told since the files are as they are now."""
        return bool(self.seen) and self.seen[-1] == self._now()

    def begin(self) -> None:
        """Save until it is noticed: the watch has begun then."""
        for number in range(round(PATIENCE_S)):
            self.page.write_text(f"begun {number}", "utf-8")
            ends_at = time.monotonic() + 1
            while not self.seen and time.monotonic() < ends_at:
                time.sleep(0.01)
            if self.seen:
                break
        self.await_(self.knows)

    def close(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(timeout=PATIENCE_S)


@pytest.fixture(scope="module", params=[False, True], ids=["told", "polled"])
def watched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    site = Watched(tmp_path_factory.mktemp("watched"), poll=request.param)
    site.begin()
    yield site
    site.close()


def _in_place(page: Path, text: str) -> None:
    page.write_text(text, "utf-8")


def _like_vim(page: Path, text: str) -> None:
    (page.parent / "4913").touch()
    (page.parent / "4913").unlink()
    page.rename(page.with_name("a.md~"))
    page.write_text(text, "utf-8")
    page.with_name("a.md~").unlink()


def _by_renaming(page: Path, text: str) -> None:
    fresh = page.with_name(f".{page.name}.tmp")
    fresh.write_text(text, "utf-8")
    os.replace(fresh, page)


def _a_new_folder(page: Path, text: str) -> None:
    folder = page.parent / f"folder-{len(text)}"
    folder.mkdir()
    (folder / "b.md").write_text(text, "utf-8")
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "c.md").write_text(text, "utf-8")


def _another_content_folder(page: Path, text: str) -> None:
    content = page.parents[1]
    content.rename(content.with_name("old"))
    shutil.copytree(content.with_name("old"), content)
    shutil.rmtree(content.with_name("old"))
    page.write_text(text, "utf-8")


@pytest.mark.parametrize("save", [_in_place, _like_vim, _by_renaming, _a_new_folder, _another_content_folder])
def test_a_file_is_noticed_however_it_is_saved(watched: Watched, save: Write) -> None:
    save(watched.page, f"saved by {save.__name__}")
    watched.await_(watched.knows)


def test_spare_files_are_not_told_of(watched: Watched) -> None:
    before = len(watched.seen)
    for name in ("4913", ".a.md.swp", "a.md~", "#a.md#", "a.md.tmp"):
        (watched.page.parent / name).write_text("x", "utf-8")
    _by_renaming(watched.page, "told after the spare files")
    watched.await_(watched.knows)
    assert len(watched.seen) == before + 1


def test_five_hundred_files_at_once_are_noticed(watched: Watched) -> None:
    for number in range(500):
        (watched.page.parent / f"many-{number}.md").write_text("x", "utf-8")
    watched.await_(watched.knows)


@pytest.mark.parametrize(
    "first", [{f"/gone/{number}" for number in range(20)}, {"/gone/a.md"}], ids=["many", "missing"]
)
def test_the_rest_of_a_change_that_is_under_way_is_waited_for(first: set[str]) -> None:
    """So that a checkout of another branch, or a file that is moved away before it is written, is read once."""
    changes: Queue[set[str]] = Queue()
    for _ in range(4):
        changes.put({f"/gone/{number}" for number in range(20)})
    _await_quiet(first, changes)
    assert changes.empty()


def test_a_single_save_waits_for_nothing(tmp_path: Path) -> None:
    changes: Queue[set[str]] = Queue()
    changes.put({"another"})
    page = tmp_path / "a.md"
    page.write_text("x", "utf-8")
    _await_quiet({str(page)}, changes)
    assert not changes.empty()


def test_a_reading_that_fails_is_logged_and_the_watch_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    changes: Queue[set[str]] = Queue()
    stop = threading.Event()
    readings: list[int] = []

    def saved() -> None:
        readings.append(len(readings))
        if len(readings) == 1:
            changes.put(set())
            raise PermissionError("content/public")
        stop.set()

    changes.put(set())
    _tell(changes, saved, stop)
    assert readings == [0, 1]
    assert "content/public" in caplog.text


def test_the_watch_that_looks_again_and_again_outlives_a_reading_that_fails(tmp_path: Path) -> None:
    page = tmp_path / "content" / "public" / "a.md"
    page.parent.mkdir(parents=True)
    stop = threading.Event()
    readings: list[int] = []

    def saved() -> None:
        readings.append(page.stat().st_size)
        page.write_text("x" * (len(readings) + 1), "utf-8")
        if len(readings) == 1:
            raise PermissionError("content/public")
        stop.set()

    threads = watch_site(Settings(site_dir=tmp_path), saved, stop, poll=True)
    ends_at = time.monotonic() + PATIENCE_S
    while not readings and time.monotonic() < ends_at:
        # The first look may come after the first save.
        page.write_text(f"{time.monotonic()}", "utf-8")
        stop.wait(1)
    stop.wait(PATIENCE_S)
    stop.set()
    for thread in threads:
        thread.join(timeout=PATIENCE_S)
    assert len(readings) == 2
