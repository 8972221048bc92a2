"""Where the next publication lies ready: files beside each other under flat names, each on its way to the disk.

A file is noted with its digest as it is written, and asked to the disk at once, while others are still being made.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from portal.errors import PublishError
from portal.publishing.disk import Syncing
from portal.publishing.files import staged_name
from portal.publishing.outlet import STAGING, Outlet, journal_file
from portal.site_folder import SiteFolder

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
"""Nothing is written through a link that lies there, wherever it leads."""


class Written(NamedTuple):
    """A file of the next publication. `is_live`: it is published already, byte for byte, and nothing was staged."""

    sha256: str
    size_bytes: int
    modified_ns: int
    is_live: bool


class Staging:
    """An empty `folder` for files of an outlet, compared with what is `live` there. Files are named as in the outlet.

    Use as a context; at its end nothing is synced any more.
    """

    def __init__(self, folder: Path, live: Path | None = None) -> None:
        self.folder = folder
        self.written: dict[str, Written] = {}
        self._root, self._live = str(folder), live
        self._syncing = Syncing()

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_error: object) -> None:
        self._syncing.close()

    def path(self, file: str) -> str:
        """Where the file lies until it becomes live."""
        return f"{self._root}/{staged_name(file)}"

    def write(self, file: str, content: bytes) -> Written:
        """What is to be noted. Raises OSError, FileExistsError among them where something lies there."""
        digest = sha256(content).hexdigest()
        live_ns = self._modified_live(file, content)
        modified_ns = _write_new(self.path(file), content) if live_ns is None else live_ns
        return Written(digest, len(content), modified_ns, live_ns is not None)

    def take(self, file: str) -> None:
        """A file that somebody else put where it belongs."""
        path = self.path(file)
        content = Path(path).read_bytes()
        live_ns = self._modified_live(file, content)
        modified_ns = os.stat(path).st_mtime_ns if live_ns is None else live_ns
        if live_ns is not None:
            os.unlink(path)
        self.note({file: Written(sha256(content).hexdigest(), len(content), modified_ns, live_ns is not None)})

    def note(self, written: Mapping[str, Written]) -> None:
        """What was written here, in this process or in another, is asked to the disk."""
        self.written |= written
        self._syncing.ask(self.path(file) for file, found in written.items() if not found.is_live)

    def sync(self, others: Iterable[str]) -> None:
        """Wait until the bytes and names of all that was noted, and of the files `others`, are on the disk."""
        others = tuple(others)
        self._syncing.ask(others)
        self._syncing.ask({self._root, *map(os.path.dirname, others)})
        self._syncing.wait()

    def _modified_live(self, file: str, content: bytes) -> int | None:
        """When the live file was modified; None where it is another, altered or removed by somebody as it may be."""
        if self._live is None:
            return None
        path = f"{self._live}/{file}"
        try:
            found = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        is_same = S_ISREG(found.st_mode) and found.st_size == len(content) and Path(path).read_bytes() == content
        return found.st_mtime_ns if is_same else None


def _write_new(path: str, content: bytes) -> int:
    """The time at which the new file was modified, in nanoseconds."""
    descriptor = os.open(path, _NEW, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        return os.fstat(descriptor).st_mtime_ns
    finally:
        os.close(descriptor)


@contextmanager
def fresh_staging(site: SiteFolder, outlet: Outlet) -> Iterator[Staging]:
    """An empty folder from which files can be renamed into the outlet in one step; it goes with the `with`.

    A publication that a journal has decided on keeps it. Raises PublishError where nothing can be written.
    """
    folder = _make_staging(outlet)
    try:
        with Staging(folder, outlet.folder) as staging:
            yield staging
    finally:
        if not journal_file(site).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _make_staging(outlet: Outlet) -> Path:
    """Beside the outlet, where no web server looks. Only where that is another file system, as when the outlet is a
    mounted volume, hidden inside."""
    outlet.folder.mkdir(parents=True, exist_ok=True)
    reasons = []
    for staging in (outlet.folder.parent / f".{outlet.folder.name}{STAGING}", outlet.folder / STAGING):
        try:
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir()
            _try_rename(staging, outlet.folder)
        except OSError as error:
            shutil.rmtree(staging, ignore_errors=True)
            reasons.append(str(error))
        else:
            return staging
    raise PublishError(
        f"Nothing can be written to {outlet.folder} ({'; '.join(reasons)}). "
        "Make the folder writable for this user, or name another with --out."
    )


def _try_rename(staging: Path, folder: Path) -> None:
    """With an empty folder, so that not even a crash here leaves readers a file to find."""
    probe, target = staging / ".probe", folder / ".probe"
    probe.mkdir()
    os.rename(probe, target)
    target.rmdir()
