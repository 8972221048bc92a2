"""Where a picture was taken, when, with what and by whom: nobody who reports a fault means to tell us.

The picture itself stays octet by octet as it was sent, with its colours and which way up it is.
"""

from collections.abc import Callable

from portal.reports.pictures import heif, jpeg
from portal.reports.pictures.chunks import gif_without_metadata, png_without_metadata, webp_without_metadata

_READERS: dict[str, Callable[[bytes], bytes]] = {
    "image/jpeg": jpeg.without_metadata,
    "image/png": png_without_metadata,
    "image/webp": webp_without_metadata,
    "image/gif": gif_without_metadata,
    "image/heif": heif.without_metadata,
}


def holds_metadata(media_type: str) -> bool:
    """Whether files of this kind are looked through."""
    return media_type in _READERS


def without_metadata(picture: bytes, media_type: str) -> bytes:
    """The picture without it. Raises ValueError where it cannot be read, so that nobody can tell what is in it."""
    try:
        return _READERS[media_type](picture)
    except (IndexError, OverflowError) as error:
        raise ValueError(str(error)) from error
