"""Whether anything that a build reads or writes was touched since the last one, told from the files' names and times.

Nothing is read, so that a build with nothing to do is over at once. In doubt the answer is no. It imports little, for
the same reason.
"""

import json
import os
import sys
import time
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path
from stat import S_ISLNK
from typing import TYPE_CHECKING

from portal.library.file_listing import Found, listing
from portal.library.file_stamps import may_change_unnoticed
from portal.publishing.outlet import Outlet, journal_file
from portal.publishing.outlet_files import OutletFiles, look, look_again
from portal.site_folder import PACKAGE_DIR, SiteFolder

if TYPE_CHECKING:
    from portal.publishing.manifest import Manifest
    from portal.publishing.publish import Publication

_BETWEEN = "//"
"""No path of a file holds it."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """`at` is the instant it was made for, `changes_at` when the first page changes by itself (UTC).

    `unknown` are the files of the outlet that no build put there; `files`, `folders` and `unsure` what lay there
    (portal.publishing.outlet_files).
    """

    at: datetime
    changes_at: datetime | None
    pages: int
    unknown: tuple[str, ...]
    inputs: str
    outputs: str
    files: tuple[str, ...]
    folders: tuple[str, ...]
    unsure: tuple[str, ...]


def unchanged(site: SiteFolder, outlet: Outlet, at: datetime, read: str | None) -> LastBuild | None:
    """The last build, if one for the instant `at` (UTC) would do the same; else None.

    `read` is the digest of what it would read (`inputs`).
    """
    last = _read(_record(outlet))
    if last is None or last.inputs != read or journal_file(site).exists():
        return None
    # What is wrong with the content may depend on the day.
    same_day = last.at <= at and last.at.date() == at.date()
    if not same_day or (last.changes_at is not None and last.changes_at <= at):
        return None
    return last if _as_noted(site, outlet, last) is not None else None


def files_in(site: SiteFolder, outlet: Outlet) -> OutletFiles:
    """What lies in the outlet now; its folders are looked into only where it is not what the last build noted."""
    last = _read(_record(outlet))
    return (_as_noted(site, outlet, last) if last else None) or look(str(outlet.folder))


def _as_noted(site: SiteFolder, outlet: Outlet, last: LastBuild) -> OutletFiles | None:
    """What lies in the outlet, if that and what stands beside it is as the last build left it; else None."""
    found = look_again(str(outlet.folder), last.files, last.folders, last.unsure)
    return found if found is not None and last.outputs == _outputs(site, outlet, found) else None


def unknown_files(manifest: "Manifest", there: OutletFiles) -> tuple[str, ...]:
    """The files of the outlet that we did not put there, sorted."""
    return tuple(sorted(there.files.keys() - manifest.files.keys()))


def note_build(
    site: SiteFolder, outlet: Outlet, publication: "Publication", read: str | None, there: OutletFiles
) -> None:
    """Remember what was read (the digest of `inputs`, worked out before it was read; None: it cannot be relied on).

    `there` is what lies in the outlet after the build, and was looked at before this.
    """
    manifest = publication.manifest
    changes = (file.next_change_at for file in manifest.files.values())
    changes_at = min((instant for instant in changes if instant is not None), default=None)
    last = {
        "at": manifest.at.isoformat(),
        "changes_at": changes_at.isoformat() if changes_at else None,
        "pages": publication.pages,
        "unknown": publication.unknown,
        "inputs": read or "",
        "outputs": _outputs(site, outlet, there),
        "files": _BETWEEN.join(there.files),
        "folders": _BETWEEN.join(there.folders),
        "unsure": there.unsure(time.time_ns()),
    }
    _record(outlet).write_text(json.dumps(last, indent=1) + "\n", "utf-8")


def inputs(site: SiteFolder, told: str, began_ns: int, *, search: bool = True) -> str | None:
    """A digest of all that a build reads; None where a file is so new at `began_ns` that it may change again unnoticed.

    `told` is all that the settings are made from. A build without its `search` leaves something to do for one with it.
    """
    folders = (site.content_dir, *site.template_dirs, *site.static_dirs, PACKAGE_DIR)
    found = [*chain.from_iterable(map(listing, folders))]
    if _may_change_unnoticed(found, began_ns):
        return None
    return _digest(told, f"search {search}", *_installed(), _digest_of(found))


def _installed() -> list[str]:
    """The names of all installed distributions, which hold their versions."""
    found: list[str] = []
    for folder in sys.path:
        if folder.endswith("-packages") and os.path.isdir(folder):
            found += sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))
    return found


def _outputs(site: SiteFolder, outlet: Outlet, there: OutletFiles) -> str:
    """A digest of all that a build writes, and of what `deliver` writes."""
    beside = (site.release_file, site.published_file, site.causes_file, site.history_file, outlet.manifest_file)
    found = [(str(file), file.stat()) for file in beside if file.is_file()]
    return _digest(there.digest(), _digest_of(found))


def _may_change_unnoticed(files: Iterable[Found], began_ns: int) -> bool:
    """A link says nothing of what it leads to."""
    return any(S_ISLNK(stat.st_mode) or may_change_unnoticed(stat.st_mtime_ns, began_ns) for _, stat in files)


def _digest_of(files: Sequence[Found]) -> str:
    times = array("q")
    for _, stat in files:
        times.extend((stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
    return _digest(*(path for path, _ in files), sha256(times.tobytes()).hexdigest())


def _record(outlet: Outlet) -> Path:
    return outlet.records / "last_build.json"


def _read(record: Path) -> LastBuild | None:
    """None where there is no record, or one of another version."""
    try:
        data = json.loads(record.read_text("utf-8"))
        changes_at = data["changes_at"]
        return LastBuild(
            datetime.fromisoformat(data["at"]),
            datetime.fromisoformat(changes_at) if changes_at else None,
            data["pages"],
            tuple(data["unknown"]),
            data["inputs"],
            data["outputs"],
            tuple(data["files"].split(_BETWEEN)),
            tuple(data["folders"].split(_BETWEEN)),
            tuple(data["unsure"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()
