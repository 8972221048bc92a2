"""One publication at a time for a site folder. The lock goes with the process that holds it, however that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from portal.errors import PublicationUnderWay
from portal.publishing.outlet import RECORDS
from portal.settings import Settings


@contextmanager
def publishing_lock(settings: Settings) -> Iterator[None]:
    """Raises PublicationUnderWay at once where another process holds it."""
    folder = settings.var_dir / RECORDS
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip() or "unknown"
            raise PublicationUnderWay(
                f"This site is being published by another process (number {holder}). "
                "Wait until it has finished, then try again; nothing was changed."
            ) from None
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)
