"""A request is whole in time and within its size, and is read in one way only, or it is none. RFC 9112 §6.3, §11.2."""

import resource
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from waitress.adjustments import Adjustments
from waitress.server import BaseWSGIServer, create_server

from portal.cli import patient_server
from portal.cli.patient_server import Body, OneReading, close_what_takes_too_long, make_patient, most_connections

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

MOST_BYTES = 1_000
POST = b"POST /form HTTP/1.1\r\nHost: localhost\r\n"


@dataclass
class Served:
    """A server with an application that keeps what reaches it: the length that was told, and the bytes that came."""

    server: BaseWSGIServer
    port: int
    reached: list[tuple[str, bytes]] = field(default_factory=list)

    def connect(self, sent: bytes = b"") -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        connection.sendall(sent)
        return connection

    def answer(self, sent: bytes) -> bytes:
        """All that comes back until the server closes the connection."""
        with self.connect(sent) as connection:
            came: list[bytes] = []
            # Who is still sending when the server has closed is told so by a reset.
            with suppress(ConnectionError):
                connection.shutdown(socket.SHUT_WR)
                came.extend(iter(lambda: connection.recv(65_536), b""))
            return b"".join(came)


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    reached: list[tuple[str, bytes]] = []

    def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        reached.append((environ.get("CONTENT_LENGTH", ""), environ["wsgi.input"].read()))
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
        return [b"Good"]

    server = create_server(app, host="127.0.0.1", port=0, connection_limit=100, asyncore_use_poll=True)
    make_patient(server, MOST_BYTES)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Served(server, int(server.effective_port), reached)
    server.task_dispatcher.shutdown()
    server.close()
    thread.join(5)


@pytest.fixture
def served(running: Served) -> Served:
    running.reached.clear()
    return running


TWO_READINGS = {
    "two lengths": POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "the same length twice": POST + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
    "a list of lengths": POST + b"Content-Length: 5, 5\r\n\r\nhello",
    "a length beside chunks": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks beside a length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "chunks twice": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "an unknown encoding": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": b"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n",
    "a signed length": POST + b"Content-Length: +5\r\n\r\nhello",
    "a negative length": POST + b"Content-Length: -5\r\n\r\nhello",
    "a length in hexadecimal": POST + b"Content-Length: 0x5\r\n\r\nhello",
    "a space before the colon": POST + b"Content-Length : 5\r\n\r\nhello",
    "a folded header": POST + b"X-Note: one\r\n two\r\nContent-Length : 5\r\n\r\nhello",
    "a bare line feed": b"POST / HTTP/1.1\nHost: localhost\nContent-Length: 5\n\nhello",
    "a chunk without an end": POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n",
    "a chunk size that is none": POST + b"Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere.example\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
}


@pytest.mark.parametrize("sent", TWO_READINGS.values(), ids=TWO_READINGS)
def test_what_can_be_read_in_two_ways_is_refused_and_reaches_nobody(served: Served, sent: bytes) -> None:
    answer = served.answer(sent + b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n")
    status = answer.split(b" ", 2)[1] if answer else b"closed"
    assert status in (b"400", b"501", b"closed"), answer[:200]
    assert answer.count(b"HTTP/1.1 ") + answer.count(b"HTTP/1.0 ") <= 1
    assert served.reached == []


@pytest.mark.parametrize("chunked", [False, True], ids=["of a known length", "in chunks"])
@pytest.mark.parametrize(("length", "kept"), [(MOST_BYTES, True), (MOST_BYTES + 1, False), (400_000, False)])
def test_a_body_over_the_limit_is_read_to_its_end_and_none_of_it_is_kept(
    served: Served, length: int, kept: bool, chunked: bool
) -> None:
    """The application is told how long it was, and so answers with its page about that."""
    body = b"x" * length
    framed = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (length, body)
    sent = framed if chunked else b"Content-Length: %d\r\n\r\n%b" % (length, body)
    assert b"Good" in served.answer(POST + b"Connection: close\r\n" + sent)
    assert served.reached == [(str(length), body if kept else b"")]


def test_headers_without_end_are_refused(served: Served) -> None:
    answer = served.answer(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-A: b\r\n" * 40_000)
    assert b" 431 " in answer.split(b"\r\n")[0] or answer == b""
    assert served.reached == []


@pytest.mark.parametrize(
    ("headers_finished", "body_bytes", "taken_s", "patience", "too_slow"),
    [
        (False, 0, 19, 1.0, False),
        (False, 0, 21, 1.0, True),
        (False, 0, 3, 0.1, True),
        (True, 0, 29, 1.0, False),
        (True, 500, 31, 1.0, True),
        (True, 2_000, 31, 1.0, False),
        (True, 9_900_000, 9_000, 1.0, False),
        (True, 800_000, 1_000, 1.0, True),
        (True, 100, 4, 0.1, True),
    ],
)
def test_a_request_is_too_slow_once_nobody_at_the_other_end_can_be_waiting_for_it(
    headers_finished: bool, body_bytes: int, taken_s: float, patience: float, too_slow: bool
) -> None:
    request: Any = OneReading(Adjustments(host="127.0.0.1", port=0))
    request.headers_finished, request.body_bytes_received = headers_finished, body_bytes
    assert request.is_too_slow(request.began_at + taken_s, patience) is too_slow


def _wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_a_connection_with_half_a_request_is_closed_in_time_and_one_at_work_never(served: Served) -> None:
    with (
        served.connect(b"GET / HTTP/1.1\r\nHost:") as half,
        served.connect(POST + b"Content-Length: 9\r\n\r\nab") as body,
    ):
        channels = served.server.active_channels
        _wait_for(lambda: sum(each.request is not None for each in list(channels.values())) == 2)
        began_at = min(each.request.began_at for each in channels.values())
        assert close_what_takes_too_long(served.server, began_at + 19) == 0
        assert close_what_takes_too_long(served.server, began_at + 25) == 1
        served.server.pull_trigger()
        assert half.recv(10) == b""
        body.sendall(b"cdefghi")
        answered = b""
        while b"Good" not in answered:
            more = body.recv(500)
            assert more, f"closed after {answered!r}"
            answered += more
    assert served.reached == [("9", b"abcdefghi")]


def test_where_connections_run_short_half_a_request_has_seconds_only(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patient_server, "CROWDED_FROM", 0.0)
    with served.connect(b"GET / HTTP/1.1\r\nHost:") as half:
        _wait_for(lambda: any(each.request is not None for each in list(served.server.active_channels.values())))
        assert close_what_takes_too_long(served.server, time.monotonic() + 3) == 1
        served.server.pull_trigger()
        assert half.recv(10) == b""


def test_a_body_is_in_memory_only_as_long_as_it_is_short() -> None:
    body = Body(200_000)
    body.append(b"x" * 100_000)
    assert body.overflowed
    assert len(body) == 100_000
    body.append(b"x" * 100_001)
    assert body.buf is None
    assert len(body) == 200_001


def test_there_are_as_many_connections_as_open_files_allow() -> None:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        assert 50 <= most_connections() <= patient_server.MOST_CONNECTIONS
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
