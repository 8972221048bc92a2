"""What became of each file, kept in memory from one reading of the content to the next, for whoever reads it often.

Every step is a pure function of what it is given, and is done again when any of that is another. DESIGN §6.
"""

from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
Given = tuple[object, ...]


class ReadingMemory:
    """Holds the results of one reading: what the next one does not ask for is forgotten with `turn`."""

    def __init__(self) -> None:
        self._before: dict[tuple[str, str], tuple[Given, object]] = {}
        self._now: dict[tuple[str, str], tuple[Given, object]] = {}
        self._lives_on = False

    @property
    def lives_on(self) -> bool:
        """Whether there was, or will be, another reading."""
        return self._lives_on

    def turn(self) -> None:
        """Another reading begins."""
        self._lives_on = True
        self._before, self._now = self._now, {}

    def recall(self, step: str, source: str, given: Given, work: Callable[[], Result]) -> Result:
        """What `work` makes of `given` for the file `source`. The same object again while `given` is equal."""
        if not self.knows(step, source, given):
            self.keep(step, source, given, work())
        return self._now[step, source][1]  # type: ignore[return-value]

    def knows(self, step: str, source: str, given: Given) -> bool:
        """Whether the result is there; what the last reading knew is taken over."""
        key = (step, source)
        found = self._now.get(key) or self._before.get(key)
        if found is None or found[0] != given:
            return False
        self._now[key] = found
        return True

    def forget(self, step: str, source: str) -> None:
        """What came of it is not to be relied on."""
        self._now.pop((step, source), None)

    def keep(self, step: str, source: str, given: Given, result: object) -> None:
        self._now[step, source] = (given, result)
