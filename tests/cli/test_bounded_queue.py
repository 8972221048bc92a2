"""Beyond what can be answered in time nobody waits for nothing: they are told so at once."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest
from waitress.server import create_server

from portal.cli.bounded_queue import BoundedQueue, told_of_overload
from portal.web.overload import OVERLOADED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

THREADS = 2
MOST_WAITING = 3


class Slow:
    """An application that answers only once it is let, except to refuse."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.begun = threading.Semaphore(0)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterator[bytes]:
        refused = bool(environ.get(OVERLOADED))
        if not refused:
            self.begun.release()
            assert self.let.wait(30)
        start_response("503 Overloaded" if refused else "200 OK", [("Content-Length", "0")])
        yield b""


@pytest.fixture
def slow() -> Slow:
    return Slow()


@contextmanager
def served(slow: Slow, queue: BoundedQueue) -> Iterator[int]:
    """The port of a server with two threads behind the queue."""
    queue.set_thread_count(THREADS)
    connections: dict[int, Any] = {}
    server = create_server(
        told_of_overload(slow), connections, _dispatcher=queue, host="127.0.0.1", port=0, asyncore_loop_timeout=0.1
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.effective_port
    finally:
        slow.let.set()
        open_ones = list(connections.values())
        connections.clear()
        thread.join(10)
        queue.shutdown()
        for each in open_ones:
            each.close()


def status(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    finally:
        connection.close()


def wait_until_all_threads_work(slow: Slow) -> None:
    for _ in range(THREADS):
        assert slow.begun.acquire(timeout=60)


def test_a_request_beyond_the_queue_is_refused_at_once_and_all_before_it_are_answered(slow: Slow) -> None:
    queue = BoundedQueue(MOST_WAITING, longest_wait_s=30)
    with served(slow, queue) as port, ThreadPoolExecutor(10) as many:
        working = [many.submit(status, port) for _ in range(THREADS)]
        wait_until_all_threads_work(slow)
        waiting = [many.submit(status, port) for _ in range(MOST_WAITING)]
        while len(queue.queue) < MOST_WAITING:
            time.sleep(0.01)
        assert [status(port) for _ in range(4)] == [503] * 4
        slow.let.set()
        assert [each.result(20) for each in (*working, *waiting)] == [200] * (THREADS + MOST_WAITING)


def test_who_has_waited_too_long_is_refused_when_their_turn_comes(slow: Slow) -> None:
    queue = BoundedQueue(MOST_WAITING, longest_wait_s=0.2)
    with served(slow, queue) as port, ThreadPoolExecutor(10) as many:
        working = [many.submit(status, port) for _ in range(THREADS)]
        wait_until_all_threads_work(slow)
        waiting = [many.submit(status, port) for _ in range(MOST_WAITING)]
        while len(queue.queue) < MOST_WAITING:
            time.sleep(0.01)
        time.sleep(0.3)  # longer than the longest wait
        slow.let.set()
        assert [each.result(20) for each in working] == [200] * THREADS
        assert [each.result(20) for each in waiting] == [503] * MOST_WAITING
