"""A mail server in a process of its own, to be killed: `mail_sink.py PORT FOLDER`. What it has accepted is on disk."""

import asyncio
import os
import secrets
import sys
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.flows.mails import parsed

_SUFFIX = ".eml"


class _Sink:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        name = f"{secrets.token_hex(12)}{_SUFFIX}"
        (self._folder / f".{name}").write_bytes(content)
        os.replace(self._folder / f".{name}", self._folder / name)
        return "250 OK"


async def _serve(port: int, folder: Path) -> None:
    loop = asyncio.get_running_loop()
    sink = _Sink(folder)
    server = await loop.create_server(lambda: SMTP(sink, loop=loop, enable_SMTPUTF8=True), "127.0.0.1", port)
    async with server:
        await server.serve_forever()


def arrived(folder: Path) -> list[EmailMessage]:
    """Every mail that was accepted, in no order."""
    return [parsed(file.read_bytes()) for file in folder.iterdir() if file.suffix == _SUFFIX and file.name[0] != "."]


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), Path(sys.argv[2])))
