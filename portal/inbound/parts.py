"""The parts of a mail: what is written, and what is enclosed. Never raises for a mail that the parser could take."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from portal.inbound.charsets import decoded
from portal.inbound.headers import MAX_HEADER_CHARACTERS, shown
from portal.inbound.html_text import text_of_html
from portal.reports.incoming_mail import Enclosure

MAX_TEXT_OCTETS = 1_000_000
MAX_ENCLOSURES = 50

_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/heif": ".heif",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "message/rfc822": ".eml",
}


@dataclass(frozen=True, slots=True)
class Contents:
    """`text` is the plain text, made from HTML where there is no other."""

    text: str
    enclosures: tuple[Enclosure, ...]


def contents_of(mail: Message) -> Contents:
    """Several texts one after the other are joined, as mailing lists and Apple Mail send them."""
    plain: list[str] = []
    rich: list[str] = []
    enclosures: list[Enclosure] = []
    for part in leaves(mail):
        kind = kind_of(part)
        is_text = kind in ("text/plain", "text/html") and not _is_enclosed(part)
        if is_text:
            (plain if kind == "text/plain" else rich).append(text_of(part))
        elif len(enclosures) < MAX_ENCLOSURES and (content := octets_of(part)):
            enclosures.append(Enclosure(_name_of(part, kind, len(enclosures) + 1), content))
    text = "\n\n".join(filter(None, (words.strip("\r\n") for words in plain)))
    if not any(character.isalnum() for character in text) and rich:
        text = "\n\n".join(text_of_html(document) for document in rich)
    return Contents(text, tuple(enclosures))


def leaves(mail: Message) -> Iterator[Message]:
    """The parts that are not made of parts, in their order. A mail inside a mail is one part."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if isinstance(payload, list) and not kind_of(part).startswith("message/"):
            waiting.extend(each for each in reversed(payload) if isinstance(each, Message))
        else:
            yield part


def kind_of(part: Message) -> str:
    """Such as `text/plain`, in small letters."""
    return part.get_content_type()


def text_of(part: Message) -> str:
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError, AttributeError, TypeError):
        charset = None
    return decoded(octets_of(part)[:MAX_TEXT_OCTETS], charset)


def octets_of(part: Message) -> bytes:
    """What the part holds, its transfer encoding undone; a mail inside a mail as it was sent."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return b"\n".join(_flat(each) for each in payload if isinstance(each, Message))
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):
        found = None
    if isinstance(found, bytes):
        return found
    return str(payload or "").encode("utf-8", "surrogateescape")


def _flat(mail: Message) -> bytes:
    try:
        return mail.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return b""


def _is_enclosed(part: Message) -> bool:
    return str(part.get("Content-Disposition", ""))[:40].strip().lower().startswith("attachment")


def _name_of(part: Message, kind: str, number: int) -> str:
    """The name it was sent with; a part without one, such as a picture in the text, is `picture 1.png` or the like."""
    try:
        given = part.get_filename() or ""
    except (ValueError, LookupError, AttributeError, TypeError):
        given = ""
    name = shown(str(given)[:MAX_HEADER_CHARACTERS].encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    if name.strip():
        return name
    return f"{'picture' if kind.startswith('image/') else 'file'} {number}{_SUFFIXES.get(kind, '')}"
