"""References that people can read aloud: `R7K4-M2PX`, two groups of four. DESIGN §9.

No letter that is misread (I, L, O, U) and a digit often enough that no word appears.
"""

import re
import secrets
from collections.abc import Callable

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
_DIGITS = "23456789"
_SHAPE = "LDLDLDLL"
_PATTERN = re.compile(r"([A-Z][0-9][A-Z][0-9])[^A-Z0-9]*([A-Z][0-9][A-Z]{2})")


def new_reference(choose: Callable[[str], str] = secrets.choice) -> str:
    """A random reference; there are some 2.6 thousand million. The store makes it unique."""
    characters = "".join(choose(_DIGITS if place == "D" else _LETTERS) for place in _SHAPE)
    return f"{characters[:4]}-{characters[4:]}"


def find_reference(text: str) -> str | None:
    """The reference in what somebody typed: any case, with or without the hyphen; None if there is none."""
    found = _PATTERN.search(text.upper())
    return f"{found[1]}-{found[2]}" if found else None
