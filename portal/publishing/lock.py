"""One publication at a time for a site folder. The lock goes with the process that holds it, however that ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from portal.errors import PublicationUnderWay
from portal.publishing.outlet import RECORDS
from portal.settings import Settings

_LOOK_AGAIN_S = 0.1


@contextmanager
def publishing_lock(settings: Settings, patience_s: float = 0) -> Iterator[None]:
    """Raises PublicationUnderWay where another process still holds it after `patience_s` seconds."""
    folder = settings.var_dir / RECORDS
    settings.make_var_dir()
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _acquired(descriptor, patience_s):
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip() or "unknown"
            raise PublicationUnderWay(
                f"This site is being published by another process (number {holder}). "
                "Wait until it has finished, then try again; nothing was changed."
            )
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _acquired(descriptor: int, patience_s: float) -> bool:
    give_up_at = time.monotonic() + patience_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= give_up_at:
                return False
            time.sleep(_LOOK_AGAIN_S)
