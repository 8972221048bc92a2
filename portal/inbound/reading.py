"""Octets become an IncomingMail (RFC 5322, RFC 2045). Never raises: what cannot be read says so, for a person."""

import logging
from datetime import datetime
from email._policybase import Compat32
from email.message import Message
from email.parser import BytesParser
from hashlib import sha256

from portal.inbound.addresses import addresses_in, sole_address
from portal.inbound.automatic import is_automatic
from portal.inbound.bounces import bounce_of
from portal.inbound.headers import MAX_HEADER_CHARACTERS, message_ids, raw_values, shown, text_value
from portal.inbound.parts import contents_of
from portal.inbound.quotes import without_quotes
from portal.notices.addresses import comparable
from portal.reports.incoming_mail import IncomingMail, MailKind

logger = logging.getLogger(__name__)

MAX_LINES = 1_000_000
MAX_PARTS = 100
MAX_LINES_TIMES_PARTS = 5_000_000
"""The parser looks at every line once for each part that the line may stand in."""
MAX_HEADERS_OCTETS = 200_000

_RECIPIENT_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_TOO_MUCH = "It is made of more parts or lines than we take apart."
_UNREADABLE = "Its form is broken, so that it cannot be read."


class _Capped(Compat32):
    """Headers stay as they came and are cut to a length that is read in good time."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_HEADER_CHARACTERS]


def read_mail(
    octets: bytes, arrived_at: datetime, envelope_sender: str | None = None, recipients: tuple[str, ...] = ()
) -> IncomingMail:
    """`envelope_sender` is the address in MAIL FROM, empty for the null sender; `recipients` are those of RCPT TO."""
    digest = sha256(octets).hexdigest()
    to = tuple(filter(None, map(comparable, recipients)))
    if _is_too_much(octets):
        return IncomingMail(digest, arrived_at, recipients=to, fault=_TOO_MUCH)
    try:
        mail = BytesParser(Message, policy=_Capped()).parsebytes(octets)
        return _read(mail, digest, arrived_at, envelope_sender, to)
    except Exception:  # whatever it is, the mail is kept and a person looks at it
        logger.exception("the mail %s cannot be read", digest[:12])
        return IncomingMail(digest, arrived_at, recipients=to, fault=_UNREADABLE)


def _read(
    mail: Message, digest: str, arrived_at: datetime, envelope_sender: str | None, recipients: tuple[str, ...]
) -> IncomingMail:
    from_headers = raw_values(mail, "From")
    sender = sole_address(from_headers)
    contents = contents_of(mail)
    cut = without_quotes(contents.text)
    bounce = bounce_of(mail, envelope_sender, sender)
    automatic = bounce is None and is_automatic(mail, envelope_sender, sender)
    named = (each for name in _RECIPIENT_HEADERS for value in raw_values(mail, name) for each in addresses_in(value))
    answered = [*message_ids(mail, "In-Reply-To"), *reversed(message_ids(mail, "References"))]
    return IncomingMail(
        digest=digest,
        arrived_at=arrived_at,
        message_id=next(iter(message_ids(mail, "Message-ID")), ""),
        sender=sender,
        sender_shown=shown(from_headers[0]) if from_headers else "",
        recipients=tuple(dict.fromkeys((*recipients, *named))),
        thread_ids=tuple(dict.fromkeys(answered)),
        subject=text_value(mail, "Subject"),
        words=cut.words,
        was_cut=cut.was_cut,
        kind=MailKind.BOUNCE if bounce else MailKind.AUTOMATIC if automatic else MailKind.LETTER,
        bounce=bounce,
        enclosures=contents.enclosures,
    )


def _is_too_much(octets: bytes) -> bool:
    """Whether taking it apart could take more than seconds: told by counting, before anything is parsed."""
    small = octets.lower()
    lines = octets.count(b"\n")
    parts = 1 + small.count(b"boundary=") + small.count(b"boundary*") + small.count(b"message/")
    headers_end = min((at for at in (octets.find(b"\n\n"), octets.find(b"\r\n\r\n")) if at >= 0), default=len(octets))
    return (
        lines > MAX_LINES
        or parts > MAX_PARTS
        or lines * parts > MAX_LINES_TIMES_PARTS
        or headers_end > MAX_HEADERS_OCTETS
    )
