"""A disk of one's own, small enough to be filled; and a folder that nobody may write to, not even root."""

import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

import pytest

_BLOCK_BYTES = 1 << 20


@contextmanager
def small_disk(size_mib: int) -> Iterator[Path]:
    """A file system in memory, in a folder that others may read. Skips the test where nothing may be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="portal-disk-"))
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size_mib}m,mode=755", "tmpfs", folder], capture_output=True, text=True
    )
    if done.returncode:
        folder.rmdir()
        pytest.skip(f"a disk to fill cannot be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Not a byte is left on it meanwhile."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream:
        size = _BLOCK_BYTES
        while size:
            try:
                stream.write(os.urandom(size))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                size //= 2
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in it can be written meanwhile, also by who has opened it before. Skips the test where that cannot be."""
    with (folder / "probe").open("wb", buffering=0) as opened_before:
        done = subprocess.run(["chattr", "-R", "-f", "+i", folder], capture_output=True, text=True)
        try:
            if done.returncode or _can_write(opened_before):
                pytest.skip("no folder can be made unchangeable here")
            yield
        finally:
            subprocess.run(["chattr", "-R", "-f", "-i", folder], check=False)


def _can_write(opened_before: FileIO) -> bool:
    try:
        opened_before.write(b"?")
    except OSError:
        return False
    return True
