"""Reads the content for the preview whenever a file changed, and tells those who wait for it."""

import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from stat import S_ISDIR
from threading import Condition, Lock

from portal.library.last_good import with_last_good
from portal.library.library import Library
from portal.library.loader import Loaded
from portal.library.survey import asset_address, is_spare_file
from portal.publishing.preview_state import MakePages, PreviewState
from portal.settings import FILE_NAME, Settings

_TRIES = 5
_BETWEEN_TRIES_S = 0.05

FileSeen = tuple[str, int, int, int]
"""Path, modification time in nanoseconds, size in bytes, number on the disk."""


class PreviewReading:
    """`look` at every request and whenever a file was saved: it reads only what changed, and nothing if nothing did."""

    def __init__(
        self, settings: Settings, load: Callable[[], Loaded], make_pages: MakePages, now: Callable[[], datetime]
    ) -> None:
        self._settings, self._load, self._make_pages, self._now = settings, load, make_pages, now
        self._reading = Lock()
        self._changed = Condition()
        self._seen: tuple[object, ...] | None = None
        self._last: Library | None = None
        self.state = PreviewState(0, None, now(), (), {}, {}, make_pages, settings)

    def look(self) -> PreviewState:
        """The state of the content as it is now."""
        with self._reading:
            seen = (self._now().date(), *files_seen(self._settings))
            if seen != self._seen:
                state = self._read()
                self._seen = seen
                with self._changed:
                    self.state = state
                    self._changed.notify_all()
            return self.state

    def wait_for(self, number: int, timeout_s: float) -> PreviewState:
        """The state once it is another than that of `number`, or as it is when the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.state.number != number, timeout_s)
            return self.state

    def _read(self) -> PreviewState:
        loaded = self._loaded()
        self._last = library = with_last_good(loaded, self._last)
        found = loaded.found
        pages = (*found.pages, *found.translations) if found else ()
        return PreviewState(
            self.state.number + 1,
            library,
            self._now(),
            loaded.problems,
            {page.address: page.source for page in pages if page.is_public},
            {asset_address(source): file for source, file in found.assets.items()} if found else {},
            self._make_pages,
            self._settings,
        )

    def _loaded(self) -> Loaded:
        """A file may go while it is read, as when an editor puts another in its place. Raises OSError in the end."""
        for _ in range(_TRIES - 1):
            try:
                return self._load()
            except OSError:
                time.sleep(_BETWEEN_TRIES_S)
        return self._load()


def files_seen(settings: Settings) -> list[FileSeen]:
    """Every file that pages come from, with its modification time, size and number on the disk."""
    found: list[FileSeen] = []
    for root in roots_of(settings):
        _look_below(str(root), found)
    _look_at(str(settings.site_dir / FILE_NAME), found)
    return found


def roots_of(settings: Settings) -> tuple[Path, ...]:
    return settings.content_dir, *settings.template_dirs, *settings.static_dirs


def _look_below(folder: str, found: list[FileSeen]) -> None:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        if not name.startswith(".") and not is_spare_file(name):
            _look_at(f"{folder}{os.sep}{name}", found)


def _look_at(path: str, found: list[FileSeen]) -> None:
    try:
        seen = os.stat(path)
    except OSError:
        return  # It went while we looked.
    if S_ISDIR(seen.st_mode):
        _look_below(path, found)
    else:
        found.append((path, seen.st_mtime_ns, seen.st_size, seen.st_ino))
