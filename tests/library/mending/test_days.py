"""A day is read only where it can be no other."""

import pytest

from portal.library.mending.days import unmistakable_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2027-3-1", "2027-03-01"),
        ("2027/03/31", "2027-03-31"),
        ("2027.03.31", "2027-03-31"),
        ("31/12/2027", "2027-12-31"),
        ("12/31/2027", "2027-12-31"),
        ("5.5.2027", "2027-05-05"),
        ("3 March 2027", "2027-03-03"),
        ("3rd Mar 2027", "2027-03-03"),
        ("March 3, 2027", "2027-03-03"),
        ("3/4/2027", None),
        ("3/4/27", None),
        ("30 February 2027", None),
        ("2027-13-01", None),
        ("2027-03/01", None),
        ("March 2027", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_where_it_can_be_no_other(written: str, day: str | None) -> None:
    found = unmistakable_day(written)
    assert (found.isoformat() if found else None) == day
