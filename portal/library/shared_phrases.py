"""Words that several customers use for the same thing: what only one of them wrote is theirs, and never taken. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

MOST_PHRASES = 8
MAX_CHARACTERS = 20_000

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.,;:!?()\"\n]+")
_LIKE = 0.3
_SMALL_WORDS = """
    a about after again all also am an and any are as at be because been before being but by can could did do does for
    from get got had has have he her here him his how i i'm if in into is it it's its just like me more my no not now of
    on or our out over she so some still than that the their them then there these they this those to too under up us
    very was we were what when where which while who why will with would you your
"""
SMALL_WORDS = frozenset(_WORD.findall(_SMALL_WORDS))


def shared_phrases(texts: Iterable[str], without: Collection[str] = ()) -> tuple[str, ...]:
    """Runs of two or three words that at least two of the texts hold, the most common first; at most MOST_PHRASES.

    Each text is all that one customer wrote. Left out are phrases with a word of `without`, such as a name, or with a
    number, and those that begin or end with a small word.
    """
    hidden = {word.casefold() for name in without for word in _WORD.findall(name)}
    counts: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        counts.update({phrase for phrase in _phrases(text) if hidden.isdisjoint(phrase)})
    shared = [(phrase, count) for phrase, count in counts.items() if count > 1]
    shared.sort(key=lambda item: (-item[1], -len(item[0]), item[0]))
    chosen: list[str] = []
    for phrase, _ in shared:
        words = " ".join(phrase)
        if not any(words in longer or longer in words for longer in chosen):
            chosen.append(words)
    return tuple(chosen[:MOST_PHRASES])


def are_alike(one: str, other: str) -> bool:
    """Whether two texts are about the same, by the words that matter in both: at least four, and three in ten."""
    first, second = _content(one), _content(other)
    both = len(first & second)
    return both >= 4 and both >= _LIKE * len(first | second)


def _content(text: str) -> set[str]:
    return {word for word in _words(text[:MAX_CHARACTERS]) if word not in SMALL_WORDS and len(word) > 2}


def _phrases(text: str) -> Iterable[tuple[str, ...]]:
    for part in _SENTENCE_END.split(text[:MAX_CHARACTERS]):
        if any(character.isdigit() for character in part):
            continue
        words = _words(part)
        for length in (2, 3):
            for start in range(len(words) - length + 1):
                phrase = tuple(words[start : start + length])
                if phrase[0] not in SMALL_WORDS and phrase[-1] not in SMALL_WORDS:
                    yield phrase


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
