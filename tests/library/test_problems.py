"""Problems are printed where editors' tools can follow them, each once, in order."""

import pytest

from portal.errors import ContentError
from portal.library.problems import Problem, in_order, stop_on

FIRST = Problem("a.md", 2, 3, "It is wrong.", "Mend it.")
WARNING = Problem("a.md", 10, 1, "It is old.", "Look again.", "warning")


def test_a_problem_reads_as_place_fault_and_remedy() -> None:
    assert str(FIRST) == "a.md:2:3: It is wrong. Mend it."
    assert str(WARNING) == "a.md:10:1: warning: It is old. Look again."


def test_lines_are_sorted_as_numbers_and_repeats_are_told_once() -> None:
    assert in_order([WARNING, FIRST, FIRST]) == (FIRST, WARNING)


def test_a_warning_stops_nothing() -> None:
    stop_on([WARNING])
    with pytest.raises(ContentError) as caught:
        stop_on([WARNING, FIRST])
    assert caught.value.problems == (FIRST,)
