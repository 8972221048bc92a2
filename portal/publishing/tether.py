"""Forked processes that end with the one that forked them, even where that is killed: none is left with its locks."""

import os
from collections.abc import Callable
from threading import Thread


def _end_at_once() -> None:
    os._exit(1)


class Tether:
    """A pipe whose one end only the parent keeps open: who reads at the other learns of the parent's end at once."""

    def __init__(self) -> None:
        self._watched, self._held = os.pipe()

    def hold(self, when_let_go: Callable[[], None] = _end_at_once) -> None:
        """To be called in each forked process, first of all. `when_let_go` is called in a thread of its own."""
        os.close(self._held)
        Thread(target=self._wait, args=(when_let_go,), daemon=True).start()

    def release(self) -> None:
        """To be called by the parent when the forked processes have ended, or are to end."""
        os.close(self._held)
        os.close(self._watched)

    def _wait(self, when_let_go: Callable[[], None]) -> None:
        os.read(self._watched, 1)
        when_let_go()
