"""Private links: unguessable, bound to one purpose, made again when needed and revoked by raising the generation.

A token is `REFERENCE.MAC`, or `REFERENCE.PERSON.EXPIRES.MAC` for a responder, or `KEY.MAC` for what is about no report
and has a random key. The MAC is HMAC-SHA-256 (RFC 2104), cut to 160 bits, over the secret, purpose, reference,
generation and whatever else stands in the token. DESIGN §8.
"""

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from portal.errors import BadToken, ExpiredToken
from portal.reports.references import find_reference

Keys = str | tuple[str, ...]
"""The key, or the present one and those before it: a link that any of them made opens what it opened."""

TRACK = "track"
RECEIPT = "receipt"
HELD = "held"
RESPOND = "respond"
MUTE = "mute"
CALENDAR = "calendar"
CONFIRM_SUBSCRIPTION = "confirm subscription"
SUBSCRIBER = "subscriber"

_BROKEN = "This link does not open anything. It may have lost a piece on the way: copy the whole of it from the mail."
_CUSTOMER = re.compile(r"([A-Z0-9]{4}-[A-Z0-9]{4})\.([a-z2-7]{32})")
_KEYED = re.compile(r"([a-z2-7]{32})\.([a-z2-7]{32})")
_CALENDAR = re.compile(r"(own|team)\.([a-z0-9-]+)\.([a-z2-7]{32})")
_RESPONDER = re.compile(r"([A-Z0-9]{4}-[A-Z0-9]{4})\.([a-z0-9-]+)\.(\d{8})\.([a-z2-7]{32})")


@dataclass(frozen=True, slots=True)
class CustomerLink:
    """What a customer's token claims, before it is checked against the report's generation."""

    reference: str
    mac: str


@dataclass(frozen=True, slots=True)
class ResponderLink:
    """What a responder's token claims; `expires` is the last day on which it opens anything (UTC)."""

    reference: str
    person: str
    expires: date
    mac: str


@dataclass(frozen=True, slots=True)
class CalendarLink:
    """What the token of a calendar claims: `scope` is `own` or `team`, of the person with this key."""

    scope: str
    person: str
    mac: str


def customer_token(secret: str, purpose: str, reference: str, generation: int) -> str:
    return f"{reference}.{_mac(secret, purpose, reference, str(generation))}"


def responder_token(secret: str, reference: str, generation: int, person: str, expires: date) -> str:
    day = expires.strftime("%Y%m%d")
    return f"{reference}.{person}.{day}.{_mac(secret, RESPOND, reference, str(generation), person, day)}"


def calendar_token(secret: str, scope: str, person: str, generation: int) -> str:
    """`own` or `team`, then the person and the MAC: the address of a roster as iCalendar."""
    return f"{scope}.{person}.{_mac(secret, CALENDAR, scope, person, str(generation))}"


def read_calendar_token(text: str) -> CalendarLink:
    """Raises BadToken."""
    found = _CALENDAR.fullmatch(text)
    if not found:
        raise BadToken(_BROKEN)
    return CalendarLink(found[1], found[2], found[3])


def require_calendar_link(link: CalendarLink, keys: Keys, generation: int) -> None:
    """Raises BadToken for an address that was renewed since, or never given."""
    if not _is_mac(link.mac, keys, CALENDAR, link.scope, link.person, str(generation)):
        raise BadToken(_BROKEN)


def read_customer_token(text: str) -> CustomerLink:
    """Finds the token among stray characters that a mail program may have added. Raises BadToken."""
    found = _CUSTOMER.search(text)
    if not found or find_reference(found[1]) != found[1]:
        raise BadToken(_BROKEN)
    return CustomerLink(found[1], found[2])


def read_responder_token(text: str) -> ResponderLink:
    """Raises BadToken."""
    found = _RESPONDER.search(text)
    if not found or find_reference(found[1]) != found[1]:
        raise BadToken(_BROKEN)
    try:
        expires = datetime.strptime(found[3], "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise BadToken(_BROKEN) from None
    return ResponderLink(found[1], found[2], expires, found[4])


def require_customer_link(link: CustomerLink, keys: Keys, purpose: str, generation: int) -> None:
    """Raises BadToken unless the link was made for this purpose and generation."""
    if not _is_mac(link.mac, keys, purpose, link.reference, str(generation)):
        raise BadToken(_BROKEN)


def require_responder_link(link: ResponderLink, keys: Keys, generation: int, today: date) -> None:
    """Raises BadToken, or ExpiredToken for a link that was good until its day."""
    day = link.expires.strftime("%Y%m%d")
    if not _is_mac(link.mac, keys, RESPOND, link.reference, str(generation), link.person, day):
        raise BadToken(_BROKEN)
    if today > link.expires:
        raise ExpiredToken("This link has expired. Ask for a fresh one below; it comes to you by mail at once.")


def keyed_token(secret: str, purpose: str, key: str) -> str:
    """`key` is 32 letters and digits drawn at random (portal.acts.sign_in_tokens)."""
    return f"{key}.{_mac(secret, purpose, key)}"


def key_of_token(text: str, keys: Keys, purpose: str) -> str:
    """The key in a token that was made for this purpose, among stray characters or not. Raises BadToken."""
    found = _KEYED.search(text)
    if not found or not _is_mac(found[2], keys, purpose, found[1]):
        raise BadToken(_BROKEN)
    return found[1]


def oldest_first(keys: Keys) -> list[str]:
    """As itsdangerous takes them: the last one signs, each of them opens."""
    return [keys] if isinstance(keys, str) else list(reversed(keys))


def _is_mac(mac: str, keys: Keys, *parts: str) -> bool:
    return any(hmac.compare_digest(mac, _mac(key, *parts)) for key in oldest_first(keys))


def _mac(secret: str, *parts: str) -> str:
    # A length before each part keeps ("ab", "c") apart from ("a", "bc").
    message = b"".join(len(part).to_bytes(4, "big") + part.encode() for part in parts)
    digest = hmac.digest(secret.encode(), message, "sha256")[:20]
    return base64.b32encode(digest).decode().lower()
