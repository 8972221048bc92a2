"""What was frozen is checked, and compared with what is live, before anything live changes."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from portal.errors import PublishError
from portal.publishing.disk import digest_of
from portal.publishing.files import staged_name
from portal.publishing.manifest import Manifest, PublishedFile
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


def refuse_obstacles(folder: Path, names: Iterable[str]) -> None:
    """Raise PublishError if anything in `folder` would stop a rename once the journal is written."""
    root = folder.resolve()
    for name in names:
        live = root / name
        parents = list(live.relative_to(root).parents)[:-1]
        obstacle = next((root / p for p in parents if (root / p).exists() and not (root / p).is_dir()), None)
        if obstacle is None and live.is_dir():
            obstacle = live
        if obstacle is not None:
            raise PublishError(
                f"{obstacle} stands where {name} is to be published. Move it away and build again; nothing was changed."
            )
        if not live.parent.resolve().is_relative_to(root):
            raise PublishError(
                f"{live.parent} leads outside {root}. Remove the symbolic link and build again; nothing was changed."
            )


def still_current(
    before: Manifest | None, files: Mapping[str, str], signature: Signature, at: datetime, folder: Path
) -> dict[str, PublishedFile]:
    """Those of `files` (file → address) that would be frozen at `at` into what is live already, with their entries.

    A live file that somebody altered, replaced or removed is none of them.
    """
    if before is None or at < before.at:
        return {}
    return {
        name: file
        for name, address in files.items()
        if (file := before.files.get(name)) is not None
        and file.signature
        and file.signature == signature(address)
        and (file.next_change_at is None or at < file.next_change_at)
        and is_as_published(f"{folder}/{name}", file)
    }


def is_as_published(live: str, file: PublishedFile) -> bool:
    """Whether the file at `live` is still the one that was published as `file`, told from its size and time."""
    try:
        found = os.lstat(live)
    except OSError:
        return False
    return S_ISREG(found.st_mode) and (found.st_size, found.st_mtime_ns) == (file.size_bytes, file.modified_ns)
