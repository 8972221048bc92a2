"""A reply as a sample responder makes it of a script: each passage in words of their own, now and then the rest too."""

import re
from random import Random

from portal.library.script_filling import PASSAGE

_CHANGES_THE_REST = 0.4
# What stands inside a sentence, by a word of its hint; the last fits where nothing else does.
_INSIDE = (
    ("sum", "£38"),
    ("day", "Tuesday"),
    ("time", "ten past nine"),
    ("name", "the people at the exchange"),
    ("firm", "the people at the exchange"),
    ("", "what I told you on the phone"),
)


def reply_made_of(begun: str, sentences: tuple[str, ...], random: Random) -> str:
    """`begun` is the script with its placeholders filled in; `sentences` are what the responder has to say."""
    if random.random() < _CHANGES_THE_REST:
        said = random.choice(sentences)
        paragraphs = [part for part in begun.split("\n\n") if not PASSAGE.search(part)]
        return "\n\n".join((*paragraphs[:1], said, *paragraphs[1:]))
    return PASSAGE.sub(lambda found: _written(found, sentences, random), begun)


def _written(found: "re.Match[str]", sentences: tuple[str, ...], random: Random) -> str:
    hint = found[1].strip()
    if hint[:1].isupper():
        return random.choice(sentences)
    return next(words for key, words in _INSIDE if key in hint.lower())
