"""The place of a text where what is sought stands, with a little before and after it."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.reports.search_words import Sought, places

MAX_CHARACTERS = 200
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `is_sought` where it is a word that was looked for."""

    text: str
    is_sought: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`found` is how many of the words sought are in the whole text."""

    pieces: tuple[Piece, ...]
    found: int


def excerpt(text: str, sought: Sought) -> Excerpt | None:
    """The stretch from just before the first word sought; line ends are spaces in it. None where no word is there."""
    words = list(places(text))
    matching = [place for place, word in words if sought.matches(word)]
    if not matching:
        return None
    start = _start(text, matching[0][0])
    end = _end(text, start)
    pieces = [Piece("… ")] if start else []
    at = start
    for first, last in matching:
        if last > end:
            break
        pieces += [Piece(_one_line(text[at:first])), Piece(text[first:last], is_sought=True)]
        at = last
    pieces.append(Piece(_one_line(text[at:end]) + (" …" if end < len(text) else "")))
    return Excerpt(tuple(piece for piece in pieces if piece.text), sought.found_among(word for _, word in words))


def best_excerpt(texts: Iterable[str], sought: Sought) -> tuple[int, Excerpt] | None:
    """The place of the text with most of the words sought, the first of several, and its excerpt."""
    found = [(place, each) for place, text in enumerate(texts) if (each := excerpt(text, sought))]
    return max(found, key=lambda item: item[1].found, default=None)


def shortened(text: str, max_characters: int) -> str:
    """The beginning of a text in one line, up to a whole word."""
    line = " ".join(text.split())
    if len(line) <= max_characters:
        return line
    cut = line[:max_characters]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + " …"


def _start(text: str, first: int) -> int:
    """At the beginning of a word, some way before the first one sought."""
    if first <= _BEFORE:
        return 0
    space = text.find(" ", first - _BEFORE, first)
    return space + 1 if space >= 0 else first


def _end(text: str, start: int) -> int:
    end = start + MAX_CHARACTERS
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", start, end)
    return space if space > start + MAX_CHARACTERS // 2 else end


def _one_line(text: str) -> str:
    return "".join(" " if character.isspace() else character for character in text)
