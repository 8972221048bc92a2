"""Whether a file still holds what it held: told from its size, times and number, as the index of git does it.

A file that was written just before it was read may be written again within the same tick of the clock, unnoticed; such
a file is read anew the next time.
"""

import os

Stamp = list[int]
"""Size, time of modification and of the last change of the entry (both in nanoseconds), number on the disk."""

NO_STAMP: Stamp = []
"""Of a file that is read anew the next time."""
TICKS_NS = 50_000_000
"""Times are kept in ticks of some milliseconds, on some file systems of a second."""
_SECOND_NS = 1_000_000_000


def may_change_unnoticed(modified_ns: int, read_ns: int) -> bool:
    """Whether a file read at `read_ns` may be another afterwards and have the same time of modification."""
    if modified_ns <= read_ns - 2 * _SECOND_NS:
        return False
    coarse = modified_ns % _SECOND_NS == 0
    return coarse or modified_ns > read_ns - TICKS_NS


def stamp_of(path: str) -> Stamp:
    """Of the file that a link leads to."""
    try:
        return as_stamp(os.stat(path))
    except OSError:
        return NO_STAMP


def as_stamp(found: os.stat_result) -> Stamp:
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def relied_on(stamp: Stamp, read_ns: int) -> Stamp:
    """The stamp of a file that was looked at before it was read, if it can tell the file from what it may become."""
    return stamp if stamp and not may_change_unnoticed(max(stamp[1], stamp[2]), read_ns) else NO_STAMP
