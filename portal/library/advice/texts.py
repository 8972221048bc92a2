"""The texts of a page that its editor words: the body, and the fields that readers see as sentences."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from portal.library.advice.prose import prose_of
from portal.library.advice_names import AdviceName
from portal.library.entries import Entry
from portal.library.front_matter import Document
from portal.library.pages import Choice, Commitment, Drill, Limitation, Page
from portal.library.problems import Problem
from portal.library.yaml_nodes import Keys

IN_ENGLISH = "en"


@dataclass(frozen=True)
class Text:
    """`keys` lead to the field; () for the body."""

    document: Document
    keys: Keys
    written: str

    @cached_property
    def prose(self) -> str:
        return prose_of(self.written)

    def advice(self, offset: int, name: AdviceName, what: str, remedy: str) -> Problem:
        """At a character of the body, or at the field."""
        if self.keys:
            return replace(self.document.warning(self.keys, what, remedy), advice=name)
        return replace(self.document.problem_in_body(offset, what, remedy), severity="warning", advice=name)


def texts_of(entry: Entry, page: Page) -> Iterator[Text]:
    """Those that are right so far. What customers say (`says`, `symptoms`) is theirs, and none of them."""
    document = entry.document
    for keys, written in _fields(page):
        is_item = isinstance(keys[-1], int)
        at = keys[:-1] if is_item and not document.is_list(keys[:-1]) else keys
        if written and document.is_right(*at):
            yield Text(document, at, written)
    if document.has_body:
        yield Text(document, (), document.body)


def language_of(entry: Entry, page: Page, first_language: str) -> str:
    """The language that the page is in, such as `en` for `en-GB`."""
    said = page.lang if page.lang and entry.document.is_right("lang") else first_language
    return said.split("-")[0].lower()


def _fields(page: Page) -> Iterator[tuple[Keys, str]]:
    yield ("summary",), page.summary
    for number, entry in enumerate(page.history):
        yield ("history", number, "words"), entry.words
    if isinstance(page, Commitment):
        yield ("remedy",), page.remedy
    if isinstance(page, Choice):
        for name, effects in (("costs", page.costs), ("benefits", page.benefits)):
            for whom in ("customer", "us", "team"):
                yield from (((name, whom, number), line) for number, line in enumerate(getattr(effects, whom)))
        yield from ((("prevent", number), line) for number, line in enumerate(page.prevent))
    if isinstance(page, Limitation):
        yield ("workaround",), page.workaround
        yield ("instead",), page.instead
    if isinstance(page, Drill):
        yield from ((("checklist", number), line) for number, line in enumerate(page.checklist))
