"""Which limitations a customer's words point to, so that nobody waits for what we have already decided. DESIGN §1.1.

Pure, and linear in the length of the text. Case, accents, apostrophes and a simple plural make no difference.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.library.pages import Limitation

MAX_CHARACTERS = 20_000
_MAX_PHRASE_WORDS = 12
_SAME_TOPIC_WEIGHT = 2
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Match:
    """A limitation, the symptoms that the text holds, as the page writes them, and whether it belongs to the topic."""

    limitation: Limitation
    symptoms: tuple[str, ...]
    same_topic: bool

    @property
    def score(self) -> int:
        """Words that were found, and a little more for the topic."""
        found = sum(len(_phrase(symptom)) for symptom in self.symptoms)
        return found + (_SAME_TOPIC_WEIGHT if self.same_topic else 0)

    @property
    def reason(self) -> str:
        """Why the page is shown, for the customer."""
        quoted = [f"“{symptom}”" for symptom in self.symptoms]
        return f"You wrote {' and '.join([', '.join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)}."


def matching_limitations(limitations: Iterable[Limitation], text: str, topic: str) -> tuple[Match, ...]:
    """The limitations that fit a report on `topic`, best first. Text beyond MAX_CHARACTERS is not looked at.

    At least one symptom must be in the text. A limitation that belongs to other topics needs two words of it.
    """
    words = plain_words(text[:MAX_CHARACTERS])
    phrases, known = _Phrases(words), frozenset(words)
    matches = []
    for limitation in limitations:
        # Most have no symptom that so much as begins in the text.
        if known.isdisjoint(_first_words(limitation.symptoms)):
            continue
        found = tuple(symptom for symptom in limitation.symptoms if phrases.hold(_phrase(symptom)))
        match = Match(limitation, found, topic in limitation.topics)
        if found and (match.same_topic or not limitation.topics or match.score > 1):
            matches.append(match)
    return tuple(sorted(matches, key=lambda match: (-match.score, match.limitation.slug)))


class _Phrases:
    """Every run of n words of the text, made once for each n that is asked for."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._by_length: dict[int, set[tuple[str, ...]]] = {}

    def hold(self, phrase: tuple[str, ...]) -> bool:
        length = len(phrase)
        if not 0 < length <= _MAX_PHRASE_WORDS:
            return False
        if length not in self._by_length:
            starts = range(len(self._words) - length + 1)
            self._by_length[length] = {tuple(self._words[start : start + length]) for start in starts}
        return phrase in self._by_length[length]


@lru_cache(maxsize=4096)
def _phrase(symptom: str) -> tuple[str, ...]:
    """Kept, because every report is held against the symptoms of every limitation."""
    return plain_words(symptom)


@lru_cache(maxsize=1024)
def _first_words(symptoms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for symptom in symptoms for word in _phrase(symptom)[:1])


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: without case, accents, apostrophes and a simple plural."""
    plain = text.translate(_APOSTROPHES).casefold()
    if not plain.isascii():
        spread = unicodedata.normalize("NFKD", plain)
        plain = "".join(character for character in spread if not unicodedata.combining(character))
    return tuple([_singular(word) for word in _WORD.findall(plain)])


def _singular(word: str) -> str:
    """`bills` as `bill`, `boxes` as `box`, `batteries` as `battery`; both sides of a comparison go through it."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "zes", "ches", "shes")) else word[:-1]
