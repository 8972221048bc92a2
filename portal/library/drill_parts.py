"""A drill taken apart by its headings: what comes in, what only the coach knows, what both talk about. DESIGN §4."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.library.pages import Drill
from portal.library.source_places import without_code

COMES_IN = "What comes in"
TALK_AFTER = "Talk about it after"

_HEADING = re.compile(r"^##[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_QUOTATION = re.compile(r"(?:^ {0,3}>.*(?:\n|\Z))+", re.MULTILINE)
_QUOTED = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_HTML_SECTION = re.compile(r"(?=<h2\b)")
_HTML_HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)
_HTML_QUOTATION = re.compile(r"<blockquote>.*?</blockquote>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the body as written: its heading, where that begins, and its text without it."""

    title: str
    offset: int
    text: str

    @property
    def quotations(self) -> tuple[str, ...]:
        """The customer's words in it, each with its paragraphs, unwrapped."""
        return tuple(_unwrapped(_QUOTED.sub("", found[0])) for found in _QUOTATION.finditer(self.text))

    def is_called(self, title: str) -> bool:
        return self.title.casefold() == title.casefold()


@dataclass(frozen=True, slots=True)
class DrillParts:
    """`words` is what the customer sends in, `next_words` what they write then, in order; both are plain text.

    `beside` stands with the report, `coach` is for the coach alone, `after` for both at the end; HTML fit for a page.
    """

    words: str
    next_words: tuple[str, ...]
    beside: str
    coach: str
    after: str


def parts_of(drill: Drill) -> DrillParts:
    """The drill by its headings. It was checked, so that it has words of the customer."""
    written = list(sections(drill.body.markdown))
    comes_in = next((each.quotations for each in written if each.is_called(COMES_IN)), ())
    others = (each for each in written if not each.is_called(COMES_IN) and not each.is_called(TALK_AFTER))
    beside, coach, after = [], [], []
    for html in _HTML_SECTION.split(drill.body.html):
        heading = _HTML_HEADING.match(html)
        title = heading[1].strip().casefold() if heading else ""
        if title == COMES_IN.casefold():
            beside.append(_HTML_QUOTATION.sub("", html[heading.end() if heading else 0 :], count=1))
        elif title == TALK_AFTER.casefold():
            after.append(html[heading.end() if heading else 0 :])
        else:
            coach.append(html)
    return DrillParts(
        words=next(iter(comes_in), ""),
        next_words=(*comes_in[1:], *(words for each in others for words in each.quotations)),
        beside="".join(beside).strip(),
        coach="".join(coach).strip(),
        after="".join(after).strip(),
    )


def sections(markdown: str) -> Iterator[Section]:
    """The sections under headings of level 2, in order; what stands before the first is in none."""
    found = list(_HEADING.finditer(without_code(markdown)))
    ends = [*(each.start() for each in found[1:]), len(markdown)]
    for heading, end in zip(found, ends, strict=True):
        yield Section(heading[1], heading.start(), markdown[heading.end() : end])


def _unwrapped(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in _PARAGRAPHS.split(text.strip()))
