"""Instants are read as people and machines write them."""

import pytest

from portal.errors import PromiseError
from portal.promises.when_written import iso_utc, read_instant


@pytest.mark.parametrize(
    ("text", "zone", "instant"),
    [
        ("2026-12-24T16:30Z", None, "2026-12-24T16:30:00Z"),
        ("2026-12-24t16:30z".upper().replace("Z", "z"), None, "2026-12-24T16:30:00Z"),
        ("2026-12-24 16:30+05:45", None, "2026-12-24T10:45:00Z"),
        ("2026-07-24T16:30", "Europe/London", "2026-07-24T15:30:00Z"),
        ("2026-07-24", "Europe/London", "2026-07-23T23:00:00Z"),
        ("2026-12-24T24:00", "UTC", "2026-12-25T00:00:00Z"),
        ("2026-12-31T24:00:00Z", None, "2027-01-01T00:00:00Z"),
        ("2026-12-24T16:30:00.5Z", None, "2026-12-24T16:30:00.500000Z"),
        ("2027-03-28T01:30", "Europe/London", "2027-03-28T01:30:00Z"),
        ("2026-10-25T01:30", "Europe/London", "2026-10-25T00:30:00Z"),
        ("2026-10-25T01:30+00:00", "Europe/London", "2026-10-25T01:30:00Z"),
    ],
)
def test_a_time_is_read_and_told_in_utc(text: str, zone: str | None, instant: str) -> None:
    assert iso_utc(read_instant(text, zone)) == instant


@pytest.mark.parametrize("text", ["", "noon", "2026-02-30T10:00", "2026-12-24T25:00", "16:30", None, 5])
def test_what_is_no_time_is_answered_with_an_example(text: object) -> None:
    with pytest.raises(PromiseError, match="Write one such as"):
        read_instant(text, "UTC")


def test_a_local_time_needs_a_zone() -> None:
    with pytest.raises(PromiseError, match="Add `Z` or an offset"):
        read_instant("2026-12-24T16:30", None)


@pytest.mark.parametrize("text", ["9999-12-31T24:00", "9999-12-31T23:59-12:00", "0001-01-01T00:00+14:00"])
def test_the_ends_of_time_are_out_of_reach(text: str) -> None:
    with pytest.raises(PromiseError):
        read_instant(text, "UTC")
