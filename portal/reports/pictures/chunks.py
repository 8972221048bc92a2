"""PNG, WebP and GIF: pictures in blocks, of which some hold words about them."""

import struct
import zlib
from collections.abc import Iterator

from portal.reports.pictures.orientation import EXIF, orientation_in, tiff_of

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_WORDS = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME")
_WEBP_WORDS = (b"EXIF", b"XMP ")
_WEBP_HAS_EXIF, _WEBP_HAS_XMP = 0x08, 0x04
# How often an animation runs; all other extensions of applications are words.
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def png_without_metadata(picture: bytes) -> bytes:
    """Raises ValueError where the chunks cannot be read (PNG, third edition, §5.3, §11.3)."""
    if not picture.startswith(_PNG):
        raise ValueError("no PNG")
    parts, place, orientation = [_PNG], len(_PNG), 1
    while place < len(picture):
        length, kind = struct.unpack(">I4s", _taken(picture, place, 8))
        chunk = _taken(picture, place, length + 12)
        place += length + 12
        if kind == b"eXIf":
            orientation = orientation_in(chunk[8:-4])
        if kind not in _PNG_WORDS:
            parts.append(chunk)
        if kind == b"IEND":
            break
    if orientation != 1:
        said = b"eXIf" + tiff_of(orientation)
        # After IHDR, which comes first, and before the picture.
        parts.insert(2, struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said)))
    return b"".join(parts)


def webp_without_metadata(picture: bytes) -> bytes:
    """Raises ValueError where the chunks cannot be read (RFC 9649, §2.3 to 2.7)."""
    if picture[:4] != b"RIFF" or picture[8:12] != b"WEBP":
        raise ValueError("no WebP")
    end = min(len(picture), 8 + int(struct.unpack("<I", picture[4:8])[0]))
    parts, place, orientation = [], 12, 1
    while place + 8 <= end:
        kind, length = struct.unpack("<4sI", _taken(picture, place, 8))
        chunk = _taken(picture, place, 8 + length).ljust(8 + length + length % 2, b"\0")
        place += len(chunk)
        if kind == b"EXIF":
            orientation = orientation_in(chunk[8:].removeprefix(EXIF))
        if kind not in _WEBP_WORDS:
            parts.append(chunk)
    if parts and parts[0][:4] == b"VP8X":
        flags = parts[0][8] & ~(_WEBP_HAS_EXIF | _WEBP_HAS_XMP)
        if orientation != 1:
            flags |= _WEBP_HAS_EXIF
            said = tiff_of(orientation)
            parts.append(struct.pack("<4sI", b"EXIF", len(said)) + said)
        parts[0] = parts[0][:8] + bytes([flags]) + parts[0][9:]
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif_without_metadata(picture: bytes) -> bytes:
    """Raises ValueError where the blocks cannot be read (GIF89a, §12 to 27)."""
    if picture[:6] not in (b"GIF87a", b"GIF89a"):
        raise ValueError("no GIF")
    place = 13 + _colours(_taken(picture, 10, 1)[0])
    return _taken(picture, 0, place) + b"".join(_gif_blocks(picture, place))


def _gif_blocks(picture: bytes, place: int) -> Iterator[bytes]:
    while True:
        kind = _taken(picture, place, 1)
        if kind == b";":
            yield kind
            return
        if kind == b",":
            end = _after_sub_blocks(picture, place + 11 + _colours(_taken(picture, place + 9, 1)[0]))
            yield picture[place:end]
        elif kind == b"!":
            label, end = _taken(picture, place + 1, 1), _after_sub_blocks(picture, place + 2)
            is_words = label == b"\xfe" or (label == b"\xff" and picture[place + 3 : place + 14] not in _GIF_LOOPS)
            if not is_words:
                yield picture[place:end]
        else:
            raise ValueError("no block where one belongs")
        place = end


def _after_sub_blocks(picture: bytes, place: int) -> int:
    while size := _taken(picture, place, 1)[0]:
        place += size + 1
    return place + 1


def _colours(flags: int) -> int:
    """Octets of the table of colours."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _taken(picture: bytes, place: int, length: int) -> bytes:
    taken = picture[place : place + length]
    if len(taken) < length:
        raise ValueError("a block goes beyond the end")
    return taken
