"""The stamp of a form says which filling-in it is, and nobody else can make one."""

import pytest

from portal.web.form_stamp import FormStamps
from tests.workplaces import NOON, SECRET


def test_a_stamp_comes_back_with_its_filling_in_and_time() -> None:
    stamps = FormStamps(SECRET)
    one, other = stamps.new(NOON), stamps.new(NOON)
    read = stamps.read(one)
    assert read is not None
    assert read[1] == NOON
    assert read != stamps.read(other)


@pytest.mark.parametrize("text", ["", "x", ".", "é\0.", "WyJhIiwxXQ.abc", "a" * 100_000])
def test_what_we_have_not_made_is_none(text: str) -> None:
    assert FormStamps(SECRET).read(text) is None
    assert FormStamps(SECRET).read(FormStamps(SECRET + "x").new(NOON) + text) is None
