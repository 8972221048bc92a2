"""Whether anything that a build reads or writes was touched since the last one, told from the files' names and times.

Nothing is read, so that a build with nothing to do is over at once. In doubt the answer is no. It imports little, for
the same reason.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from stat import S_ISLNK
from sysconfig import get_path
from typing import TYPE_CHECKING

from portal.library.file_stamps import may_change_unnoticed
from portal.publishing.outlet import Outlet, journal_file
from portal.settings import Settings
from portal.site_folder import PACKAGE_DIR

if TYPE_CHECKING:
    from portal.publishing.manifest import Manifest
    from portal.publishing.publish import Publication

Found = tuple[str, os.stat_result]
"""The path of a file, and what the file system says of it."""

_name = attrgetter("name")


@dataclass(frozen=True, slots=True)
class LastBuild:
    """`at` is the instant it was made for, `changes_at` when the first page changes by itself (UTC).

    `unknown` are the files of the outlet that no build put there.
    """

    at: datetime
    changes_at: datetime | None
    pages: int
    unknown: tuple[str, ...]
    inputs: str
    outputs: str


def unchanged(settings: Settings, outlet: Outlet, at: datetime, *, search: bool = True) -> LastBuild | None:
    """The last build, if one for the instant `at` (UTC) would do the same, with its `search` or without; else None."""
    last = _read(_record(outlet))
    if last is None or journal_file(settings).exists():
        return None
    # What is wrong with the content may depend on the day.
    same_day = last.at <= at and last.at.date() == at.date()
    if not same_day or (last.changes_at is not None and last.changes_at <= at):
        return None
    read = inputs(settings, time.time_ns(), search=search)
    return last if last.inputs == read and last.outputs == outputs(settings, outlet, listing(outlet.folder)) else None


def unknown_files(outlet: Outlet, manifest: "Manifest", found: Iterable[Found]) -> tuple[str, ...]:
    """Those of the listing of the outlet that we did not put there, sorted."""
    begin = len(str(outlet.folder)) + 1
    names = (path[begin:].replace(os.sep, "/") for path, _ in found)
    return tuple(sorted(name for name in names if name not in manifest.files))


def note_build(
    settings: Settings, outlet: Outlet, publication: "Publication", read: str | None, found: Iterable[Found]
) -> None:
    """Remember what was read (`inputs`, worked out before it was read; None: it cannot be relied on) and written.

    `found` is the listing of the outlet.
    """
    record, manifest = _record(outlet), publication.manifest
    if read is None:
        record.unlink(missing_ok=True)
        return
    changes = (file.next_change_at for file in manifest.files.values())
    changes_at = min((instant for instant in changes if instant is not None), default=None)
    last = {
        "at": manifest.at.isoformat(),
        "changes_at": changes_at.isoformat() if changes_at else None,
        "pages": publication.pages,
        "unknown": publication.unknown,
        "inputs": read,
        "outputs": outputs(settings, outlet, found),
    }
    record.write_text(json.dumps(last, indent=1) + "\n", "utf-8")


def inputs(settings: Settings, began_ns: int, *, search: bool = True) -> str | None:
    """A digest of all that a build reads; None where a file is so new that it may change again unnoticed.

    A build without its `search` leaves something to do for one with it.
    """
    folders = (settings.content_dir, *settings.template_dirs, *settings.static_dirs, PACKAGE_DIR)
    found = [line for folder in folders for line in listing(folder)]
    if any(_may_change_unnoticed(stat, began_ns) for _, stat in found):
        return None
    return _digest(
        settings.model_dump_json(), f"search {search}", *_installed(), *(_line(path, stat) for path, stat in found)
    )


def _installed() -> list[str]:
    """The names of all installed distributions, which hold their versions."""
    return sorted(name for name in os.listdir(get_path("purelib")) if name.endswith(".dist-info"))


def outputs(settings: Settings, outlet: Outlet, found: Iterable[Found]) -> str:
    """A digest of all that a build writes (`found`, the listing of the outlet), and of what `deliver` writes."""
    written = (settings.published_file, settings.causes_file, settings.history_file)
    beside = (settings.release_file, *written, outlet.manifest_file)
    return _digest(
        *(_line(path, stat) for path, stat in found),
        *(_line(str(file), file.stat()) if file.is_file() else f"no {file.name}" for file in beside),
    )


def _may_change_unnoticed(found: os.stat_result, began_ns: int) -> bool:
    """A link says nothing of what it leads to."""
    return S_ISLNK(found.st_mode) or may_change_unnoticed(found.st_mtime_ns, began_ns)


def listing(folder: Path | str) -> Iterator[Found]:
    """Every file below `folder`, by name; compiled Python aside."""
    try:
        found = sorted(os.scandir(folder), key=_name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in found:
        if not entry.is_dir(follow_symlinks=False):
            yield entry.path, entry.stat(follow_symlinks=False)
        elif entry.name != "__pycache__":
            yield from listing(entry.path)


def _line(path: str, found: os.stat_result) -> str:
    return f"{path} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


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
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()
