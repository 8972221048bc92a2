"""Tokens of sign-in links and sessions: random, shown once, and kept as hashes only. DESIGN §8; OWASP ASVS 5.0 §7.2.

They hold at least 160 bits, so a plain hash suffices: nobody can try them all.
"""

import base64
import re
import secrets
from hashlib import sha256

_LINK = re.compile(r"[a-z2-7]{32}")


def new_link_token() -> str:
    """32 letters and digits that no mail program breaks or takes for the end of a sentence."""
    return base64.b32encode(secrets.token_bytes(20)).decode().lower()


def find_link_token(text: str) -> str:
    """The token among stray characters that a mail program may have added; empty where there is none."""
    found = _LINK.search(text)
    return found[0] if found else ""


def new_session_token() -> str:
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    return sha256(token.encode(errors="surrogatepass")).hexdigest()
