"""The address that a reply to a notice goes to: one for each recipient of each report, and nobody can make it up.

`reply@example.org` becomes `reply+r7k4-m2px.MAC@example.org`. The MAC is that of a private link whose purpose names the
recipient (portal.reports.links), so that a customer's address proves nothing for a responder, and raising the report's
generation revokes it. Pure.
"""

import re
from collections.abc import Iterable

from portal.errors import BadToken
from portal.reports.links import CustomerLink, Keys, customer_token, require_customer_link
from portal.reports.references import find_reference

MAX_LOCAL_CHARACTERS = 20
"""Of the local part before the token: the whole may have 64 octets (RFC 5321 §4.5.3.1.1)."""

_TOKEN = re.compile(r"([a-z0-9]{4}-[a-z0-9]{4})\.([a-z2-7]{32})")
_CUSTOMER = "reply customer"


def reply_address(base: str, secret: str, reference: str, generation: int, person: str | None) -> str:
    """Where a reply by the responder or lead `person` goes, or by the customer for None. `base` is a bare address."""
    local, _, domain = base.partition("@")
    token = customer_token(secret, _purpose(person), reference, generation)
    return f"{local}+{token.lower()}@{domain}"


def reply_token(base: str, addresses: Iterable[str]) -> CustomerLink | None:
    """What the first reply address among `addresses` claims; None where there is none. Letters of any case will do."""
    local, _, domain = base.lower().partition("@")
    for address in addresses:
        left, _, right = address.lower().rpartition("@")
        name, _, token = left.partition("+")
        found = _TOKEN.fullmatch(token)
        if (name, right) == (local, domain) and found:
            reference = find_reference(found[1])
            if reference is not None and reference == found[1].upper():
                return CustomerLink(reference, found[2])
    return None


def is_made_for(link: CustomerLink, keys: Keys, generation: int, person: str | None) -> bool:
    """Whether the reply address was made for this responder or lead, or for the customer where `person` is None."""
    try:
        require_customer_link(link, keys, _purpose(person), generation)
    except BadToken:
        return False
    return True


def _purpose(person: str | None) -> str:
    return _CUSTOMER if person is None else f"reply person {person}"
