"""What was frozen is checked, and compared with what is live, before anything live changes."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from portal.errors import PublishError
from portal.publishing.disk import digest_of
from portal.publishing.files import staged_name
from portal.publishing.manifest import Manifest, PublishedFile
from portal.publishing.outlet_files import OutletFiles
from portal.publishing.site_to_freeze import Signature


def inspect(
    staging: Path, name: str, address: str, next_change_at: datetime | None = None, signature: str = ""
) -> PublishedFile:
    """The manifest's entry for a staged file. Raises PublishError unless it is there, a plain file and not empty."""
    file = staging / staged_name(name)
    if not file.is_file() or file.is_symlink():
        raise PublishError(f"{address} was not frozen into {name}. What was live still is; run `portal build` again.")
    content = file.read_bytes()
    if not content.strip() and file.suffix in (".html", ".xml"):
        raise PublishError(f"{address} came out empty. What was live still is; look at the page's template.")
    return PublishedFile(
        address,
        sha256(content).hexdigest(),
        len(content),
        next_change_at,
        signature=signature,
        modified_ns=file.stat().st_mtime_ns,
    )


def differs(live: Path, fresh: PublishedFile) -> bool:
    """Compared with the live file itself, so that a page somebody altered or removed there is put right."""
    if not live.is_file() or live.is_symlink() or live.stat().st_size != fresh.size_bytes:
        return True
    return digest_of(live) != fresh.sha256


def reading_order(name: str) -> tuple[int, str]:
    """Sort key: styles and parts of the search before what uses them, lists of addresses after the pages they name."""
    return {".html": 1, ".json": 1, ".xml": 2, ".txt": 2}.get(PurePosixPath(name).suffix, 0), name


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
