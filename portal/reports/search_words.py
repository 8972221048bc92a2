"""Words as the search knows them: without case, accents and marks, the same when kept and when sought.

Pure, so that every database finds the same. What is sought is never given to a database as somebody typed it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MAX_CHARACTERS = 60
"""Of a word; the rest of a longer one is not looked at."""
MAX_SOUGHT = 12
MIN_BEGINNING = 2
MAX_KEPT_BYTES = 500_000
"""Of one report. PostgreSQL keeps up to one mebibyte (its manual, "Limitations" of full text search)."""

# A letter or digit, and the accents that may stand beside it as characters of their own.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_NUMBER_IN_PARTS = re.compile(r"\d[\d ()./-]{4,}\d")
_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for: all of `words`, and a word that begins with `beginning`, where that is not empty."""

    words: tuple[str, ...]
    beginning: str = ""

    def matches(self, word: str) -> bool:
        """Whether a folded word is one of those sought."""
        return word in self.words or (bool(self.beginning) and word.startswith(self.beginning))

    def found_among(self, words: Iterable[str]) -> int:
        """How many of those sought are among the folded words."""
        there = set(words)
        by_beginning = bool(self.beginning) and any(word.startswith(self.beginning) for word in there)
        return len(there.intersection(self.words)) + by_beginning


def read_sought(text: str) -> Sought | None:
    """What was typed, as words; the last one may be only begun. None where there is no word in it.

    Quotes, operators and signs mean nothing. Beyond MAX_SOUGHT words the first of them are taken.
    """
    found = list(dict.fromkeys(word for _, word in places(text[:_LOOKED_AT])))[:MAX_SOUGHT]
    if not found:
        return None
    if len(found[-1]) < MIN_BEGINNING:
        return Sought(tuple(found))
    return Sought(tuple(found[:-1]), found[-1])


def kept_words(texts: Iterable[str]) -> list[str]:
    """Every different word of the texts, for the index; a number said in parts also as one: `01632 960 001`.

    Where there are very many, those of the first texts are taken.
    """
    found: set[str] = set()
    left = MAX_KEPT_BYTES
    for text in texts:
        new = _words(text).union(_whole_numbers(text)) - found
        left -= len(" ".join(new).encode()) + 1
        if left < 0:
            break
        found |= new
    return sorted(found)


def _words(text: str) -> set[str]:
    """Those of `places`; what is written in plain letters, as most texts are, is folded in one go."""
    if text.isascii():
        return {word[:MAX_CHARACTERS] for word in _WORD.findall(text.lower())}
    return {word for _, word in places(text)}


def places(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Where each word stands in the text (start, end), and the word folded."""
    for match in _WORD.finditer(text):
        word = _folded(match[0])
        if word:
            yield match.span(), word


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()[:MAX_CHARACTERS]
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(character for character in spread if character.isalnum())[:MAX_CHARACTERS]


def _whole_numbers(text: str) -> Iterator[str]:
    for match in _NUMBER_IN_PARTS.finditer(text):
        yield "".join(_folded(digit) for digit in match[0] if digit.isdecimal())[:MAX_CHARACTERS]
