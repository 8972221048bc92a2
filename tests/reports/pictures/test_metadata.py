"""What a camera wrote into a picture goes, in every format that we take; the picture and which way up it is stay."""

import struct
import time
import zlib
from base64 import b64decode
from contextlib import suppress

import pytest

from portal.reports.pictures.metadata import holds_metadata, without_metadata
from portal.reports.pictures.orientation import EXIF, orientation_in, tiff_of

# Eight by four pixels, half red and half blue, with a colour profile where the format has one.
JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABh"
    "Y3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAAB"
    "UAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAA"
    "AAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9Y"
    "WVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM"
    "ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBC"
    "YFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSk"
    "pKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAEAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/"
    "xAAWEAEBAQAAAAAAAAAAAAAAAAAABEL/xAAVAQEBAAAAAAAAAAAAAAAAAAADBf/EABoRAAEFAQAAAAAAAAAAAAAAAAABBDNB8AL/"
    "2gAMAwEAAhEDEQA/AI1GQFNnDzrEdSrqP//Z"
)
WEBP = b64decode(
    "UklGRioCAABXRUJQVlA4WAoAAAAgAAAABwAAAwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABh"
    "Y3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAAB"
    "UAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAA"
    "AAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9Y"
    "WVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM"
    "ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggPAAAABACAJ0BKggABAAEAGglqAJ0cgCr/9wA"
    "BcAA/vB19Un0dox9sePTSH/y31P49NIfUn7Ns5bBvJ6Du9oAAA=="
)
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAYAAACzzX7wAAAAI0lEQVR4AaTKoQ0AABDCwIb9R2Mn3uJe0ORcZUgDp4mnfTgAAAD/"
    "/9U0JKkAAAAGSURBVAMAc2IOYSCNBxIAAAAASUVORK5CYII="
)
PLACE = b"GPS 51.5072 N"
SAID = tiff_of(6) + PLACE


def chunk(kind: bytes, said: bytes) -> bytes:
    """Of a PNG."""
    return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))


def spoken_jpeg() -> bytes:
    apps = [b"\xff\xe1" + struct.pack(">H", 2 + len(EXIF + SAID)) + EXIF + SAID]
    apps += [bytes([0xFF, app]) + struct.pack(">H", 2 + len(PLACE)) + PLACE for app in (0xE1, 0xE2, 0xED, 0xFE)]
    return JPEG[:2] + b"".join(apps) + JPEG[2:] + JPEG[:2] + PLACE


def spoken_png() -> bytes:
    words = [chunk(kind, PLACE) for kind in (b"tEXt", b"zTXt", b"iTXt", b"tIME")]
    return PNG[:33] + chunk(b"eXIf", SAID) + b"".join(words) + PNG[33:] + PLACE


def spoken_webp() -> bytes:
    words = [struct.pack("<4sI", kind, len(said)) + said + b"\0" * (len(said) % 2) for kind, said in
             ((b"EXIF", EXIF + SAID), (b"XMP ", PLACE))]  # fmt: skip
    body = WEBP[8:20] + bytes([WEBP[20] | 0x0C]) + WEBP[21:] + b"".join(words)
    return b"RIFF" + struct.pack("<I", len(body)) + body + PLACE


GIF_HEAD = b"GIF89a" + struct.pack("<HHBBB", 2, 1, 0x80, 0, 0) + b"\0" * 6
GIF_LOOPS = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
GIF_IMAGE = b"," + struct.pack("<HHHHB", 0, 0, 2, 1, 0) + b"\x02\x02\x44\x01\0"
GIF = GIF_HEAD + GIF_LOOPS + GIF_IMAGE + b";"


def spoken_gif() -> bytes:
    words = bytes([len(PLACE)]) + PLACE + b"\0"
    return GIF_HEAD + b"!\xfe" + words + GIF_LOOPS + b"!\xff\x0bXMP DataXMP" + words + GIF_IMAGE + b";" + PLACE


