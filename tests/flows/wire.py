"""A real mail server at the end of the wire, that can be down, take mails, or hang in the middle of one."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.flows.mails import parsed
from tests.notices.carriers.mail_server import Mailbox, mail_server


class Wire(Mailbox):
    """Keeps the octets of every mail. While `hangs`, a mail about a report that arrived whole is never acknowledged.

    Others are: some go out before a shift begins, and so hang on the hour of the test.
    """

    def __init__(self) -> None:
        super().__init__()
        self.hangs = False
        self.unacknowledged: list[bytes] = []

    @property
    def arrived(self) -> list[EmailMessage]:
        """The mails that were acknowledged, parsed from their octets."""
        return [parsed(_octets(envelope)) for envelope in list(self.mails)]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.hangs and str(parsed(_octets(envelope))["Subject"]).startswith("["):
            self.unacknowledged.append(_octets(envelope))
            while self.hangs:
                await asyncio.sleep(0.05)
            return "451 too late"
        return await super().handle_DATA(server, session, envelope)


@contextmanager
def mail_server_up(wire: Wire, port: int) -> Iterator[None]:
    with mail_server(wire, port):
        try:
            yield
        finally:
            wire.hangs = False


def _octets(envelope: Envelope) -> bytes:
    content = envelope.content
    assert content is not None
    return content if isinstance(content, bytes) else content.encode()
