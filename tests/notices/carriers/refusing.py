"""A carrier that refuses, for tests of what happens then."""

from email.message import EmailMessage

from portal.errors import CarrierError, TemporaryFailure
from portal.notices.context import RecipientKind


class RefusingCarrier:
    """Refuses the first `times` mails (all by default) with `failure`, and takes the others into `taken`."""

    def __init__(self, failure: CarrierError | None = None, times: int | None = None) -> None:
        self.failure = failure or TemporaryFailure("Refused for the test.")
        self.times = times
        self.attempts = 0
        self.taken: list[EmailMessage] = []

    def send(self, mail: EmailMessage, recipient_kind: RecipientKind) -> None:
        self.attempts += 1
        if self.times is None or self.attempts <= self.times:
            raise self.failure
        self.taken.append(mail)

    def close(self) -> None:
        pass
