"""Swallows every mail, for load tests and demonstrations."""

from email.message import EmailMessage

from portal.notices.context import RecipientKind


class NullCarrier:
    def send(self, mail: EmailMessage, recipient_kind: RecipientKind) -> None:
        pass

    def close(self) -> None:
        pass
