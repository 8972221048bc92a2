"""Spans unite and subtract as sets of points do."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.promises.spans import Span, length, merged, without

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6)


def _points(given_spans: list[Span] | tuple[Span, ...]) -> set[int]:
    return {point for start, end in given_spans for point in range(start, end)}


@given(spans)
def test_a_union_holds_the_same_points_in_order_and_apart(some: list[Span]) -> None:
    union = merged(some)
    assert _points(union) == _points(some)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(union))
    assert length(union) == len(_points(some))


@given(spans, spans)
def test_what_is_taken_out_is_gone_and_nothing_else(some: list[Span], removed: list[Span]) -> None:
    left = without(merged(some), removed)
    assert _points(left) == _points(some) - _points(removed)
    assert length(left) == len(_points(left))
