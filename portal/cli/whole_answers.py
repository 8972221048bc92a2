"""An answer that lies there whole leaves in one piece: its head and its body.

Waitress sends the head by itself first, which costs the system a second turn, and wakes whoever asked for half of it.
It also writes each name of a header anew, of which we have a dozen. This module can be deleted: give its task its
parent's name.
"""

from functools import lru_cache
from operator import itemgetter

from waitress.utilities import build_http_date

from portal.cli.kept_connections import KeepingTask

# Beyond this it is cheaper to send twice than to put both together.
MOST_BYTES = 64 * 1024
_NAME = itemgetter(0)
_NOT_PLAIN = {"Date", "Server"}


class WholeTask(KeepingTask):
    wrote_header: bool

    def write(self, data: bytes) -> None:
        is_whole = len(data) == self.content_length and self.has_body
        if self.wrote_header or not self.complete or not is_whole or len(data) > MOST_BYTES:
            super().write(data)
            return
        self.channel.write_soon((self._plain_head() or self.build_response_header()) + data)
        self.wrote_header = True
        self.content_bytes_written = len(data)

    def _plain_head(self) -> bytes | None:
        """What `build_response_header` gives for an answer of known length on a connection that stays open.

        None where it has more to decide.
        """
        closes = self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.version != "1.1" or closes or self.channel.server.adj.ident:
            return None
        headers = [(_as_waitress_writes(name), value) for name, value in self.response_headers]
        names = {name for name, _ in headers}
        if not names.isdisjoint(_NOT_PLAIN):
            return None
        if "Content-Length" not in names:
            headers.append(("Content-Length", str(self.content_length)))
        headers.append(("Date", _http_date(int(self.start_time))))
        # Of the same name, the first stays the first.
        lines = [f"{name}: {value}" for name, value in sorted(headers, key=_NAME)]
        return "\r\n".join((f"HTTP/1.1 {self.status}", *lines, "\r\n")).encode("latin-1")


@lru_cache(maxsize=256)
def _as_waitress_writes(name: str) -> str:
    return "-".join(word.capitalize() for word in name.split("-"))


@lru_cache(maxsize=2)
def _http_date(at_s: int) -> str:
    return str(build_http_date(at_s))
