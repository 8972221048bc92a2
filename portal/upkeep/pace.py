"""When one process looks at each of its duties again: some rest in between, and so does one that is at fault.

It is kept in memory. Several processes may do the same duty; whatever must be done once has a key in the store.
"""

from collections.abc import Hashable
from datetime import datetime, timedelta


class Pace:
    """For one thread."""

    def __init__(self) -> None:
        self._rests: dict[Hashable, tuple[datetime, datetime]] = {}

    def has_come(self, duty: Hashable, now: datetime) -> bool:
        """Whether its time has come. A clock that was set back makes no duty wait for it."""
        since, until = self._rests.get(duty, (now, now))
        return not since <= now < until

    def wait(self, duty: Hashable, now: datetime, rest: timedelta) -> None:
        """Its time comes when `rest` has gone."""
        self._rests[duty] = (now, now + rest)
