"""One publication of an edited page at a time on a host, from the look at the file to the end of the build."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from portal.settings import Settings

FOLDER = "editing"


@contextmanager
def content_lock(settings: Settings) -> Iterator[bool]:
    """Whether it was free; it goes with the process that holds it, however that ends."""
    settings.make_var_dir()
    folder = settings.var_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _acquired(descriptor)
    finally:
        os.close(descriptor)


def _acquired(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
