"""What runs from left to right in every language: phone numbers, addresses, references. Unicode UAX #9, §2.4."""

from portal.languages.locales import direction
from portal.languages.speaking import language

_FROM_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"


def ltr(text: str) -> str:
    """The text, kept in its order inside words of a language that runs from right to left; elsewhere as it is."""
    if not text or direction(language()) == "ltr":
        return text
    return f"{_FROM_LEFT_TO_RIGHT}{text}{_END}"
