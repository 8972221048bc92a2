"""Rate limits that hold across processes: a count per visitor and window, in the store.

Where the visitor comes from is kept only as a keyed hash, and only for the window.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address

from flask import request
from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.errors import OverLimit
from portal.store import rate_counters


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in `window_s` seconds."""

    name: str
    most: int
    window_s: int


SEND_REPORT = Limit("send report", 30, 600)
HOLD_REPORT = Limit("hold report", 300, 600)
STAGE_FILES = Limit("stage files", 60, 600)
ASK_FOR_LINK = Limit("ask for link", 5, 900)
SUBSCRIBE = Limit("subscribe", 10, 900)
SUBSCRIPTION_MAILS = Limit("subscription mails", 10, 86_400)
SIGN_IN_MAIL = Limit("sign-in mail", 5, 900)
WRITE_AGAIN = Limit("write again", 60, 600)
KEEP_DRAFT = Limit("keep draft", 600, 600)
WRONG_LINK = Limit("wrong link", 60, 600)


def is_over(workplace: Workplace, limit: Limit, subject: str = "") -> bool:
    """Count one more and say whether that was too many. `subject` narrows it, such as to one report's reference."""
    if workplace.settings.limits == "off":
        return False
    with workplace.store.writing() as conn:
        return _count(conn, workplace, limit, _key(workplace, limit, subject)) > limit.most


def counted_by(workplace: Workplace, limit: Limit) -> Callable[[Connection], None]:
    """For an act that counts one more in its own transaction, which spares a commit.

    What it gives raises OverLimit; that try is undone with the transaction, so the window stays full, and no fuller.
    """
    key = _key(workplace, limit, "")

    def count(conn: Connection) -> None:
        if workplace.settings.limits != "off" and _count(conn, workplace, limit, key) > limit.most:
            raise OverLimit(f"More than {limit.most} in {limit.window_s} seconds came from one place. Try again later.")

    return count


def place_of(address: str | None) -> str:
    """What counts as one visitor: an IPv4 address, or an IPv6 network of 64 bits, the least that one customer of a
    network is given (RFC 6177), who has all of its addresses to choose from.
    """
    try:
        found = ip_address(address or "")
    except ValueError:
        return address or "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(IPv6Network((int(found), 64), strict=False).network_address)


def _count(conn: Connection, workplace: Workplace, limit: Limit, key: str) -> int:
    return rate_counters.count(conn, key, workplace.now(), limit.window_s)


def _key(workplace: Workplace, limit: Limit, subject: str) -> str:
    visitor = subject or place_of(request.remote_addr)
    return hmac.digest(workplace.secret.encode(), f"{limit.name}\0{visitor}".encode(), "sha256").hex()