def box(kind: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def heic(said: bytes, *, in_idat: bool = False) -> bytes:
    """A file with three items: the picture, Exif, and XMP; the places of them are told as version 1 does."""
    drawn, full = b"\x11" * 32, b"\0\0\0\0"
    infe = [box(b"infe", b"\x02\0\0\0", struct.pack(">HH", number, 0), kind, b"\0") for number, kind in
            ((1, b"hvc1"), (2, b"Exif"), (3, b"mime"))]  # fmt: skip
    iinf = box(b"iinf", full, struct.pack(">H", 3), *infe)
    idat = box(b"idat", said + said) if in_idat else b""

    def made(start: int) -> bytes:
        method = 1 if in_idat else 0
        first = 0 if in_idat else start + len(drawn)
        places = [(1, 0, start, len(drawn)), (2, method, first, len(said)), (3, method, first + len(said), len(said))]
        items = [struct.pack(">HHHHII", number, how, 0, 1, at, length) for number, how, at, length in places]
        iloc = box(b"iloc", b"\x01\0\0\0", struct.pack(">HH", 0x4400, 3), *items)
        meta = box(b"meta", full, iinf, iloc, idat)
        return box(b"ftyp", b"heic", full, b"mif1heic") + meta + box(b"mdat", drawn, b"" if in_idat else said + said)

    once = made(0)
    return made(once.index(b"mdat") + 4)


SPOKEN = {
    "image/jpeg": spoken_jpeg(),
    "image/png": spoken_png(),
    "image/webp": spoken_webp(),
    "image/gif": spoken_gif(),
}


@pytest.mark.parametrize(("media_type", "picture"), SPOKEN.items(), ids=list(SPOKEN))
def test_nothing_that_a_camera_wrote_is_left(media_type: str, picture: bytes) -> None:
    assert PLACE in picture
    cleaned = without_metadata(picture, media_type)
    assert PLACE not in cleaned
    assert without_metadata(cleaned, media_type) == cleaned


@pytest.mark.parametrize(
    ("media_type", "picture"),
    [("image/jpeg", JPEG), ("image/png", PNG), ("image/webp", WEBP), ("image/gif", GIF), ("image/heif", heic(b""))],
)
def test_a_picture_without_any_stays_octet_by_octet(media_type: str, picture: bytes) -> None:
    assert without_metadata(picture, media_type) == picture


def test_which_way_up_a_picture_is_stays() -> None:
    turned = EXIF + tiff_of(6)
    assert without_metadata(SPOKEN["image/jpeg"], "image/jpeg").count(turned) == 1
    assert chunk(b"eXIf", tiff_of(6)) in without_metadata(SPOKEN["image/png"], "image/png")
    webp = without_metadata(SPOKEN["image/webp"], "image/webp")
    assert webp.endswith(tiff_of(6))
    assert webp[20] & 0x0C == 0x08


@pytest.mark.parametrize("in_idat", [False, True])
def test_what_a_heif_file_says_is_overwritten_and_nothing_moves(in_idat: bool) -> None:
    picture = heic(SAID, in_idat=in_idat)
    cleaned = without_metadata(picture, "image/heif")
    assert PLACE not in cleaned
    assert len(cleaned) == len(picture)
    assert cleaned == picture.replace(SAID, bytes(len(SAID)))


@pytest.mark.parametrize("media_type", [*SPOKEN, "image/heif"])
def test_a_picture_that_cannot_be_read_is_told_of_and_never_half_done(media_type: str) -> None:
    """Cut short anywhere, or anything in its place: the whole of what was drawn until then, or a ValueError."""
    picture = SPOKEN.get(media_type, heic(SAID))
    for end in range(0, len(picture), 7):
        try:
            cleaned = without_metadata(picture[:end], media_type)
        except ValueError:
            continue
        assert PLACE not in cleaned
    with pytest.raises(ValueError, match=r"."):
        without_metadata(b"no picture at all", media_type)


@pytest.mark.parametrize(
    ("tiff", "orientation"),
    [(tiff_of(value), value) for value in range(1, 9)]
    + [(b"", 1), (b"II*\0", 1), (tiff_of(9), 1), (tiff_of(0), 1), (b"MM\0*\xff\xff\xff\xff", 1)]
    + [(b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, 8, 0, 0), 8)],
)
def test_the_orientation_is_read_as_either_order_of_octets_writes_it(tiff: bytes, orientation: int) -> None:
    assert orientation_in(tiff) == orientation


def test_what_is_no_picture_is_not_looked_through() -> None:
    assert not holds_metadata("application/pdf")
    assert all(holds_metadata(kind) for kind in SPOKEN)


def endless_pieces() -> bytes:
    """A list of places that claims four billion pieces of no length in half a megabyte."""
    items = struct.pack(">HHHHH", 2, 0, 0, 65_535, 0) * 50_000
    iloc = box(b"iloc", b"\x01\0\0\0", struct.pack(">HH", 0, 50_000), items)
    infe = box(b"infe", b"\x02\0\0\0", struct.pack(">HH", 2, 0), b"Exif", b"\0")
    return box(b"meta", b"\0\0\0\0", box(b"iinf", b"\0\0\0\0", struct.pack(">H", 1), infe), iloc)


def overlapping_pieces() -> bytes:
    """Sixty thousand pieces, each of which is all of a file of half a megabyte."""
    pieces, length = 60_000, 500_000
    places = struct.pack(">HHHHH", 1, 2, 0, 0, pieces) + struct.pack(">II", 0, length) * pieces
    iloc = box(b"iloc", b"\x01\0\0\0", struct.pack(">H", 0x4400), places)
    infe = box(b"infe", b"\x02\0\0\0", struct.pack(">HH", 2, 0), b"Exif", b"\0")
    meta = box(b"meta", b"\0\0\0\0", box(b"iinf", b"\0\0\0\0", struct.pack(">H", 1), infe), iloc)
    return meta + box(b"mdat", bytes(length))


@pytest.mark.parametrize(
    ("picture", "media_type"),
    [
        (b"\xff\xd8\xff\xda\x00\x02" + b"\xff" * 500_000 + b"\0", "image/jpeg"),
        (endless_pieces(), "image/heif"),
        (overlapping_pieces(), "image/heif"),
    ],
    ids=["filled scan", "endless pieces", "overlapping pieces"],
)
def test_a_picture_made_to_keep_us_busy_takes_a_moment_and_no_more(picture: bytes, media_type: str) -> None:
    """In CPU time. Reading with the square of the length would take minutes."""
    began_s = time.process_time()
    with suppress(ValueError):
        assert without_metadata(picture, media_type) == picture
    assert time.process_time() - began_s < 3
