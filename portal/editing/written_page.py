"""A page's file is written whole, and can be put back as it was, also by the process after one that died.

What it was is kept in var/ until the publication has ended.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from portal.editing.content_lock import FOLDER
from portal.errors import EditRefused
from portal.library.content_files import KeptFile, read_page
from portal.settings import Settings

_NOTHING = b"\0there was no file"


class WrittenPage:
    """The file of one publication. The caller holds the lock."""

    def __init__(self, settings: Settings, publication_id: int, source: str) -> None:
        self._site_dir, self._source = settings.site_dir, source
        self._before = settings.var_dir / FOLDER / f"{publication_id}.before"

    @property
    def was_begun(self) -> bool:
        """Whether a process has begun to write it before, and died."""
        return self._before.exists()

    def write(self, now: KeptFile, octets: bytes) -> None:
        """Put `octets` in place of the file as it is `now`. Raises EditRefused if it is another meanwhile, OSError."""
        if not self.was_begun:
            self._before.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_whole(self._before, _NOTHING if now.octets is None else now.octets)
        if read_page(self._site_dir, self._source).hash != now.hash:
            self._before.unlink()
            raise EditRefused("The file changed in the moment in which it was to be written. Nothing was overwritten.")
        now.page.file.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(now.page.file, octets)

    def put_back(self) -> None:
        """The file is as it was before the publication. Raises OSError."""
        if not self.was_begun:
            return
        octets, file = self._before.read_bytes(), self._site_dir / self._source
        if octets == _NOTHING:
            file.unlink(missing_ok=True)
        elif not file.exists() or file.read_bytes() != octets:
            _write_whole(file, octets)
        self._before.unlink()

    def is_final(self) -> None:
        """The publication has ended well, so nothing is put back any more."""
        self._before.unlink(missing_ok=True)


def _write_whole(file: Path, octets: bytes) -> None:
    """A reader sees the old or the new one. Files that begin with a dot are no content."""
    staged = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with staged.open("wb") as stream:
            stream.write(octets)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            staged.chmod(stat.S_IMODE(file.stat().st_mode))
        staged.replace(file)
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
