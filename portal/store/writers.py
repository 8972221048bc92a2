"""Who may write to an SQLite file: one at a time, of all threads and processes, in about the order in which they come.

SQLite lets who finds it busy sleep, longer each time, so that one in a hundred waits for a quarter of a second. Here
the threads of a process queue at a lock, and the processes of a host at two locks on a file beside the database, which
go with the process that holds them, however that ends: who has the one writes, who has the other is next. Without it a
process whose threads all write would be back before any other has looked again. SQLite's own locks still hold
underneath.
"""

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from portal.errors import StoreUnavailable

# A turn takes a millisecond or two; who waits for several looks less often.
_FIRST_LOOK_AGAIN_S = 0.0001
_LOOK_AGAIN_S = 0.001
_LONGER_EACH_TIME = 1.5


class Writers:
    """The queue of one process. `name` is how the operator knows the database; `file` is that database, None where it
    cannot be told from its address. Waiting longer than `patience_s` raises StoreUnavailable.
    """

    def __init__(self, name: str, file: Path | None, patience_s: float) -> None:
        self._name = name
        self._lock_file = file and file.with_name(f"{file.name}-writers")
        self._patience_s = patience_s
        self._one_thread = threading.Lock()
        self._descriptor: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises StoreUnavailable."""
        give_up_at = time.monotonic() + self._patience_s
        if not self._one_thread.acquire(timeout=self._patience_s):
            raise self._busy()
        try:
            self._wait_for_other_processes(give_up_at)
            try:
                yield
            finally:
                if self._descriptor is not None:
                    fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        finally:
            self._one_thread.release()

    def close(self) -> None:
        with self._one_thread:
            if self._descriptor is not None:
                os.close(self._descriptor)
                self._descriptor = None

    def _wait_for_other_processes(self, give_up_at: float) -> None:
        descriptor = self._opened()
        if descriptor is None:
            return
        try:
            self._queue(descriptor, give_up_at)
        except OSError:
            # A disk without such locks: then SQLite's own way of waiting has to do.
            self._descriptor = None
            os.close(descriptor)

    def _queue(self, descriptor: int, give_up_at: float) -> None:
        # Of two kinds, which do not meet on a local disk: flock(2) for who writes, fcntl(2) for who is next.
        self._take(lambda: fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB), give_up_at)
        try:
            self._take(lambda: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB), give_up_at)
        finally:
            fcntl.lockf(descriptor, fcntl.LOCK_UN)

    def _take(self, lock: Callable[[], None], give_up_at: float) -> None:
        look_again_s = _FIRST_LOOK_AGAIN_S
        while True:
            with suppress(BlockingIOError):
                lock()
                return
            if time.monotonic() >= give_up_at:
                raise self._busy()
            time.sleep(look_again_s)
            look_again_s = min(look_again_s * _LONGER_EACH_TIME, _LOOK_AGAIN_S)

    def _opened(self) -> int | None:
        """None where no file can be made beside the database: then SQLite's own way of waiting has to do."""
        if self._descriptor is None and self._lock_file is not None:
            with suppress(OSError):
                self._descriptor = os.open(self._lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._descriptor

    def _busy(self) -> StoreUnavailable:
        return StoreUnavailable(
            f"The database {self._name} is busy: others have been writing for {self._patience_s:.0f} seconds. "
            "Nothing was saved. Try again in a moment."
        )
