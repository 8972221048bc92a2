"""Where the records of a file are (portal.library.kept_records), noted beside it.

What is noted may be of another state of the file: it counts only if its last record is where it says.
"""

import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from portal.library.record_writing import RecordPlace
from portal.library.whole_files import write_whole_bytes

Places = dict[bytes, RecordPlace]
"""By key."""

_CHECKSUM = struct.Struct(">I")
_PLACE = struct.Struct(">32sQI")


def noted_places(file: Path, key_at: Callable[[int, int], bytes | None]) -> Places:
    """Those of the records of `file`, without a gap from its beginning; {} where nothing of use is noted.

    `key_at` gives the key of the record at a place of the file; None where there is none.
    """
    try:
        noted = _beside(file).read_bytes()
        (checksum,), table = _CHECKSUM.unpack_from(noted), noted[_CHECKSUM.size :]
        if zlib.crc32(table) != checksum:
            return {}
        places = {key: (at, length) for key, at, length in _PLACE.iter_unpack(table)}
    except (OSError, struct.error):
        return {}
    if not places:
        return {}
    last = max(places, key=places.__getitem__)
    return places if key_at(*places[last]) == last else {}


def note_places(file: Path, places: Places) -> None:
    """`places` leave no gap. Where they cannot be written, the file is gone through the next time."""
    table = b"".join(_PLACE.pack(key, at, length) for key, (at, length) in places.items())
    with suppress(OSError, struct.error):
        write_whole_bytes([_CHECKSUM.pack(zlib.crc32(table)), table], _beside(file), durable=False)


def forget_places(file: Path) -> None:
    _beside(file).unlink(missing_ok=True)


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.places")
