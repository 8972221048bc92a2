"""The header Idempotency-Key: a string of Structured Fields (RFC 9651 §3.3.3), quotation marks or not. Pure.

There are no accounts here, so a key has to be one that no stranger would choose: it is refused where it is short.
"""

import re

FEWEST_CHARACTERS = 16
MOST_CHARACTERS = 255

_QUOTED = re.compile(r'"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"')
_BARE = re.compile(r"[!#-+\--~]+")


def read_key(header: str) -> str | None:
    """The key; None for what is none, or is too short or too long."""
    header = header.strip(" \t")
    quoted = _QUOTED.fullmatch(header)
    if quoted:
        key = re.sub(r"\\(.)", r"\1", quoted[1])
    elif _BARE.fullmatch(header):
        key = header
    else:
        return None
    return key if FEWEST_CHARACTERS <= len(key) <= MOST_CHARACTERS else None
