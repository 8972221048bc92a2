"""However an application writes it, the answer that arrives is waitress' own, and a whole one comes in one piece."""

from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest
from waitress.channel import HTTPChannel

from portal.cli import whole_answers
from portal.cli.whole_answers import MOST_BYTES
from tests.cli.patient import answering

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    Write = Callable[[StartResponse], list[bytes]]
    Ask = Callable[..., tuple[str, bytes, int]]

BODY = b"hello"
LONG = b"a" * (MOST_BYTES + 1)
HEADERS = [("x-of-ours", "b"), ("set-cookie", "b=2"), ("Vary", "Cookie"), ("Set-Cookie", "a=1"), ("ETAG", '"a"')]


def _written(start: "StartResponse", *pieces: bytes, length: int | None = None, status: str = "200 OK") -> list[bytes]:
    start(status, HEADERS + ([] if length is None else [("content-length", str(length))]))
    return list(pieces)


WAYS: "dict[str, tuple[Write, bytes, int]]" = {
    "whole": (lambda start: _written(start, BODY, length=5), BODY, 1),
    "its length is found": (lambda start: _written(start, BODY), BODY, 1),
    "not found": (lambda start: _written(start, BODY, length=5, status="404 NOT FOUND"), BODY, 1),
    "in two pieces": (lambda start: _written(start, BODY, BODY, length=10), BODY * 2, 3),
    "in chunks": (lambda start: _written(start, BODY, BODY), BODY * 2, 4),
    "more than it said": (lambda start: _written(start, BODY, length=4), BODY[:4], 2),
    "empty": (lambda start: _written(start, b"", length=0), b"", 1),
    "long": (lambda start: _written(start, LONG, length=len(LONG)), LONG, 2),
    "nothing new": (lambda start: _written(start, b"", status="304 NOT MODIFIED"), b"", 1),
}


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> "Iterator[Ask]":
    """The head and the body that come for a way of writing it, and in how many pieces the connection got them."""
    pieces: list[int] = []
    usual = HTTPChannel.write_soon

    def counted(channel: Any, data: Any) -> Any:
        pieces.append(len(data))
        return usual(channel, data)

    monkeypatch.setattr(HTTPChannel, "write_soon", counted)
    monkeypatch.setattr("waitress.task.time.time", lambda: 1_795_687_207.5)

    def application(environ: "WSGIEnvironment", start: "StartResponse") -> list[bytes]:
        return WAYS[environ["QUERY_STRING"].replace("+", " ")][0](start)

    with answering(application, ident=None) as port:

        def answered(way: str, **headers: str) -> tuple[str, bytes, int]:
            pieces.clear()
            client = HTTPConnection("127.0.0.1", port, timeout=30)
            client.request("GET", "/?" + way.replace(" ", "+"), headers=headers)
            answer = client.getresponse()
            body = answer.read()
            client.close()
            return f"{answer.status}\n{answer.headers}", body, len(pieces)

        yield answered


@pytest.mark.parametrize("way", WAYS)
def test_head_and_body_are_those_of_waitress_and_a_whole_answer_comes_in_one_piece(
    ask: "Ask", way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, right, most_pieces = WAYS[way]
    asked: list[dict[str, str]] = [{}, {"Connection": "keep-alive"}, {"Connection": "Close"}]
    ours = [ask(way, **headers) for headers in asked]
    assert [(body, pieces) for _, body, pieces in ours] == [(right, most_pieces)] * 3
    monkeypatch.setattr(whole_answers, "MOST_BYTES", -1)
    theirs = [ask(way, **headers) for headers in asked]
    assert [(head, body) for head, body, _ in ours] == [(head, body) for head, body, _ in theirs]
