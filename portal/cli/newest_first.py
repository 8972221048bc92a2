"""Of the threads that wait for something to do, the one that waits for the shortest time gets it.

What it touched last is still near the processor then; in turn, eight threads would each have to fetch it anew. The
others sleep on until they are needed.
"""

import threading


class NewestFirst:
    """A condition of a lock (threading.Condition) that wakes whoever began to wait last."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock
        self._waiting: list[threading.Lock] = []

    def wait(self) -> None:
        """With the lock held, which is let go of meanwhile."""
        mine = threading.Lock()
        mine.acquire()
        self._waiting.append(mine)
        self._lock.release()
        try:
            mine.acquire()
        finally:
            self._lock.acquire()

    def notify(self) -> None:
        """With the lock held, as for all."""
        if self._waiting:
            self._waiting.pop().release()

    def notify_all(self) -> None:
        while self._waiting:
            self.notify()
