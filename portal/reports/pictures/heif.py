"""HEIF (ISO/IEC 14496-12 and 23008-12): where Exif and XMP lie is told in a box; what lies there is overwritten.

Nothing moves, since other boxes point to places in the file. Which way up the picture is stands in a box of its own.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = (b"Exif", b"mime", b"uri ")
_INFE_WITH_TYPE = 2
# Far more than the tiles of any picture; a file can claim billions in a few octets.
_MOST_PIECES = 100_000


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    end: int


def without_metadata(picture: bytes) -> bytes:
    """Raises ValueError where the boxes cannot be read."""
    meta = _find(_boxes(picture, 0, len(picture)), b"meta")
    # A full box: version and flags come first.
    inside = list(_boxes(picture, meta.start + 4, meta.end))
    words = set(_items_of_words(picture, _find(inside, b"iinf")))
    idat = next((box.start for box in inside if box.kind == b"idat"), 0)
    cleaned, left = bytearray(picture), len(picture)
    for start, length in _extents(picture, _find(inside, b"iloc"), words, idat) if words else ():
        left -= length
        if start + length > len(picture) or left < 0:
            raise ValueError("an item goes beyond the end, or over another")
        cleaned[start : start + length] = bytes(length)
    return bytes(cleaned)


def _items_of_words(picture: bytes, iinf: _Box) -> Iterator[int]:
    count = 2 if picture[iinf.start] == 0 else 4
    for box in _boxes(picture, iinf.start + 4 + count, iinf.end):
        version = picture[box.start]
        if box.kind != b"infe" or version < _INFE_WITH_TYPE:
            continue
        wide = 4 if version > _INFE_WITH_TYPE else 2
        place = box.start + 4
        kind = picture[place + wide + 2 : place + wide + 6]
        if kind in _WORDS:
            yield _number(picture, place, wide)


def _extents(picture: bytes, iloc: _Box, wanted: set[int], idat: int) -> Iterator[tuple[int, int]]:
    """Start and length of each piece of these items."""
    version = picture[iloc.start]
    sizes = _number(picture, iloc.start + 4, 2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version in (1, 2) else 0
    wide = 4 if version == 2 else 2
    count, place, pieces = _number(picture, iloc.start + 6, wide), iloc.start + 6 + wide, 0
    for _ in range(count):
        item = _number(picture, place, wide)
        place += wide
        in_idat = False
        if version in (1, 2):
            in_idat = _number(picture, place, 2) & 15 == 1
            place += 2
        # The index of the file that holds it; ours holds all.
        place += 2
        base = _number(picture, place, base_size) + (idat if in_idat else 0)
        place += base_size
        extents = _number(picture, place, 2)
        place += 2
        pieces += extents
        if pieces > _MOST_PIECES:
            raise ValueError("an item is said to lie in more pieces than it can")
        for _ in range(extents):
            place += index_size
            start, length = base + _number(picture, place, offset_size), 0
            place += offset_size
            length = _number(picture, place, length_size)
            place += length_size
            if item in wanted:
                yield start, length
        if place > iloc.end:
            raise ValueError("a list of places goes beyond its box")


def _boxes(picture: bytes, place: int, end: int) -> Iterator[_Box]:
    while place + 8 <= end:
        length, kind = struct.unpack_from(">I4s", picture, place)
        start = place + 8
        if length == 1:
            length, start = _number(picture, start, 8), start + 8
        elif length == 0:
            length = end - place
        if length < start - place or place + length > end:
            raise ValueError("a box goes beyond the end")
        yield _Box(kind, start, place + length)
        place += length


def _find(boxes: "Iterator[_Box] | list[_Box]", kind: bytes) -> _Box:
    found = next((box for box in boxes if box.kind == kind), None)
    if found is None:
        raise ValueError(f"no box {kind!r}")
    return found


def _number(picture: bytes, place: int, size: int) -> int:
    taken = picture[place : place + size]
    if len(taken) < size:
        raise ValueError("a number goes beyond the end")
    return int.from_bytes(taken)
