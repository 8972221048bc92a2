"""A real mail server on loopback that behaves as a test wants."""

import asyncio
import itertools
import os
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class Mailbox:
    """Takes every mail. `rcpt`, `data`, `mail_from` are answers to give in place of 250; `before_data` is awaited."""

    def __init__(self, rcpt: str = "", data: str = "", mail_from: str = "", delay_s: float = 0) -> None:
        self.rcpt, self.data, self.mail_from, self.delay_s = rcpt, data, mail_from, delay_s
        self.hangs_up_in_data = False
        self.mails: list[Envelope] = []
        self.connections = 0
        self.encrypted = False
        self.signed_in_as = ""

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        assert server.transport is not None
        self.encrypted = server.transport.get_extra_info("ssl_object") is not None
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.mail_from or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.rcpt:
            envelope.rcpt_tos.append(address)
        return self.rcpt or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.delay_s)
        if self.hangs_up_in_data:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "250 nobody hears this"
        if not self.data:
            self.mails.append(envelope)
        return self.data or "250 OK"

    def sign_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        good = data.password == b"right"
        self.signed_in_as = data.login.decode() if good else ""
        return AuthResult(success=good, handled=good)


# Below those that systems hand to whoever connects (RFC 6056; Linux begins at 32768), so that nobody takes one before
# its server starts, nor while it is started again; each worker begins somewhere else.
_PORTS = range(20_000, 32_000)
_next_ports = itertools.cycle((*_PORTS[os.getpid() * 97 % len(_PORTS) :], *_PORTS[: os.getpid() * 97 % len(_PORTS)]))


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on, another at each call."""
    while True:
        with suppress(OSError), socket.socket() as probe:
            port: int = next(_next_ports)
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def mail_server(mailbox: Mailbox, port: int | None = None, **options: Any) -> Iterator[int]:
    """The port of a running server that gives its mails to `mailbox`."""
    port = port or free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def make_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that vouches for itself, and the server's side of it."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return certificate, context
