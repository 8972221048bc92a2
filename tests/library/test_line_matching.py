"""Two texts are compared line by line, and a long one that repeats itself is no heavy work."""

import random
import time
from itertools import pairwise

import pytest

from portal.library.line_matching import matching_lines

LONG = [f"line {number}" for number in range(3_000)]
BLANKS = [line for each in LONG for line in (each, "")]


def edited(lines: list[str]) -> list[str]:
    """Two lines changed, one new, one gone, far from each other."""
    return ["first", *lines[1:700], "new", *lines[700:2_000], *lines[2_001:-10], "last", *lines[-9:]]


@pytest.mark.parametrize("was", [[], ["a"], ["a", "b", "a"], LONG[:50], LONG, BLANKS])
@pytest.mark.parametrize("change", [list, edited, lambda lines: [], lambda lines: lines[::-1], lambda lines: lines * 2])
def test_what_is_paired_is_alike_and_in_order(was: list[str], change: object) -> None:
    assert callable(change)
    now: list[str] = change(was)
    found = sorted(matching_lines(was, now).items())
    assert all(was[one] == now[two] for one, two in found)
    assert all(one[1] < two[1] for one, two in pairwise(found))


@pytest.mark.parametrize("was", [LONG, BLANKS])
def test_every_line_that_stayed_is_found_in_a_long_text(was: list[str]) -> None:
    assert len(matching_lines(was, edited(was))) == len(was) - 3


@pytest.mark.parametrize(("kinds", "lines"), [(3, 5_000), (3, 66_000), (1, 100_000), (400, 40_000), (30_000, 40_000)])
def test_a_text_of_the_size_that_is_allowed_takes_no_long_work(kinds: int, lines: int) -> None:
    """What difflib makes of the first takes seconds, of the others minutes."""
    chosen = random.Random(7)
    was, now = ([str(chosen.randrange(kinds)) for _ in range(lines)] for _ in range(2))
    begun = time.process_time()
    matching_lines(was, now)
    assert time.process_time() - begun < 2
