"""Headers of a mail as plain text. Never raises: the standard parser does, on some 4 % of malformed ones. RFC 2047."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from portal.inbound.charsets import decoded

MAX_HEADER_CHARACTERS = 8_000

_MESSAGE_ID = re.compile(r"<[^\s<>@]{1,400}@[^\s<>@]{1,400}>")


def raw_values(mail: Message, name: str) -> list[str]:
    """Every value of the header, from the top, as it stands on the wire; octets beyond ASCII read as UTF-8."""
    wanted = name.lower()
    return [_readable(value) for key, value in mail.raw_items() if key.lower() == wanted]


def raw_value(mail: Message, name: str) -> str:
    """The first value; empty where there is none."""
    return next(iter(raw_values(mail, name)), "")


def text_value(mail: Message, name: str) -> str:
    """The first value as a person reads it, on one line; empty where there is none."""
    return shown(raw_value(mail, name))


def shown(raw: str) -> str:
    """Encoded words decoded, on one line."""
    unfolded = " ".join(raw.split())
    if "=?" not in unfolded:
        return unfolded
    try:
        pieces = decode_header(unfolded)
    except (HeaderParseError, ValueError):
        return unfolded
    text = "".join(piece if isinstance(piece, str) else decoded(piece, charset) for piece, charset in pieces)
    return " ".join(text.split())


def message_ids(mail: Message, name: str) -> list[str]:
    """The Message-IDs in a header, in their order."""
    return [found for value in raw_values(mail, name) for found in _MESSAGE_ID.findall(value)]


def names(mail: Message) -> set[str]:
    """The names of all headers, in small letters."""
    return {key.lower() for key, _ in mail.raw_items()}


def _readable(value: object) -> str:
    octets = str(value)[:MAX_HEADER_CHARACTERS].encode("utf-8", "surrogateescape")
    return decoded(octets, "utf-8").replace("\0", "")
