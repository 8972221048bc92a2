"""A script becomes a reply: what the report knows is filled in, what the responder knows must be written. DESIGN §1.3.

`{{name}}` is filled in; `[[a hint]]` marks a personal passage.
"""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

PASSAGE = re.compile(r"\[\[([^\[\]]{1,500})\]\]")
_PLACEHOLDER = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_WORD = re.compile(r"[\w’'-]+")

LEAST_OWN_WORDS = 5
_WORDS_A_MINUTE = 220


def filled_in(markdown: str, values: Mapping[str, str]) -> str:
    """The script with its placeholders filled in; what is not known becomes a passage to write."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1]) or f"[[{found[1].replace('_', ' ')}]]", markdown).strip()


def passages(text: str) -> tuple[str, ...]:
    """The hints of the passages that are still to be written."""
    return tuple(hint.strip() for hint in PASSAGE.findall(text))


def own_words(script: str, reply: str) -> int:
    """How many words of `reply` are not the script's, its passages left out. Linear enough for what people write."""
    _, written, same = _compared(script, reply)
    return written - same


def changed_words(script: str, reply: str) -> int:
    """How many of the script's own words, outside of its passages, `reply` has changed or left out."""
    fixed, _, same = _compared(script, reply)
    return fixed - same


def _compared(script: str, reply: str) -> tuple[int, int, int]:
    """How many words the script has, how many the reply, and how many of them are the same."""
    fixed = [word.casefold() for word in _WORD.findall(PASSAGE.sub(" ", script))]
    written = [word.casefold() for word in _WORD.findall(reply)]
    same = SequenceMatcher(None, fixed, written, autojunk=False).get_matching_blocks()
    return len(fixed), len(written), sum(block.size for block in same)


def word_count(text: str) -> int:
    return len(_WORD.findall(text))


def reading_time_s(text: str) -> int:
    """Seconds that reading takes, at 220 words a minute."""
    return round(word_count(text) * 60 / _WORDS_A_MINUTE)
