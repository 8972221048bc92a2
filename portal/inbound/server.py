"""The server that takes mails, by LMTP (RFC 2033) or SMTP (RFC 5321): on disk before they are acknowledged.

It stands behind the organisation's own mail server, which checks for spam and viruses, SPF, DKIM and DMARC: none of
these is done here, and a mail that should not come in is to be refused there. It relays nothing.
"""

import asyncio
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from portal.acts.mail_originals import Original, keep_original
from portal.errors import SettingsError
from portal.settings import Settings

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session

logger = logging.getLogger(__name__)

Protocol = Literal["lmtp", "smtp"]
MAX_LINE_OCTETS = 1_000_000
"""Far more than RFC 5321 §4.5.3.1.6 allows: some programs write whole paragraphs, and nothing is to be turned away."""
TAKEN = "250 2.0.0 We have it"
LATER = "451 4.3.0 It cannot be kept just now; try again later"


class Taker:
    """What aiosmtpd calls. A mail is answered with 250 when it is on disk, whole and synced, and not before."""

    def __init__(self, settings: Settings, taken: Callable[[], None], each_recipient: bool) -> None:
        self._settings = settings
        self._taken = taken
        self._each_recipient = each_recipient

    async def handle_DATA(self, server: "SMTP", session: "Session", envelope: "Envelope") -> str:  # noqa: N802
        content = envelope.original_content or b""
        # aiosmtpd gives the null sender (RFC 5321 §4.5.5) as it was written.
        sender = (envelope.mail_from or "").removeprefix("<>")
        original = Original(content, datetime.now(UTC), sender, tuple(envelope.rcpt_tos))
        try:
            await asyncio.get_running_loop().run_in_executor(None, keep_original, self._settings, original)
        except OSError as error:
            logger.error("a mail could not be kept, and its sender is told to try again: %s", error.strerror)
            answer = LATER
        else:
            self._taken()
            answer = TAKEN
        # RFC 2033 §4.2: LMTP answers once for each recipient.
        return "\r\n".join([answer] * (len(envelope.rcpt_tos) if self._each_recipient else 1))


@contextmanager
def receiving(
    settings: Settings, protocol: Protocol, host: str, port: int, taken: Callable[[], None]
) -> Iterator[None]:
    """The server runs in a thread of its own meanwhile. `taken` is called after each mail.

    Raises SettingsError where aiosmtpd is missing or the address cannot be listened on.
    """
    controller = _controller(settings, protocol, host, port, taken)
    try:
        # aiosmtpd would wait its whole patience for a thread that has failed already.
        socket.create_server((host, port), family=_family(host, port)).close()
        controller.start()
    except (OSError, TimeoutError) as error:
        if not controller.loop.is_running():
            controller.loop.close()
        why = (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__
        raise SettingsError(
            f"receive_host = {host!r}, receive_port = {port} cannot be listened on: {why.rstrip('.')}. "
            "Stop what uses the port, or choose another with --port."
        ) from error
    try:
        yield
    finally:
        controller.stop()


def _family(host: str, port: int) -> socket.AddressFamily:
    """Raises OSError where `host` cannot be found."""
    return socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]


def _controller(settings: Settings, protocol: Protocol, host: str, port: int, taken: Callable[[], None]) -> Any:
    try:
        from aiosmtpd.controller import Controller
        from aiosmtpd.lmtp import LMTP
        from aiosmtpd.smtp import SMTP
    except ImportError as error:
        raise SettingsError(
            "Receiving mail needs a package that is not installed. Run: pip install 'forthright-portal[mail-in]'"
        ) from error

    options: dict[str, Any] = {
        "data_size_limit": settings.max_mail_bytes,
        "enable_SMTPUTF8": True,
        "decode_data": False,
        "ident": "Forthright",
        "hostname": "localhost",
    }

    class LongLinesSmtp(SMTP):
        line_length_limit = MAX_LINE_OCTETS

    class LongLinesLmtp(LMTP):
        line_length_limit = MAX_LINE_OCTETS

    class Receiver(Controller):
        def factory(self) -> SMTP:
            return (LongLinesLmtp if protocol == "lmtp" else LongLinesSmtp)(self.handler, **options)

    return Receiver(Taker(settings, taken, protocol == "lmtp"), hostname=host, port=port, ready_timeout=10.0)
