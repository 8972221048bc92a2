"""Forked processes that end with the one that forked them, even where that is killed: none is left with its locks."""

import os
from threading import Thread


class Tether:
    """A pipe whose one end only the parent keeps open: who reads at the other learns of the parent's end at once."""

    def __init__(self) -> None:
        self._watched, self._held = os.pipe()

    def hold(self) -> None:
        """To be called in each forked process, first of all."""
        os.close(self._held)
        Thread(target=self._end_with_parent, daemon=True).start()

    def release(self) -> None:
        """To be called by the parent when the forked processes have ended."""
        os.close(self._held)
        os.close(self._watched)

    def _end_with_parent(self) -> None:
        os.read(self._watched, 1)
        os._exit(1)
