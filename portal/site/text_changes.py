"""Which paragraphs of a text were added, taken out or changed, and in a changed one, which words. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from portal.languages.formatting import listed
from portal.languages.messages import ngettext

State = Literal["same", "added", "removed"]
MAX_PARAGRAPHS = 1_500
"""Comparing takes the square of it, in a second at most."""
_MAX_WORDS = 600
_STILL_THE_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph."""

    state: State
    words: str


@dataclass(frozen=True, slots=True)
class ChangedParagraph:
    """A paragraph that reads differently. `state` is `changed` where some of its words stayed."""

    state: Literal["added", "removed", "changed"]
    pieces: tuple[Piece, ...]


def changed_paragraphs(before: Sequence[str], after: Sequence[str]) -> tuple[ChangedParagraph, ...]:
    """The paragraphs that differ, in the order of the page; () where none does.

    Of a text of more than MAX_PARAGRAPHS paragraphs only those that came or went as a whole are told.
    """
    if max(len(before), len(after)) > MAX_PARAGRAPHS:
        return tuple(_by_presence(before, after))
    found: list[ChangedParagraph] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _block(before[i:j], after[k:m])
    return tuple(found)


def counted(changed: Sequence[ChangedParagraph]) -> str:
    """`2 paragraphs were changed and 1 was added`; empty for none."""
    states = [paragraph.state for paragraph in changed]
    kinds = [state for state in ("changed", "added", "removed") if state in states]
    return listed([_counted(state, states.count(state), place == 0) for place, state in enumerate(kinds)])


def _counted(state: str, number: int, is_first: bool) -> str:
    """The first says what is counted."""
    match state, is_first:
        case "changed", _:
            return ngettext("%(num)s paragraph was changed", "%(num)s paragraphs were changed", number)
        case "added", True:
            return ngettext("%(num)s paragraph was added", "%(num)s paragraphs were added", number)
        case "added", False:
            return ngettext("%(num)s was added", "%(num)s were added", number)
        case _, True:
            return ngettext("%(num)s paragraph was taken out", "%(num)s paragraphs were taken out", number)
        case _:
            return ngettext("%(num)s was taken out", "%(num)s were taken out", number)


def _by_presence(before: Sequence[str], after: Sequence[str]) -> Iterator[ChangedParagraph]:
    old, new = set(before), set(after)
    yield from (_whole("removed", words) for words in before if words not in new)
    yield from (_whole("added", words) for words in after if words not in old)


def _block(before: Sequence[str], after: Sequence[str]) -> Iterator[ChangedParagraph]:
    """Paragraphs side by side are compared word by word while they have enough in common."""
    for number in range(max(len(before), len(after))):
        was = before[number] if number < len(before) else None
        now = after[number] if number < len(after) else None
        pieces = _pieces(was.split(), now.split()) if was is not None and now is not None else None
        if pieces:
            yield ChangedParagraph("changed", pieces)
            continue
        if was is not None:
            yield _whole("removed", was)
        if now is not None:
            yield _whole("added", now)


def _pieces(was: list[str], now: list[str]) -> tuple[Piece, ...] | None:
    """None where too little stayed for a reader to follow."""
    if max(len(was), len(now)) > _MAX_WORDS:
        return None
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if matcher.ratio() < _STILL_THE_SAME:
        return None
    pieces: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(was[i:j])))
            continue
        if j > i:
            pieces.append(Piece("removed", " ".join(was[i:j])))
        if m > k:
            pieces.append(Piece("added", " ".join(now[k:m])))
    return tuple(pieces)


def _whole(state: Literal["added", "removed"], words: str) -> ChangedParagraph:
    return ChangedParagraph(state, (Piece(state, words),))
