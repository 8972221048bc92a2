"""Which files still hold what they held: told from their sizes, times and numbers, as the index of git does it.

A file that was written just before it was read may be written again within the same tick of the clock, unnoticed; such
a file is read anew the next time.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

Stamp = tuple[int, int, int, int]
"""Size, time of modification and of the last change of the entry (both in nanoseconds), number on the disk."""

TICKS_NS = 50_000_000
"""Times are kept in ticks of some milliseconds, on some file systems of a second."""
_SECOND_NS = 1_000_000_000


def may_change_unnoticed(modified_ns: int, read_ns: int) -> bool:
    """Whether a file read at `read_ns` may be another afterwards and have the same time of modification."""
    coarse = modified_ns % _SECOND_NS == 0
    return modified_ns > read_ns - (2 * _SECOND_NS if coarse else TICKS_NS)


class FileStamps:
    """The digest of each file as it was when it was last read, by its source. `read_ns` is when the reading begins."""

    def __init__(self, file: Path, read_ns: int) -> None:
        self._file, self._read_ns = file, read_ns
        self._before = _read(file)
        self._now: dict[str, tuple[Stamp, str]] = {}
        self._looked_at: dict[str, Stamp] = {}

    def digest(self, source: str, path: str) -> str | None:
        """The digest of the file at `path` if it has not changed since it was noted; else None."""
        found, known = _stamp(path), self._before.get(source)
        if found is None:
            return None
        if known is None or known[0] != found:
            self._looked_at[source] = found
            return None
        self._now[source] = known
        return known[1]

    def note(self, source: str, digest: str) -> None:
        """What was read of the file after `digest` did not know it has this digest (hexadecimal)."""
        found = self._looked_at.pop(source, None)
        if found is not None and not may_change_unnoticed(max(found[1], found[2]), self._read_ns):
            self._now[source] = (found, digest)

    def save(self) -> None:
        """Those of this reading. Where they cannot be written, the files are read again the next time."""
        if self._now == self._before:
            return
        staged = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            staged.write_text(json.dumps({source: [*stamp, digest] for source, (stamp, digest) in self._now.items()}))
            staged.replace(self._file)


def _stamp(path: str) -> Stamp | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _read(file: Path) -> dict[str, tuple[Stamp, str]]:
    """None of them where the file is not there, or is none of ours."""
    try:
        noted = json.loads(file.read_bytes())
        return {
            source: ((int(size), int(modified), int(changed), int(number)), str(digest))
            for source, (size, modified, changed, number, digest) in noted.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
