"""Exactly one mail address, in the form that mail servers understand."""

import re
from email.headerregistry import Address

import idna

from portal.errors import PermanentFailure

MAX_LOCAL_OCTETS = 64
MAX_DOMAIN_OCTETS = 255

_FORBIDDEN = re.compile(r'[\x00-\x20\x7f-\x9f()<>\[\]:;,"\\\u2028\u2029\ud800-\udfff]')
_ASCII_DOMAIN = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*")


def one_address(text: str, display_name: str = "") -> Address:
    """The one address that `text` is, its domain in ASCII (RFC 5890).

    Stricter than RFC 5322: no names, comments, quotes or lists, which parsers read in different ways.
    Raises PermanentFailure, without repeating the address.
    """
    local, at, domain = text.partition("@")
    if not (local and at and domain) or "@" in domain or _FORBIDDEN.search(text):
        raise PermanentFailure("A notice needs exactly one mail address such as help@example.org; this is not one.")
    if len(local.encode()) > MAX_LOCAL_OCTETS:
        raise PermanentFailure(f"The part of a mail address before @ is longer than {MAX_LOCAL_OCTETS} octets.")
    return Address(display_name=display_name, username=local, domain=ascii_domain(domain))


def ascii_domain(domain: str) -> str:
    """`bücher.example` becomes `xn--bcher-kva.example`. Raises PermanentFailure."""
    if not domain.isascii():
        try:
            domain = idna.encode(domain, uts46=True).decode("ascii")
        except idna.IDNAError:
            raise PermanentFailure("The part of a mail address after @ is no domain.") from None
    domain = domain.lower()
    if len(domain) > MAX_DOMAIN_OCTETS or not _ASCII_DOMAIN.fullmatch(domain):
        raise PermanentFailure("The part of a mail address after @ is no domain.")
    return domain


def comparable(text: str) -> str:
    """An address in the form in which two that are the same are equal; empty for what is not exactly one address.

    Letters of either size are the same, also before the @: no mail server in use tells them apart (RFC 5321 §2.4).
    """
    try:
        address = one_address(text.strip())
    except PermanentFailure:
        return ""
    return f"{address.username.casefold()}@{address.domain}"
