"""Every file below a folder with what the file system says of it, found in one pass."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

Found = tuple[str, os.stat_result]
"""The path of a file, and what the file system says of it, not of what a link leads to."""


def listing(folder: Path | str) -> Sequence[Found]:
    """Every file below `folder`, sorted by path; compiled Python aside. None where there is no such folder."""
    found = list(_files(str(folder)))
    found.sort()
    return found


def _files(folder: str) -> Iterator[Found]:
    folders = [folder]
    while folders:
        try:
            entries = os.scandir(folders.pop())
        except (FileNotFoundError, NotADirectoryError):
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                    continue
                try:
                    yield entry.path, entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    # Editors lay files beside the one that is saved, for a moment.
                    continue
