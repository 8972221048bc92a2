"""What lies in an outlet, and whether it is what lay there before.

To look into every folder takes three times as long as to ask for the times of all files and folders that are known. A
folder's time changes when a name comes or goes in it, so what was laid there beside ours is noticed as well. It imports
little, so that a build with nothing to do is over at once.
"""

import os
from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain

from portal.library.file_stamps import may_change_unnoticed

Seen = tuple[int, int, int, int]
"""Mode, size, time of modification and of the last change of the entry (both in nanoseconds)."""


@dataclass(frozen=True, slots=True)
class OutletFiles:
    """Each file and folder below the outlet by its path there, with slashes; the outlet itself is the folder ``."""

    files: Mapping[str, Seen]
    folders: Mapping[str, Seen]

    def digest(self) -> str:
        """The same while every file and folder is there as it was, in the same order, and no other."""
        digest = sha256()
        for group in (self.files, self.folders):
            digest.update("\0".join(group).encode(errors="surrogateescape"))
            digest.update(array("q", chain.from_iterable(group.values())).tobytes())
        return digest.hexdigest()

    def unsure(self, seen_ns: int) -> tuple[str, ...]:
        """The folders that were changed so shortly before `seen_ns` that one more change might not show."""
        return tuple(name for name, seen in self.folders.items() if may_change_unnoticed(max(seen[2:]), seen_ns))


def look(root: str) -> OutletFiles:
    """All that lies below `root` now."""
    files: dict[str, Seen] = {}
    folders: dict[str, Seen] = {}
    left = [""]
    while left:
        folder = left.pop()
        try:
            # Before the names in it: what comes meanwhile is noticed the next time.
            folders[folder] = _seen(f"{root}/{folder}")
            entries = os.scandir(f"{root}/{folder}")
        except (FileNotFoundError, NotADirectoryError):
            folders.pop(folder, None)
            continue
        with entries:
            for entry in entries:
                name = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    left.append(name)
                else:
                    files[name] = _as_seen(entry.stat(follow_symlinks=False))
    return OutletFiles(files, folders)


def look_again(root: str, files: Iterable[str], folders: Iterable[str], unsure: Collection[str]) -> OutletFiles | None:
    """What lies below `root`, where these were; None where one is gone, or an `unsure` folder holds other names."""
    try:
        found = OutletFiles(
            {name: _seen(f"{root}/{name}") for name in files}, {name: _seen(f"{root}/{name}") for name in folders}
        )
        known = _names_in(unsure, found)
        if any(set(os.listdir(f"{root}/{folder}")) != known[folder] for folder in unsure):
            return None
    except (OSError, ValueError):
        # Or no file can have such a name.
        return None
    return found


def _names_in(folders: Collection[str], found: OutletFiles) -> Mapping[str, set[str]]:
    """The names that are known in each of `folders`."""
    names: dict[str, set[str]] = {folder: set() for folder in folders}
    for path in chain(found.files, found.folders) if names else ():
        folder, _, name = path.rpartition("/")
        if name and folder in names:
            names[folder].add(name)
    return names


def look_after(root: str, before: OutletFiles, changed: Iterable[str], deleted: Iterable[str]) -> OutletFiles:
    """What lies below `root` after these files were `changed` or `deleted` in it, all else being as `before`."""
    files, folders = dict(before.files), dict(before.folders)
    touched = {""}
    for name in (*changed, *deleted):
        _note(files, f"{root}/{name}", name)
        while name:
            name = name.rpartition("/")[0]
            touched.add(name)
    for folder in touched:
        _note(folders, f"{root}/{folder}", folder)
    return OutletFiles(files, folders)


def _note(into: dict[str, Seen], path: str, name: str) -> None:
    try:
        into[name] = _seen(path)
    except (FileNotFoundError, NotADirectoryError):
        into.pop(name, None)


def _seen(path: str) -> Seen:
    return _as_seen(os.lstat(path))


def _as_seen(found: os.stat_result) -> Seen:
    return found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns
