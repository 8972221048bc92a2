"""What an offer is worth is read as people write amounts, and parts of a whole are told apart from nonsense."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from portal.desk.worth_field import WorthField


class _OneField(Form):  # type: ignore[misc]
    worth = WorthField()


def read(text: str) -> WorthField:
    field = _OneField(MultiDict({"worth": text})).worth
    assert isinstance(field, WorthField)
    return field


@pytest.mark.parametrize(
    ("text", "worth"),
    [("20", 20), ("£20", 20), (" £ 20 ", 20), ("1,200", 1200), ("20.00", 20), ("20 €", 20), ("0", 0)],
)
def test_a_whole_amount_is_read_with_or_without_its_sign(text: str, worth: int) -> None:
    assert read(text).data == worth


@pytest.mark.parametrize("text", ["lots", "", "-5", "2 0", "1,20,0", "9" * 5000])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert (read(text).data, read(text).whole) == (None, None)


def test_a_part_of_a_unit_is_told_apart() -> None:
    assert (read("£12.50").data, read("£12.50").whole) == (None, 12)
