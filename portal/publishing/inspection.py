"""What is published is told from what would be frozen now, and in which order readers may meet what is new."""

from collections.abc import Mapping
from datetime import datetime
from os.path import splitext
from stat import S_ISREG

from portal.publishing.manifest import Manifest, PublishedFile
from portal.publishing.outlet_files import OutletFiles
from portal.publishing.site_to_freeze import Signature

_READ_LATER = {".html": 1, ".json": 1, ".xml": 2, ".txt": 2}


def reading_order(name: str) -> tuple[int, str]:
    """Sort key: styles and parts of the search before what uses them, lists of addresses after the pages they name."""
    return _READ_LATER.get(splitext(name)[1], 0), name


def still_current(
    before: Manifest | None, files: Mapping[str, str], signature: Signature, at: datetime, there: OutletFiles
) -> dict[str, PublishedFile]:
    """Those of `files` (file → address) that would be frozen at `at` into what is `there` already, with their entries.

    A live file that somebody altered, replaced or removed is none of them.
    """
    if before is None or at < before.at:
        return {}
    return {
        name: file
        for name, address in files.items()
        if (file := before.files.get(name)) is not None
        and file.signature
        and (file.next_change_at is None or at < file.next_change_at)
        and is_as_published(there, name, file)
        and file.signature == signature(address)
    }


def is_as_published(there: OutletFiles, name: str, file: PublishedFile) -> bool:
    """Whether what is `there` under the name is still what was published as `file`, told from its size and time."""
    seen = there.files.get(name)
    return seen is not None and S_ISREG(seen[0]) and seen[1:3] == (file.size_bytes, file.modified_ns)
