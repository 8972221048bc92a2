"""Many files and folders go to the disk together, so that they survive a power cut; and what a file holds."""

import os
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256
from itertools import islice
from pathlib import Path

from portal.durable import sync

_TOGETHER = 16
_SHARE = 8
"""A task of its own for each of thousands costs more than to wait for it."""


class Syncing:
    """Files and folders that go to the disk while others are still being made: asked for together, it takes them in one
    go.

    Threads begin with the first that is asked for, so that until then a process can fork.
    """

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._asked: list[Future[None]] = []

    def ask(self, paths: Iterable[str]) -> None:
        """Begin with the bytes of these files, or with the names in these folders."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(_TOGETHER)
        left = iter(paths)
        while share := tuple(islice(left, _SHARE)):
            self._asked.append(self._pool.submit(_sync_each, share))

    def wait(self) -> None:
        """Until all that was asked for is on the disk. Raises OSError."""
        asked, self._asked = self._asked, []
        for each in asked:
            each.result()

    def close(self) -> None:
        """What has not begun by now is left as it is."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _sync_each(paths: Iterable[str]) -> None:
    for path in paths:
        sync(path)


def sync_folders(folders: Iterable[Path | str]) -> None:
    """Wait until the names in each of `folders` are on the disk; folders that have gone are passed over."""
    with closing(Syncing()) as syncing:
        syncing.ask(folder for folder in sorted({str(folder) for folder in folders}) if os.path.isdir(folder))
        syncing.wait()


def digest_of(file: Path | str) -> str | None:
    """SHA-256 of the file's bytes in hexadecimal; None where there is no such file."""
    try:
        return sha256(Path(file).read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
