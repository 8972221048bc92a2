"""The queue before the threads of `portal run`, with an end: who cannot be answered in time is told so at once."""

import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from waitress.task import ThreadedTaskDispatcher

from portal.cli.newest_first import NewestFirst
from portal.web.overload import OVERLOADED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_WAITING = 200
LONGEST_WAIT_S = 10.0

_here = threading.local()


class BoundedQueue(ThreadedTaskDispatcher):  # type: ignore[misc]
    """Up to `most_waiting` requests wait for a thread; those beyond go to one thread of their own, which refuses them,
    and so is one that has waited for `longest_wait_s` by the time its turn comes.
    """

    def __init__(self, most_waiting: int = MOST_WAITING, longest_wait_s: float = LONGEST_WAIT_S) -> None:
        super().__init__()
        self.queue_cv = NewestFirst(self.lock)
        self._most_waiting = most_waiting
        self._longest_wait_s = longest_wait_s
        self._refusing = ThreadedTaskDispatcher()

    def set_thread_count(self, count: int) -> None:
        super().set_thread_count(count)
        self._refusing.set_thread_count(1 if count else 0)

    def add_task(self, task: Any) -> None:
        if len(self.queue) >= self._most_waiting:
            self._refusing.add_task(_Waiting(task, refused_at=0.0))
        else:
            super().add_task(_Waiting(task, refused_at=time.monotonic() + self._longest_wait_s))

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        self._refusing.shutdown(cancel_pending, timeout)
        return bool(super().shutdown(cancel_pending, timeout))


class _Waiting:
    """A connection with requests to answer, and from when on they are refused."""

    def __init__(self, task: Any, refused_at: float) -> None:
        self._task = task
        self._refused_at = refused_at

    def service(self) -> None:
        _here.refuses = time.monotonic() >= self._refused_at
        self._task.service()

    def cancel(self) -> None:
        self._task.cancel()


def told_of_overload(app: "WSGIApplication") -> "WSGIApplication":
    """The application, told of each request that is to be refused."""

    def told(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if getattr(_here, "refuses", False):
            environ[OVERLOADED] = True
        return app(environ, start_response)

    return told
