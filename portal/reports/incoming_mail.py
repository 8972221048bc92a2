"""A mail that came in, as far as reports care: who wrote what, to which address, in answer to what.

Personal texts; nothing of it goes into an entry's facts.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256


class MailKind(StrEnum):
    """LETTER: a person wrote it. AUTOMATIC: RFC 3834. BOUNCE: a mail of ours that was not delivered, RFC 3464."""

    LETTER = "letter"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that came with a mail."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail server says of a mail that it could not deliver.

    `message_ids` are those of the mail that came back, as far as it is enclosed. `said` is the server's own words on
    one line, without addresses; it may be empty.
    """

    message_ids: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """`digest` is the SHA-256 of its octets in hexadecimal; `arrived_at` is when it was accepted (UTC).

    `sender` is the one address in From, empty where there is none or more than one; `sender_shown` is the header as a
    person reads it. `recipients` are all addresses that it went to. `thread_ids` are the Message-IDs that it answers,
    the nearest first. `words` is what its writer wrote, without what they quote; `was_cut` says that something was
    left out. `fault` says why it could not be read, empty where it could.
    """

    digest: str
    arrived_at: datetime
    message_id: str = ""
    sender: str = ""
    sender_shown: str = ""
    recipients: tuple[str, ...] = ()
    thread_ids: tuple[str, ...] = ()
    subject: str = ""
    words: str = ""
    was_cut: bool = False
    kind: MailKind = MailKind.LETTER
    bounce: Bounce | None = None
    enclosures: tuple[Enclosure, ...] = ()
    fault: str = ""

    @property
    def content_digest(self) -> str:
        """The same for a mail that came twice by different ways, so that its trace headers differ."""
        files = (sha256(each.content).hexdigest() for each in self.enclosures)
        parts = (self.message_id, self.sender, self.subject, self.words, *files)
        return sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()
