"""Finds words of ours that were left in English."""

import re
from collections.abc import Iterable
from functools import cache

from bs4 import BeautifulSoup

from portal.languages.catalogs import TRANSLATIONS
from portal.languages.extraction import messages_in, read_catalog

_LEAST_LETTERS = 8
_VALUE = re.compile(r"%\(\w+\)s|\{\w+\}|<[^>]*>")


@cache
def english_phrases() -> tuple[str, ...]:
    """What stands between the values of our messages, where it is long enough to be nothing else."""
    catalog = read_catalog(TRANSLATIONS / "ar" / "LC_MESSAGES" / "messages.po")
    messages = [text for each in messages_in(catalog) for text in _forms(each.id)]
    phrases = (" ".join(part.split()) for text in messages for part in _VALUE.split(text))
    found = {phrase.strip(" .,:;“”()") for phrase in phrases}
    return tuple(sorted(phrase for phrase in found if " " in phrase and len(phrase) >= _LEAST_LETTERS))


def english_left_in(text: str) -> list[str]:
    """The phrases of ours that stand in a text."""
    spaced = " ".join(text.split())
    return [phrase for phrase in english_phrases() if phrase in spaced]


def words_of(html: str) -> str:
    """All that a page or a mail says, also what only some hear or a script puts in."""
    soup = BeautifulSoup(html, "html.parser")
    spoken = ("aria-label", "title", "placeholder", "alt")
    hidden = (
        str(value)
        for tag in soup.find_all(True)
        for name, value in tag.attrs.items()
        if name in spoken or name.startswith("data-says")
    )
    meta = (str(tag["content"]) for tag in soup.select('meta[name="description"]'))
    return " ".join((soup.get_text(" "), *hidden, *meta))


def _forms(message: str | Iterable[str]) -> Iterable[str]:
    return (message,) if isinstance(message, str) else message
