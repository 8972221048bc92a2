"""Watches the files of a site folder, so that the preview reads what was saved at once.

The preview looks for itself whenever a page is asked for: where nothing can be watched, loading a page again shows the
same.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from queue import Empty, Queue

from watchfiles import Change, watch

from portal.library.survey import is_spare_file
from portal.publishing.preview_reading import files_seen, roots_of
from portal.settings import FILE_NAME, Settings

logger = logging.getLogger(__name__)

_QUIET_MS = 15
"""A save is over when nothing more has happened for so long."""
_QUIET_OF_MANY_S = 0.2
"""The same after many files, as when a branch is checked out, or while a file is missing or empty for a moment."""
_MANY = 10
_LONGEST_WAIT_S = 3.0
_ROOTS_EVERY_MS = 1_000
_POLL_EVERY_S = 0.2


def watch_site(
    settings: Settings, saved: Callable[[], object], stop: threading.Event, *, poll: bool = False
) -> list[threading.Thread]:
    """Calls `saved` after every change, in a thread of its own, until `stop`. Gives the threads, which are running.

    `poll` looks at every file again and again, for folders whose changes the system does not tell of. That is done too
    where too many files are watched on this machine already.
    """
    changes: Queue[set[str]] = Queue()
    threads = [threading.Thread(target=_poll, args=(settings, saved, stop), name="poll", daemon=True)]
    if not poll:
        threads = [
            threading.Thread(target=_watch, args=(settings, changes, saved, stop), name="watch", daemon=True),
            threading.Thread(target=_tell, args=(changes, saved, stop), name="read", daemon=True),
        ]
    for thread in threads:
        thread.start()
    return threads


def _watch(settings: Settings, changes: "Queue[set[str]]", saved: Callable[[], object], stop: threading.Event) -> None:
    """Folders come and go, and what is watched with them: it begins afresh when one is another than before."""
    while not stop.is_set():
        roots = _there(settings)
        if not roots:
            stop.wait(_ROOTS_EVERY_MS / 1000)
            changes.put(set())
            continue
        try:
            for found in watch(
                *roots,
                watch_filter=_counts,
                step=_QUIET_MS,
                rust_timeout=_ROOTS_EVERY_MS,
                yield_on_timeout=True,
                stop_event=stop,
                raise_interrupt=False,
            ):
                if found:
                    changes.put({path for _, path in found})
                if _there(settings) != roots:
                    changes.put(set())
                    break
        except OSError:
            if _there(settings) == roots:
                _poll(settings, saved, stop)
            # Else a folder went just now.


def _poll(settings: Settings, saved: Callable[[], object], stop: threading.Event) -> None:
    """Tells of what was saved once two looks find the same. Ours, since that of watchfiles goes by whole seconds."""
    told = before = tuple(files_seen(settings))
    while not stop.wait(_POLL_EVERY_S):
        now = tuple(files_seen(settings))
        if now == before != told:
            told = now
            _call(saved)
        before = now


def _tell(changes: "Queue[set[str]]", saved: Callable[[], object], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            paths = changes.get(timeout=0.5)
        except Empty:
            continue
        _await_quiet(paths, changes)
        _call(saved)


def _call(saved: Callable[[], object]) -> None:
    """A folder that cannot be read now may be read after the next change: the watch goes on."""
    try:
        saved()
    except Exception:
        logger.exception("What was saved could not be read. It is read again after the next change.")


def _await_quiet(paths: set[str], changes: "Queue[set[str]]") -> None:
    """Wait for the rest of a change that is under way."""
    for _ in range(round(_LONGEST_WAIT_S / _QUIET_OF_MANY_S)):
        if len(paths) <= _MANY and all(map(_is_whole, paths)):
            return
        try:
            paths = changes.get(timeout=_QUIET_OF_MANY_S)
        except Empty:
            return


def _is_whole(path: str) -> bool:
    """Whether there is something at `path`: editors empty a file, or move it away, before they write it."""
    try:
        found = os.stat(path)
    except OSError:
        return False
    return found.st_size > 0


def _counts(change: Change, path: str) -> bool:
    name = os.path.basename(path)
    return not name.startswith(".") and not is_spare_file(name)


def _there(settings: Settings) -> dict[Path, tuple[int, int]]:
    """What can be watched, each with what makes it the same folder or file."""
    return dict(_numbered((*roots_of(settings), settings.site_dir / FILE_NAME)))


def _numbered(files: Iterable[Path]) -> Iterable[tuple[Path, tuple[int, int]]]:
    for file in files:
        try:
            found = file.stat()
        except OSError:
            continue
        yield file, (found.st_dev, found.st_ino)
