"""A mail of ours that came back: which one, and what the server says. RFC 3464, and bounces of older forms."""

import re
from collections.abc import Iterator
from email.message import Message

from portal.inbound.headers import message_ids
from portal.inbound.parts import kind_of, leaves, octets_of
from portal.reports.incoming_mail import Bounce

MAX_SAID_CHARACTERS = 300
MAX_SCANNED_OCTETS = 200_000
MAX_IDS = 50

_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"']{1,128}@[^\s<>()\[\]:;,\"']{1,255}")
_MESSAGE_ID_LINE = re.compile(rb"^(?:message-id|references|in-reply-to):(.{1,2000})", re.IGNORECASE | re.MULTILINE)
_ID = re.compile(rb"<[^\s<>@]{1,400}@[^\s<>@]{1,400}>")
_FIELD = re.compile(
    r"^(action|status|diagnostic-code|final-recipient):(.{0,1000}(?:\n[ \t].{0,1000}){0,5})", re.I | re.M
)
_DAEMONS = ("mailer-daemon@", "postmaster@", "mail-daemon@")


def bounce_of(mail: Message, envelope_sender: str | None, sender: str) -> Bounce | None:
    """None for every mail that does not say that one was not delivered; a delay is none either."""
    parts = list(leaves(mail))
    reports = [part for part in parts if kind_of(part) == "message/delivery-status"]
    if reports:
        said = [_fields(part) for part in reports]
        failed = [fields for fields in said if fields.get("action", "").lower() == "failed"]
        return Bounce(_returned_ids(mail, parts), _words(failed[0])) if failed else None
    if kind_of(mail) == "multipart/report" or envelope_sender not in ("", None) or not sender.startswith(_DAEMONS):
        return None
    return Bounce(_returned_ids(mail, parts), "")


def _fields(report: Message) -> dict[str, str]:
    """The fields of all its groups, the last of a name first: the group of a recipient follows that of the server."""
    text = octets_of(report)[:MAX_SCANNED_OCTETS].decode("utf-8", "replace").replace("\r\n", "\n")
    return {name.lower(): " ".join(value.split()) for name, value in _FIELD.findall(text)}


def _words(fields: dict[str, str]) -> str:
    """`5.1.1 550 no such user`, without addresses: it ends up on the timeline."""
    diagnostic = fields.get("diagnostic-code", "").partition(";")[2].strip()
    said = " ".join(filter(None, (fields.get("status", ""), diagnostic)))
    shown = "".join(character if character.isprintable() else " " for character in _ADDRESS.sub("(address)", said))
    return " ".join(shown.split())[:MAX_SAID_CHARACTERS]


def _returned_ids(mail: Message, parts: list[Message]) -> tuple[str, ...]:
    """The Message-IDs that the returned mail, or its headers, may have been ours by; its own first."""
    found = [*_ids_inside(parts), *message_ids(mail, "In-Reply-To"), *message_ids(mail, "References")]
    return tuple(dict.fromkeys(found))[:MAX_IDS]


def _ids_inside(parts: list[Message]) -> Iterator[str]:
    for part in parts:
        if kind_of(part) in ("message/rfc822", "text/rfc822-headers", "message/global", "text/plain"):
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            if isinstance(inner, Message):
                yield from message_ids(inner, "Message-ID")
                yield from message_ids(inner, "References")
                continue
            for line in _MESSAGE_ID_LINE.findall(octets_of(part)[:MAX_SCANNED_OCTETS]):
                yield from (each.decode("ascii", "replace") for each in _ID.findall(line))
