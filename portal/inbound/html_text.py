"""The words of an HTML mail, with `> ` before what it quotes. Linear time, whatever the input.

The standard library's HTMLParser takes a second for 2,000 unfinished tags and ever longer for more, and raises on some
declarations; all that is wanted here is where a tag begins and ends.
"""

import html
import re
from collections.abc import Iterator

MAX_TAG_CHARACTERS = 4_096

_LINES = frozenset(
    {"p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "dd", "dt", "center"}
    | {"address", "article", "section", "header", "footer", "blockquote", "body", "title"}
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table"})
_UNSEEN = frozenset({"script", "style", "head", "title", "template"})
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,20})")
_MANY_BLANK_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MAX_QUOTES = 20


def text_of_html(document: str) -> str:
    """Plain text: block elements begin lines, links keep their words, pictures and styles are left out."""
    text = _Text()
    for is_tag, piece in _pieces(document):
        if is_tag:
            text.take_tag(piece)
        else:
            text.take_words(piece)
    return text.finished()


class _Text:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._unseen = ""
        self._preformatted = 0

    def take_words(self, piece: str) -> None:
        if self._unseen:
            return
        words = _unescaped(piece).replace("\xa0", " ")
        if not self._preformatted:
            self._line.append(_SPACES.sub(" ", words))
            return
        first, *others = words.replace("\r\n", "\n").split("\n")
        self._line.append(first)
        for other in others:
            self._end_line()
            self._line.append(other)

    def take_tag(self, piece: str) -> None:
        found = _NAME.match(piece)
        if not found:
            return
        name, closes = found[1].lower(), piece.startswith("/")
        if self._unseen:
            if name == "body" or (closes and name == self._unseen):
                self._unseen = ""
            return
        if name in _UNSEEN and not closes:
            self._unseen = "" if piece.endswith("/") else name
            return
        if name == "br":
            self._end_line()
        elif name in _LINES:
            self._begin_block(name, closes)
        elif name in ("td", "th"):
            self._line.append(" ")

    def _begin_block(self, name: str, closes: bool) -> None:
        self._end_line(only_if_begun=True)
        if name in _PARAGRAPHS and self._lines and self._lines[-1].strip("> "):
            self._end_line()
        if name == "blockquote":
            self._quotes = max(0, min(_MAX_QUOTES, self._quotes + (-1 if closes else 1)))
        elif name == "pre":
            self._preformatted = max(0, self._preformatted + (-1 if closes else 1))
        elif name == "li" and not closes:
            self._line.append("- ")
        elif name == "hr":
            self._line.append("_" * 32)
            self._end_line()

    def _end_line(self, *, only_if_begun: bool = False) -> None:
        line = "".join(self._line)
        self._line.clear()
        line = line.rstrip() if self._preformatted else line.strip()
        if line or not only_if_begun:
            self._lines.append(f"{'>' * self._quotes} {line}".rstrip() if self._quotes else line)

    def finished(self) -> str:
        self._end_line(only_if_begun=True)
        return _MANY_BLANK_LINES.sub("\n\n", "\n".join(self._lines)).strip("\n")


def _pieces(document: str) -> Iterator[tuple[bool, str]]:
    """Words (False) and the insides of tags (True). Every search goes on where the last one ended."""
    at, end = 0, len(document)
    while at < end:
        start = document.find("<", at)
        if start < 0:
            yield False, document[at:]
            return
        if start > at:
            yield False, document[at:start]
        if document.startswith("<!--", start):
            closed = document.find("-->", start + 4)
            if closed < 0:  # an unfinished comment hides the rest, as in a browser
                return
            at = closed + 3
            continue
        if not document[start + 1 : start + 2].isalpha() and document[start + 1 : start + 2] not in ("/", "!", "?"):
            yield False, "<"
            at = start + 1
            continue
        closed = _tag_end(document, start + 1)
        yield True, document[start + 1 : closed]
        at = closed + 1


def _tag_end(document: str, start: int) -> int:
    """Where the `>` of a tag is: outside of quotes, as long as the tag is no longer than a tag can be."""
    limit = min(len(document), start + MAX_TAG_CHARACTERS)
    quote = ""
    for at in range(start, limit):
        character = document[at]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and document[at - 1] == "=":
            quote = character
        elif character == ">":
            return at
    closed = document.find(">", start, limit)
    return closed if closed >= 0 else limit - 1


def _unescaped(piece: str) -> str:
    try:
        return html.unescape(piece)
    except ValueError:  # a number of more digits than Python reads
        return piece
