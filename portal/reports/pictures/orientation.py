"""Which way up a picture is to be shown: the one thing in its metadata that readers would miss. Exif 2.32, §4.6.4."""

import struct

_TAG = 0x0112
_SHORT = 3
EXIF = b"Exif\0\0"


def orientation_in(tiff: bytes) -> int:
    """1 to 8 from the TIFF data of an Exif block; 1, as it lies, where nothing else can be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if (tag, kind) == (_TAG, _SHORT):
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def tiff_of(orientation: int) -> bytes:
    """The TIFF data of an Exif block that says this and nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _TAG, _SHORT, 1, orientation, 0, 0)
