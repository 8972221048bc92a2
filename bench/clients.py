"""Browsers reduced to what a server notices of them: each keeps one connection and asks again when it is answered."""

import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from urllib.parse import urlencode


class Connection:
    """One connection that is kept. Requests are bytes made beforehand, so that asking costs next to nothing."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def status_of(self, asked: bytes) -> int:
        """Send a request and read its whole answer, which must say its length. Raises ConnectionError."""
        self._socket.sendall(asked)
        answer = b""
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._more()
        head = answer[:end].lower()
        _, _, length = head.partition(b"content-length:")
        left = int(length.split(b"\r\n", 1)[0]) - (len(answer) - end - 4)
        while left > 0:
            left -= len(self._more())
        return int(head[9:12])

    def _more(self) -> bytes:
        got = self._socket.recv(65_536)
        if not got:
            raise ConnectionError("the server closed the connection")
        return got


def posted(path: str, form: dict[str, str], cookie: str = "") -> bytes:
    """A form as a browser sends it."""
    body = urlencode(form).encode()
    head = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/x-www-form-urlencoded"]
    head += [f"Content-Length: {len(body)}", *([f"Cookie: {cookie}"] if cookie else [])]
    return "\r\n".join((*head, "", "")).encode() + body


def got(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def taken_s(connections: Sequence[Connection], asked: Sequence[bytes], status: int) -> tuple[float, list[float]]:
    """How long all requests took, and each of them, in seconds; every connection asks for its share, one by one.

    Raises AssertionError for an answer with another status.
    """

    def ask(number: int) -> list[float]:
        took = []
        for each in asked[number :: len(connections)]:
            began = time.perf_counter()
            answered = connections[number].status_of(each)
            took.append(time.perf_counter() - began)
            assert answered == status, answered
        return took

    with ThreadPoolExecutor(len(connections)) as many:
        began = time.perf_counter()
        each_s = [seconds for took in many.map(ask, range(len(connections))) for seconds in took]
        return time.perf_counter() - began, each_s
