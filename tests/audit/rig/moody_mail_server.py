"""A mail server on a bad day: it knows some people no more, is slow, puts mails off, and breaks off mid-message."""

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.flows.wire import Wire
from tests.notices.carriers.mail_server import mail_server

GONE = "gone"
NO_SUCH_USER = "550 5.1.1 no such user"
_LATER = "451 4.3.0 come back later"
_CUT_AFTER_BYTES = (300, 30_000)
_CHUNK_BYTES = 4_096


class MoodyMailServer(Wire):
    """Refuses for good whoever's address begins with GONE. While `in_a_mood`, a third of the mails go wrong."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.in_a_mood = False
        self.refused, self.put_off, self.slow, self.cut = 0, 0, 0, 0
        self._choose = random.Random(seed)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith(GONE):
            self.refused += 1
            return NO_SUCH_USER
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mood = self._choose.random() if self.in_a_mood else 1.0
        if mood < 0.15:
            self.put_off += 1
            return _LATER
        if mood < 0.3:
            self.slow += 1
            await asyncio.sleep(self._choose.uniform(0.2, 0.8))
        return await super().handle_DATA(server, session, envelope)

    def bytes_until_the_line_breaks(self) -> int | None:
        """Of a connection just opened; None where it holds."""
        if not self.in_a_mood or self._choose.random() < 0.4:
            return None
        return self._choose.randint(*_CUT_AFTER_BYTES)


@contextmanager
def moody_mail_server(server: MoodyMailServer, port: int) -> Iterator[None]:
    """It answers at `port`, over a line that breaks when it says so."""
    with mail_server(server) as behind:
        line = _Line(server, port, behind)
        line.start()
        try:
            yield
        finally:
            line.stop()


class _Line(threading.Thread):
    """Takes what comes to `port` on to the server `behind`, as far as it holds."""

    def __init__(self, server: MoodyMailServer, port: int, behind: int) -> None:
        super().__init__(name="line")
        self._server, self._port, self._behind = server, port, behind
        self._loop = asyncio.new_event_loop()
        self._up = threading.Event()

    def start(self) -> None:
        super().start()
        assert self._up.wait(10)

    def run(self) -> None:
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._serve())
        self._loop.close()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._cancel_all)
        self.join(10)

    def _cancel_all(self) -> None:
        for task in asyncio.all_tasks(self._loop):
            task.cancel()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._carry, "127.0.0.1", self._port)
        self._up.set()
        async with server:
            await server.serve_forever()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._behind)
        left = self._server.bytes_until_the_line_breaks()
        back = asyncio.create_task(_pour(there_reader, writer))
        with suppress(OSError, asyncio.CancelledError):
            while chunk := await reader.read(_CHUNK_BYTES):
                if left is not None and len(chunk) >= left:
                    there_writer.write(chunk[: left - 1])
                    self._server.cut += 1
                    break
                left = None if left is None else left - len(chunk)
                there_writer.write(chunk)
                await there_writer.drain()
        back.cancel()
        for each in (there_writer, writer):
            each.close()


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError, asyncio.CancelledError):
        while chunk := await reader.read(_CHUNK_BYTES):
            writer.write(chunk)
            await writer.drain()
