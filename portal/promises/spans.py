"""Arithmetic on half-open spans of whole numbers, `(start, end)` with start < end. Units are the caller's."""

from collections.abc import Iterable

Span = tuple[int, int]


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The union, in order; spans that touch become one, empty and reversed ones vanish."""
    union: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(union[-1][1], end))
        else:
            union.append((start, end))
    return tuple(union)


def without(spans: Iterable[Span], removed: Iterable[Span]) -> tuple[Span, ...]:
    """What of `spans` lies outside `removed`, in the order of `spans`."""
    left = [span for span in spans if span[0] < span[1]]
    for cut_start, cut_end in removed:
        if cut_start >= cut_end:
            continue
        pieces: list[Span] = []
        for start, end in left:
            if cut_end <= start or end <= cut_start:
                pieces.append((start, end))
                continue
            if start < cut_start:
                pieces.append((start, cut_start))
            if cut_end < end:
                pieces.append((cut_end, end))
        left = pieces
    return tuple(left)


def length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)
