"""Many open tracking pages at once, as far as the server can tell: each asks what is new at the pace of the script."""

import asyncio
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlsplit

from tests.patience import PATIENCE_S

EVERY_S = 3.5
OK = 200


@dataclass
class Polled:
    """What came back: how often each status, how long each answer took, and what went wrong."""

    statuses: Counter[int] = field(default_factory=Counter)
    took_s: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Pollers:
    """`number` of them, on `pages` (addresses of tracking pages), in a thread of their own while the block runs."""

    def __init__(self, pages: Sequence[str], number: int) -> None:
        self.polled = Polled()
        self._pages = [pages[place % len(pages)] for place in range(number)]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._poll_all()), name="pollers")

    def __enter__(self) -> "Pollers":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join(PATIENCE_S * 2)

    def wait_until_each_has_asked(self, times: int, patience_s: float) -> None:
        """Until there were as many answers as that takes."""
        give_up_at = time.monotonic() + patience_s
        while len(self.polled.took_s) < times * len(self._pages) and time.monotonic() < give_up_at:
            time.sleep(0.05)

    async def _poll_all(self) -> None:
        await asyncio.gather(*(self._poll(page) for page in self._pages))

    async def _poll(self, page: str) -> None:
        # As pages are: not all opened at one moment.
        await asyncio.sleep(random.uniform(0, EVERY_S))
        tag = ""
        while not self._stop.is_set():
            asked_at = time.monotonic()
            try:
                status, told = await asyncio.wait_for(_ask(page, tag), PATIENCE_S)
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                self.polled.problems.append(f"{type(error).__name__}: {error}")
            else:
                self.polled.took_s.append(time.monotonic() - asked_at)
                self.polled.statuses[status] += 1
                if status == OK and told == tag:
                    self.polled.problems.append(f"{page} was told again in full, though nothing of it is new")
                tag = told
            await asyncio.sleep(EVERY_S * random.uniform(0.9, 1.1))


async def _ask(page: str, tag: str) -> tuple[int, str]:
    """One conditional GET on a connection of its own, since the server ends one with each 304; status and tag."""
    address = urlsplit(page)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        condition = f"If-None-Match: {tag}\r\n" if tag else ""
        host = f"Host: {address.netloc}\r\nConnection: close\r\n"
        writer.write(f"GET {address.path}/news HTTP/1.1\r\n{host}{condition}\r\n".encode())
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        await reader.read()
    finally:
        writer.close()
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    return int(head[0].split(" ")[1]), headers.get("etag", tag)
