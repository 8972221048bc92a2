"""The contract of every carrier."""

from email.message import EmailMessage
from typing import Protocol

from portal.notices.context import RecipientKind


class Carrier(Protocol):
    """Takes mails away. Returning means that somebody else answers for the mail now.

    One carrier is used by one thread at a time.
    """

    def send(self, mail: EmailMessage, recipient_kind: RecipientKind) -> None:
        """Hand `mail` over. Raises TemporaryFailure or PermanentFailure, whose messages hold no address."""

    def close(self) -> None:
        """Let go of connections after a batch; the next `send` opens what it needs."""
