"""Who waits last is woken first, and nobody sleeps through what is for them."""

import threading
import time
from collections.abc import Callable

from portal.cli.newest_first import NewestFirst


class Sleepers:
    """Threads that wait in turn, and note that they woke."""

    def __init__(self, number: int) -> None:
        self.lock = threading.Lock()
        self.condition = NewestFirst(self.lock)
        self.asleep = 0
        self.woken: list[int] = []
        self._threads = [threading.Thread(target=self._sleep, args=(each,)) for each in range(number)]
        for before, thread in enumerate(self._threads):
            thread.start()
            self._until_more(lambda: self.asleep, before)

    def _sleep(self, number: int) -> None:
        with self.lock:
            self.asleep += 1
            self.condition.wait()
            self.woken.append(number)

    def wake(self, number: int) -> list[int]:
        """Who has woken after so many were called, one at a time."""
        for _ in range(number):
            before = len(self.woken)
            with self.lock:
                self.condition.notify()
            self._until_more(lambda: len(self.woken), before)
        return self.woken

    def wake_all(self) -> set[int]:
        with self.lock:
            self.condition.notify_all()
        for thread in self._threads:
            thread.join(30)
        return set(self.woken)

    def _until_more(self, counted: Callable[[], int], before: int) -> None:
        give_up_at = time.monotonic() + 30
        while True:
            with self.lock:
                if counted() > before:
                    return
            assert time.monotonic() < give_up_at
            time.sleep(0.001)


def test_the_last_to_wait_is_woken_first_and_all_are_woken_when_all_are_called() -> None:
    sleepers = Sleepers(4)
    assert sleepers.wake(2) == [3, 2]
    assert sleepers.wake_all() == {0, 1, 2, 3}


def test_a_call_that_nobody_waits_for_is_not_kept() -> None:
    lock = threading.Lock()
    condition = NewestFirst(lock)
    with lock:
        condition.notify()
        condition.notify_all()
    sleepers = Sleepers(1)
    assert sleepers.woken == []
    assert sleepers.wake_all() == {0}
