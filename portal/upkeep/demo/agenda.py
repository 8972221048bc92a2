"""The agenda of a sample year: what is to happen is done in the order of time, and the clocks are watched between."""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count

from portal.acts.watch import watch
from portal.acts.workplace import Workplace
from portal.store import clocks

_ROUND = timedelta(seconds=30)


class MovingClock:
    """The present instant of the sample year (UTC). It only moves forward."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move_to(self, at: datetime) -> None:
        self.now = max(self.now, at)


class Agenda:
    """Acts by their instants (UTC)."""

    def __init__(self, workplace: Workplace, clock: MovingClock) -> None:
        self.workplace = workplace
        self.clock = clock
        self._waiting: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = count()

    def add(self, at: datetime, act: Callable[[], None]) -> None:
        """What lies in the past is done next."""
        heapq.heappush(self._waiting, (at, next(self._numbers), act))

    def work_through(self, until: datetime) -> Iterator[datetime]:
        """Do all that is due by `until`; gives the instant of each act. What comes later is left undone."""
        while self._waiting and self._waiting[0][0] <= until:
            at, _, act = heapq.heappop(self._waiting)
            self._watch(at)
            self.clock.move_to(at)
            act()
            yield self.clock.now
        self._watch(until)
        self.clock.move_to(until)

    def _watch(self, until: datetime) -> None:
        """What `deliver` would have done by then: each step of a clock at its time, within half a minute."""
        while True:
            with self.workplace.store.reading() as conn:
                next_at = clocks.next_check_at(conn)
            if next_at is None or next_at > until:
                return
            self.clock.move_to(next_at)
            watch(self.workplace)
            self.clock.move_to(min(self.clock.now + _ROUND, until))
            if self.clock.now >= until:
                return
