"""What `portal run` takes from the network before a request is whole: not for ever, not without end, and never in two
readings.

Waitress reads requests in one thread, so slow ones cost no thread; each costs a connection until it is whole. What
nobody waits for any more is closed, sooner while connections are few. A body over the limit is read to its end and
forgotten, so that the browser gets our page that says so; it is never kept.
"""

import resource
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import BaseWSGIServer, MultiSocketServer

from portal.cli.fair_shares import Share
from portal.cli.whole_answers import WholeTask

HEADERS_WITHIN_S = 20.0
BODY_GRACE_S = 30.0
SLOWEST_BODY_BYTES_PER_S = 1_000
IDLE_S = 60.0
LOOKED_AT_EVERY_S = 2
# Of the connections there may be, how many may be taken before all patience is cut to a tenth.
CROWDED_FROM = 0.75
MOST_CONNECTIONS = 3_000
# Each look for something to do asks all connections, so those that knock come in together.
ACCEPTED_AT_ONCE = 50
_FILES_BESIDE = 224
# What a body takes of the memory before it goes on in a temporary file.
KEPT_IN_MEMORY_BYTES = 64 * 1024
# A body longer than this is not even read to its end.
MOST_READ_BYTES = 1 << 31


def most_connections() -> int:
    """How many connections there may be, after having asked the system for as many open files as it gives."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + _FILES_BESIDE
    if soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(50, min(MOST_CONNECTIONS, soft - _FILES_BESIDE))


class Body(OverflowableBuffer):  # type: ignore[misc]
    """The body of a request: all of it up to `most_bytes`, and of a longer one nothing but its length."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(KEPT_IN_MEMORY_BYTES)
        self.buf: Any = None
        self.strbuf = b""
        self._most_bytes = most_bytes
        self._came_bytes = 0

    def __len__(self) -> int:
        return self._came_bytes

    def append(self, data: bytes) -> None:
        self._came_bytes += len(data)
        if self._came_bytes <= self._most_bytes:
            super().append(data)
        elif self.buf is not None or self.strbuf:
            self.close()
            self.buf, self.strbuf = None, b""


class OneReading(HTTPRequestParser):  # type: ignore[misc]
    """A request that could be read in two ways is refused: that is how requests are smuggled (RFC 9112 §6.3, §11.2)."""

    most_body_bytes = MOST_READ_BYTES

    def __init__(self, adj: Any) -> None:
        super().__init__(adj)
        self.began_at = time.monotonic()

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length beside Transfer-Encoding")
        if "TRANSFER_ENCODING" in self.headers:
            raise ParsingError("Transfer-Encoding in HTTP/1.0")
        if "," in self.headers.get("HOST", "") or (self.version == "1.1" and not self.headers.get("HOST")):
            raise ParsingError("Not one Host")
        if self.body_rcv is not None:
            self.body_rcv.buf = Body(self.most_body_bytes)

    def is_too_slow(self, at: float, patience: float) -> bool:
        """`at` is of the same clock as `began_at`; `patience` a share of the usual one."""
        taken_s = at - self.began_at
        if not self.headers_finished:
            return taken_s > HEADERS_WITHIN_S * patience
        after_grace_s = taken_s - BODY_GRACE_S * patience
        return after_grace_s > 0 and self.body_bytes_received < after_grace_s * SLOWEST_BODY_BYTES_PER_S


@dataclass(frozen=True, slots=True)
class Patience:
    """How many connections there may be, and how full it is from when on patience is short."""

    connections: int

    def share(self, taken: int) -> float:
        return 0.1 if taken >= self.connections * CROWDED_FROM else 1.0


def make_patient(server: BaseWSGIServer | MultiSocketServer, most_body_bytes: int, share: Share | None = None) -> None:
    """Have the server close what takes too long, and take no body over `most_body_bytes`. To be done before it runs.

    With a `share` it leaves connections to other processes that have fewer.
    """

    class Parser(OneReading):
        pass

    class Channel(HTTPChannel):  # type: ignore[misc]
        parser_class = Parser
        task_class = WholeTask

    Parser.most_body_bytes = most_body_bytes
    for each in _listening(server):
        each.channel_class = Channel
        each.maintenance = lambda _, each=each: close_what_takes_too_long(each, time.monotonic())
        each.handle_accept = partial(_accept_several, each, each.handle_accept, share)


def close_what_takes_too_long(server: BaseWSGIServer, at: float) -> int:
    """Gives how many connections are closed. None is closed on which a request is being answered."""
    channels = list(server.active_channels.values())
    patience = Patience(server.adj.connection_limit).share(len(server._map))
    closed = 0
    for channel in channels:
        # A service thread may be about to put the next request there; looked at once, it is whole or it is not.
        request, idle_s = channel.request, time.time() - channel.last_activity
        if channel.requests or channel.will_close:
            continue
        too_slow = request.is_too_slow(at, patience) if request is not None else idle_s > IDLE_S * patience
        if too_slow or idle_s > IDLE_S:
            channel.will_close = True
            closed += 1
    return closed


def _accept_several(server: BaseWSGIServer, accept_one: Callable[[], None], share: Share | None) -> None:
    if share and (moment_s := share.moment_s(len(server._map))):
        time.sleep(moment_s)
    for _ in range(ACCEPTED_AT_ONCE):
        before = len(server.active_channels)
        accept_one()
        if len(server.active_channels) == before or len(server._map) >= server.adj.connection_limit:
            return
        if share and share.moment_s(len(server._map)):
            return


def _listening(server: BaseWSGIServer | MultiSocketServer) -> list[BaseWSGIServer]:
    if isinstance(server, MultiSocketServer):
        return [each for each in server.map.values() if isinstance(each, BaseWSGIServer)]
    return [server]
