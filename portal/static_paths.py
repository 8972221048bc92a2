"""Static files: which file stands behind a name, and its address, which holds its digest."""

import os
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from portal import paths


def asset(static_dirs: tuple[Path, ...], name: str) -> str:
    """Address of a static file; it holds the start of the file's digest, so it may be cached for ever.

    Raises FileNotFoundError.
    """
    file = find_asset(static_dirs, name)
    stat = file.stat()
    return f"{paths.STATIC}{_digest(file, stat.st_mtime_ns, stat.st_size)}/{name}"


def look_of(static_dirs: tuple[Path, ...], names: tuple[str, ...]) -> tuple[object, ...]:
    """Changes whenever the address of one of these files does; asked for each request, so it reads none of them."""
    return tuple([_stamp(file) for file in _candidates(static_dirs, names)])


def find_asset(static_dirs: tuple[Path, ...], name: str) -> Path:
    """The file behind a static name; the site's own folder wins. Raises FileNotFoundError."""
    for folder in static_dirs:
        file = folder / name
        try:
            found = file.stat()
        except (OSError, ValueError):
            continue
        if S_ISREG(found.st_mode) and _lies_inside(folder, name, found.st_dev, found.st_ino):
            return file
    raise FileNotFoundError(name)


@lru_cache(maxsize=64)
def _candidates(static_dirs: tuple[Path, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(folder / name) for name in names for folder in static_dirs)


def _stamp(file: str) -> tuple[int, ...]:
    try:
        found = os.stat(file)
    except (OSError, ValueError):
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode


@lru_cache(maxsize=256)
def _lies_inside(folder: Path, name: str, device: int, inode: int) -> bool:
    """Kept for as long as the name leads to the same file: no link in it has changed then."""
    return (folder / name).resolve().is_relative_to(folder.resolve())


@lru_cache(maxsize=256)
def _digest(file: Path, mtime_ns: int, size_bytes: int) -> str:
    return sha256(file.read_bytes()).hexdigest()[:12]
