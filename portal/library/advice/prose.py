"""The prose of a Markdown text: what an editor says in it, and where its sentences begin. Linear in its length.

What is not theirs to word is blanked out, so that everything else stays at its place: code, quotations, HTML,
addresses of links.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.library.source_places import without_code

# What is not prose, each with a sign that is in every text that holds it: most texts hold few of them.
_NOT_PROSE = tuple(
    (sign, re.compile(pattern, re.MULTILINE))
    for sign, pattern in (
        ("<!--", r"<!--(?:[^<-]|-(?!->)|<(?!!--))*-->"),
        ("<", r"<[^<>]*>"),  # a tag, or an address in pointed brackets
        (">", r"^ {0,3}>[^\n]*"),  # a quotation
        ("]:", r"^ {0,3}\*?\[[^\]\n^][^\]\n]*\]:[^\n]*"),  # where a reference leads, what an abbreviation means
        ("!!!", r"^!!![^\n]*"),  # the kind and the title of a note
        ("![", r"!\[[^\[\]\n]*\]\([^\n()]*\)"),  # a picture
        ("](", r"\]\((?:[^()\n]|\([^()\n]*\))*\)"),  # where a link leads
        ("][", r"\]\[[^\]\n]*\]"),
        ("[^", r"\[\^[^\[\]\n]*\]"),  # the mark of a footnote
        ("[[", r"\[\[[^\[\]]*\]\]"),  # what a responder makes personal
        ("{{", r"\{\{[^{}\n]*\}\}"),  # what is filled in
        ("{", r"\{:?[ ]*[#.][^{}\n]*\}"),  # a list of attributes
        ("http", r"https?://\S+"),
        ("@", r"[\w.+-]{1,64}@[\w-]+\.[\w.-]+"),
        ("“", r"“(?:[^“”\n]|\n(?![ \t]*\n))*”"),
        ('"', r'"(?:[^"\n]|\n(?![ \t]*\n))*"'),
    )
)
_INDENTED = re.compile(r"(?<=\n\n)(?:(?:[ ]{4}|\t)[^\n]*(?:\n|$)|[ \t]*\n)+")
_HOLDS_INDENTED_TEXT = re.compile(r"(?:[ \t]|[-*+] |\d+[.)] |\[\^|:|!!!)")
_STOPS = ".!?…؟。"
_END = rf"(?<![{_STOPS}].)[{_STOPS}]*+[*_)\]”’\"']*+\s++(?![a-z])"
_NO_ABBREVIATION = "".join(
    rf"(?<!\b{each}\.)" for each in (r"e\.g", r"i\.e", "Mr", "Mrs", "Ms", "Dr", "St", "No", "etc")
)
# Each of the choices begins with a letter of its own, which `re` finds several times as fast.
_BREAK = re.compile(
    "|".join(
        (
            r"\n[ \t]*\n\s*(?:#{1,6}[ \t][^\n]*)?",  # between paragraphs; a heading is no sentence
            r"\n#{1,6}[ \t][^\n]*",
            r"\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])",  # the items of a list
            r"\n(?=[ \t]*[|:])",  # the rows of a table, definitions
            r"\|",
            rf"\.{_NO_ABBREVIATION}{_END}",
            *(rf"{re.escape(stop)}{_END}" for stop in _STOPS[1:]),
        )
    )
)
# Some of the same places, found faster still: a piece of few words between two of these holds no long sentence.
_SURE_BREAK = re.compile(r"[.!?][ \n](?<=[a-z]{4}..)(?=[A-Z])|\n\n|\n(?=- )")
_LONGEST_LINE = 2_000
_WORD = re.compile(r"[^\W_]+(?:['’.,:/-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`offset` is the place of its first word in the text, `words` how many it has."""

    offset: int
    words: int


def prose_of(markdown: str) -> str:
    """The text with all that is not prose blanked out, everything else at its place."""
    text = without_code(markdown) if "`" in markdown or "~~~" in markdown else markdown
    if "\n    " in text or "\n\t" in text:
        text = _INDENTED.sub(lambda found: _indented(found, text), text)
    for sign, pattern in _NOT_PROSE:
        if sign in text:
            text = pattern.sub(_blank, text)
    return text


def sentences_over(prose: str, most_words: int) -> Iterator[Sentence]:
    """The sentences of more than `most_words` words. Headings are none; items of lists and cells stand alone."""
    begin = 0
    for found in _SURE_BREAK.finditer(prose):
        yield from _in_piece(prose, begin, found.start() + 1, most_words)
        begin = found.end()
    yield from _in_piece(prose, begin, len(prose), most_words)


def _in_piece(prose: str, begin: int, end: int, most_words: int) -> Iterator[Sentence]:
    if _has_few_words(prose[begin:end], most_words):
        return
    if prose.startswith("#", begin):
        heading_ends = prose.find("\n", begin, end)
        begin = end if heading_ends < 0 else heading_ends
    for found in _BREAK.finditer(prose, begin, end):
        yield from _if_over(prose, begin, found.start(), most_words)
        begin = found.end()
    yield from _if_over(prose, begin, end, most_words)


def _if_over(prose: str, begin: int, end: int, most_words: int) -> Iterator[Sentence]:
    piece = prose[begin:end]
    if _has_few_words(piece, most_words):
        return
    first, words = _WORD.search(piece), len(_WORD.findall(piece))
    if first is not None and words > most_words:
        yield Sentence(begin + first.start(), words)


def _has_few_words(piece: str, most_words: int) -> bool:
    # A word and the space after it take two characters at least.
    return len(piece) <= 2 * most_words or len(piece.split()) <= most_words


def _blank(found: re.Match[str]) -> str:
    """Spaces, but for line ends, and for the stop of a quotation that may be the sentence's own."""
    text = found[0]
    blank = " " * len(text) if "\n" not in text else re.sub(r"[^\n]", " ", text)
    return f"{blank[:-2]}{text[-2]} " if text[0] in '“"' and text[-2] in ".!?…" else blank


def _indented(found: re.Match[str], text: str) -> str:
    """Code, unless what stands before it is a list, a definition or a note that it belongs to."""
    before = text[max(0, found.start() - _LONGEST_LINE) : found.start()].rstrip("\n")
    last_line = before[before.rfind("\n") + 1 :]
    return found[0] if _HOLDS_INDENTED_TEXT.match(last_line) else re.sub(r"[^\n]", " ", found[0])
