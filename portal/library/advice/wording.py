"""Words that a reader would have to translate, and sentences too long to follow. DESIGN §2: never jargon."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.library.advice.prose import sentences_over
from portal.library.advice.texts import IN_ENGLISH, Text, language_of, texts_of
from portal.library.problems import Problem
from portal.library.read_content import ReadContent

OUR_WORDS_TO_AVOID: Mapping[str, str] = {
    "aforementioned": "this",
    "as per": "by",
    "ascertain": "find out",
    "at this point in time": "now",
    "cognisant": "aware",
    "commence": "begin",
    "endeavour": "try",
    "expedite": "hurry",
    "facilitate": "help",
    "forthwith": "at once",
    "going forward": "from now on",
    "henceforth": "from now on",
    "herein": "here",
    "hereby": "now",
    "in order to": "to",
    "in respect of": "about",
    "in the event of": "if",
    "in the event that": "if",
    "leverage": "use",
    "notwithstanding": "despite",
    "please note": "",
    "prior to": "before",
    "pursuant to": "under",
    "remuneration": "pay",
    "thereof": "of it",
    "utilise": "use",
    "utilize": "use",
    "valued customer": "you",
    "with regard to": "about",
    "with regards to": "about",
}
"""For English; an empty value: leave it out."""


def advise_on_wording(content: ReadContent) -> Iterator[Problem]:
    """Pages in the site's first language or in English; our own words are English ones."""
    site, document = content.site, content.site_document
    if site is None or document is None or not document.is_right("languages"):
        return
    first = site.languages[0].split("-")[0].lower()
    own = {}
    if document.is_right("words_to_avoid"):
        own = {word.casefold(): instead for word, instead in site.words_to_avoid.items()}
    english = WordList({**OUR_WORDS_TO_AVOID, **own})
    other = WordList(own)
    most_words = site.longest_sentence
    for entry in content.entries:
        page = entry.page
        language = language_of(entry, page, first) if page is not None else ""
        if page is None or language not in (first, IN_ENGLISH):
            continue
        words = english if language == IN_ENGLISH else other
        texts = list(texts_of(entry, page))
        for text in texts:
            for sentence in sentences_over(text.prose, most_words):
                what = f"A sentence of {sentence.words} words; after {most_words} readers lose the thread."
                yield text.advice(sentence.offset, "long-sentence", what, "Make two of it.")
        yield from words.advice(texts)


@dataclass(frozen=True)
class _Avoided:
    """`needle` is in each text that the pattern finds something in, in small letters and on one line."""

    needle: str
    written: str
    instead: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Most are never needed, and making them takes longer than looking for all the needles."""
        return re.compile(rf"(?<![\w-]){self.written}(?![\w-])", re.IGNORECASE)


class WordList:
    """Words and phrases by what to write instead. One that maps to itself is allowed."""

    def __init__(self, instead_of: Mapping[str, str]) -> None:
        self._avoided = [
            _avoided(word, instead) for word, instead in instead_of.items() if word.casefold() != instead.casefold()
        ]

    def advice(self, texts: Sequence[Text]) -> Iterator[Problem]:
        """On the texts of one page."""
        written = " ".join(" ".join(text.written for text in texts).lower().split())
        for each in self._avoided:
            if each.needle in written:
                for text in texts:
                    yield from _uses(each, text)


def _uses(avoided: _Avoided, text: Text) -> Iterator[Problem]:
    for found in avoided.pattern.finditer(text.prose):
        shown = " ".join(found[0].split())
        remedy = f"Write “{avoided.instead}”, or say it in other words." if avoided.instead else "Leave it out."
        yield text.advice(found.start(), "word-to-avoid", f"“{shown}” is not a word of your readers.", remedy)


def _avoided(word: str, instead: str) -> _Avoided:
    """A single word is found with the endings that it takes in a sentence; a phrase across the end of a line too."""
    parts = [re.escape(part) for part in word.split()]
    last, endings = parts[-1], ""
    if len(parts) == 1 and last.isalpha():
        last, endings = (last[:-1], "(?:e|es|ed|ing)") if last.endswith("e") else (last, "(?:s|es|ed|ing)?")
    needle = " ".join(word.lower().split()) if len(parts) > 1 else last.lower()
    pattern = r"\s+".join([*parts[:-1], last]) + endings
    return _Avoided(needle, pattern, instead)
