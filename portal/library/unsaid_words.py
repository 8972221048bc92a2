"""Words that customers use for a limitation and its `symptoms` do not hold yet: single words with counts, never texts.

A word that fewer than three customers used is theirs and never shown; nor is a name, or anything with a digit. Pure.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from portal.library.matching import plain_words
from portal.library.shared_phrases import SMALL_WORDS

LEAST_CUSTOMERS = 3
MOST_WORDS = 6
MAX_CHARACTERS = 4_000
_SHORTEST = 3
_TIMES_AS_USUAL = 2
_SAYS_NOTHING = """
    already always another anything ask asked back both call came cannot come could day each else even ever every first
    give given go goes going gone happen know last let long look made make many month much must need never nobody
    nothing once one only other people put really said same say saying see seem since somebody someone something soon
    such sure
    take tell thing think though time today told took try twice two three four five six seven eight nine ten until use
    used want wanted way week well went without work year yesterday yet
"""
_SMALL = frozenset(word for small in (*SMALL_WORDS, _SAYS_NOTHING) for word in plain_words(small))


@dataclass(frozen=True, slots=True)
class UnsaidWord:
    word: str
    customers: int


def unsaid_words(
    symptoms: Iterable[str], by_customer: Collection[str], usual: Mapping[str, float], hidden: Collection[str]
) -> tuple[UnsaidWord, ...]:
    """The most used first, at most six. `by_customer` holds all that one customer wrote of it, in one text each.

    `usual` is which part of all customers uses a word (`share_of_customers`): a word must be twice as common here.
    `hidden` are names whose words are left out.
    """
    left_out = set(_SMALL)
    for words in (*symptoms, *hidden):
        left_out.update(plain_words(words))
    counts = Counter(word for text in by_customer for word in _content(text) - left_out)
    found = [
        UnsaidWord(word, count)
        for word, count in counts.items()
        if count >= LEAST_CUSTOMERS and count / len(by_customer) >= _TIMES_AS_USUAL * usual.get(word, 0)
    ]
    return tuple(sorted(found, key=lambda each: (-each.customers, each.word))[:MOST_WORDS])


def share_of_customers(by_customer: Collection[str]) -> dict[str, float]:
    """Which part of the customers uses each word, from 0 to 1."""
    counts = Counter(word for text in by_customer for word in _content(text))
    return {word: count / len(by_customer) for word, count in counts.items()}


def _content(text: str) -> set[str]:
    """An address or a link is cut out whole, so that no half of it looks like a word."""
    said = " ".join(part for part in text[:MAX_CHARACTERS].split() if "@" not in part and "/" not in part)
    return {word for word in plain_words(said) if len(word) >= _SHORTEST and word.isalpha()}
