"""Writes that survive a power cut: a file, its folder, and what stands under its name."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from portal.durable import sync

_TOGETHER = 16
_SHARES = 8 * _TOGETHER


def sync_files(files: Iterable[Path]) -> None:
    """Wait until the bytes of all these files are on the disk. Asked for together, the disk takes them in one go."""
    files = tuple(files)
    # A task of its own for each of thousands costs more than to wait for it.
    share = max(1, len(files) // _SHARES)
    shares = (files[begin : begin + share] for begin in range(0, len(files), share))
    with ThreadPoolExecutor(_TOGETHER) as pool:
        for _ in pool.map(_sync_each, shares):
            pass


def _sync_each(files: Iterable[Path]) -> None:
    for file in files:
        sync(file)


def sync_folders(folders: Iterable[Path]) -> None:
    """Wait until the names in each of `folders` are on the disk; folders that have gone are passed over."""
    sync_files(folder for folder in sorted(set(folders), key=str) if folder.is_dir())


def write_durably(file: Path, text: str) -> None:
    """A reader sees the old or the new text, never half of it, even after a power cut."""
    file.parent.mkdir(parents=True, exist_ok=True)
    staged = file.with_name(file.name + ".new")
    staged.write_text(text, "utf-8")
    sync(staged)
    os.replace(staged, file)
    sync_folders([file.parent])


def digest_of(file: Path) -> str | None:
    """SHA-256 of the file's bytes in hexadecimal; None where there is no such file."""
    try:
        return sha256(file.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
