"""JPEG (ITU T.81, annex B): segments, each with a marker, and between them the picture itself."""

import re
import struct
from collections.abc import Iterator

from portal.reports.pictures.orientation import EXIF, orientation_in, tiff_of

_SCAN, _END, _COMMENT, _FIRST_OF_APPS, _LAST_OF_APPS = 0xDA, 0xD9, 0xFE, 0xE0, 0xEF
# JFIF, a colour profile, and Adobe's word on colours: without them a picture looks another.
_KEPT = {0xE0: b"", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_NEXT_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
# Without what may fill up before it: looking for that as well takes the square of the time.
_AFTER_A_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)


def without_metadata(picture: bytes) -> bytes:
    """Raises ValueError where the segments cannot be read. What follows the end of the picture goes, too."""
    parts = [b"\xff\xd8"]
    orientation = 1
    for marker, segment in _segments(picture):
        if marker == 0xE1 and segment[4:10] == EXIF:
            orientation = orientation_in(segment[10:])
        if _is_kept(marker, segment):
            parts.append(segment)
    if orientation != 1:
        said = EXIF + tiff_of(orientation)
        parts.insert(1, b"\xff\xe1" + struct.pack(">H", len(said) + 2) + said)
    return b"".join(parts)


def _segments(picture: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and octets of each, that of a scan with what is drawn after it."""
    if picture[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    place = 2
    while True:
        found = _NEXT_MARKER.match(picture, place)
        if found is None:
            raise ValueError("no marker where one belongs")
        marker, place = found[1][0], found.end()
        if marker == _END:
            yield marker, b"\xff\xd9"
            return
        length = int.from_bytes(picture[place : place + 2])
        if length < 2 or place + length > len(picture):
            raise ValueError("a segment goes beyond the end")
        end = place + length
        if marker == _SCAN:
            following = _AFTER_A_SCAN.search(picture, end)
            # A picture that was cut short is shown as far as it goes.
            end = following.start() if following else len(picture)
        yield marker, b"\xff" + bytes([marker]) + picture[place:end]
        if end == len(picture):
            return
        place = end


def _is_kept(marker: int, segment: bytes) -> bool:
    if _FIRST_OF_APPS <= marker <= _LAST_OF_APPS:
        return marker in _KEPT and segment[4:].startswith(_KEPT[marker])
    return marker != _COMMENT
