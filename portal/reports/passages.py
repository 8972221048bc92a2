"""A passage of a report that somebody quotes: where it stands, never a copy of it. Pure.

So whoever reads the quote reads the timeline, and what erasure takes from there is gone from the quote as well.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from portal.reports.timeline import Entry

MOST_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of the text `field` of the entry with the id `entry`."""

    entry: int
    field: str
    start: int
    end: int


def find_passage(entries: Iterable[Entry], quoted: str) -> Passage | None:
    """The first place where the words stand, whatever the spaces and line ends between them; None where they do not."""
    words = quoted[:MOST_CHARACTERS].split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    for entry in entries:
        for field, text in sorted(entry.texts.items()):
            found = pattern.search(text)
            if found and entry.id is not None:
                return Passage(entry.id, field, found.start(), found.end())
    return None


def quoted_entry(entries: Iterable[Entry], passage: Passage) -> Entry | None:
    """The entry in which the passage stands, with or without its text."""
    return next((entry for entry in entries if entry.id == passage.entry), None)


def quoted_words(entries: Iterable[Entry], passage: Passage) -> str:
    """The passage itself; empty once its text is erased."""
    entry = quoted_entry(entries, passage)
    return entry.texts.get(passage.field, "")[passage.start : passage.end] if entry else ""
