"""References can be read aloud and typed back in any form."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.references import find_reference, new_reference


def test_a_reference_is_two_groups_of_four_without_letters_that_are_misread() -> None:
    for _ in range(500):
        assert re.fullmatch(r"[A-HJKMNP-TV-Z2-9]{4}-[A-HJKMNP-TV-Z2-9]{4}", new_reference())


def test_five_thousand_references_hardly_ever_collide() -> None:
    assert len({new_reference() for _ in range(5000)}) > 4990


@pytest.mark.parametrize("typed", ["R7K4-M2PX", "r7k4m2px", " r7k4 m2px.", "my reference: R7K4–M2PX"])
def test_a_reference_is_found_however_it_is_typed(typed: str) -> None:
    assert find_reference(typed) == "R7K4-M2PX"


@given(st.text(max_size=40))
def test_any_text_holds_a_reference_or_none(text: str) -> None:
    found = find_reference(text)
    assert found is None or len(found) == 9
