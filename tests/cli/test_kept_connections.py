"""Who is told that nothing is new may ask again on the same connection; whoever wants it closed has it closed."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.cli.patient import answering

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def unchanged(_: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
    start_response("304 NOT MODIFIED", [("ETag", 'W/"a"')])
    return [b""]


@pytest.fixture
def port() -> Iterator[int]:
    with answering(unchanged) as found:
        yield found


def answers(port: int, *asked: str) -> list[str]:
    """The head of each answer on one connection, as far as it stays open."""
    found = []
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection, suppress(ConnectionError):
        for head in asked:
            connection.sendall(f"{head}\r\n\r\n".encode())
            got = b""
            while b"\r\n\r\n" not in got:
                more = connection.recv(4096)
                if not more:
                    return found
                got += more
            found.append(got.decode())
    return found


GET = "GET / HTTP/1.1\r\nHost: here"


def test_nothing_new_keeps_the_connection(port: int) -> None:
    first, second = answers(port, GET, GET)
    assert first.startswith("HTTP/1.1 304")
    assert second.startswith("HTTP/1.1 304")
    assert "close" not in (first + second).lower()


@pytest.mark.parametrize("asked", [f"{GET}\r\nConnection: close", "GET / HTTP/1.0\r\nHost: here"])
def test_whoever_wants_it_closed_has_it_closed(port: int, asked: str) -> None:
    (only,) = answers(port, asked, GET)
    assert "connection: close" in only.lower()
