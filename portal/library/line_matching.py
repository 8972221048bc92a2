"""Which lines two texts have in common, in little time also where lines come again and again. Pure.

What both begin and end with is found first. Between, short texts are compared by difflib, and longer ones are cut at
the lines that come once in each (the "patience diff" of Bram Cohen). What is too long and repeats itself has nothing
in common then: it is one change.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_MOST_LINES = 1_000
_MOST_PAIRS = 20_000
"""Of lines that are alike, one from each text: what difflib looks at again and again."""


def matching_lines(was: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Numbers of lines of `was` → of the same lines in `now`, both growing."""
    found: dict[int, int] = {}
    gaps = [(0, len(was), 0, len(now))]
    while gaps:
        start, end, other, other_end = gaps.pop()
        while start < end and other < other_end and was[start] == now[other]:
            found[start] = other
            start, other = start + 1, other + 1
        while start < end and other < other_end and was[end - 1] == now[other_end - 1]:
            end, other_end = end - 1, other_end - 1
            found[end] = other_end
        left, right = was[start:end], now[other:other_end]
        if _is_short(left, right):
            found.update((start + one, other + two) for one, two in _compared(left, right))
        elif anchors := _anchors(left, right):
            cuts = [*((start + one, other + two) for one, two in anchors), (end, other_end)]
            found.update(cuts[:-1])
            at = (start, other)
            for one, two in cuts:
                gaps.append((at[0], one, at[1], two))
                at = (one + 1, two + 1)
    return found


def _is_short(left: Sequence[str], right: Sequence[str]) -> bool:
    if len(left) + len(right) > _MOST_LINES:
        return False
    counts = Counter(right)
    return sum(counts[line] for line in left) <= _MOST_PAIRS


def _compared(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        yield from ((block.a + step, block.b + step) for step in range(block.size))


def _anchors(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Of the lines that come once in each, as many as stand in the same order in both."""
    counts, others = Counter(left), Counter(right)
    places = {line: number for number, line in enumerate(right) if others[line] == 1}
    once = [(number, places[line]) for number, line in enumerate(left) if counts[line] == 1 and line in places]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(once):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [index]
    chain: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(once[index])
        index = before[index]
    return chain[::-1]
