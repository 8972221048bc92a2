"""Targets read as people speak, and say what is wrong when they cannot be read. DESIGN §4."""

import pytest

from portal.errors import TargetError
from portal.promises.targets import Target, parse_target


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("30 minutes", Target(30, "minutes")),
        ("1 minute", Target(1, "minutes")),
        ("4 hours", Target(4, "hours")),
        ("4 working hours", Target(4, "hours", working=True)),
        ("2 working days", Target(2, "days", working=True)),
        ("3 days", Target(3, "days")),
        ("  2   Working  Hours ", Target(2, "hours", working=True)),
        ("08 hours", Target(8, "hours")),
    ],
)
def test_a_target_is_read_as_said(said: str, meant: Target) -> None:
    assert parse_target(said) == meant
    assert parse_target(str(meant)) == meant


@pytest.mark.parametrize(
    "said", ["", "soon", "4", "hours", "4h", "-1 hours", "1.5 hours", "four hours", "2 working", "2 weeks", "٣ days"]
)
def test_nonsense_is_answered_with_examples(said: str) -> None:
    with pytest.raises(TargetError, match="4 working hours"):
        parse_target(said)


@pytest.mark.parametrize("said", ["0 hours", "000 working days"])
def test_a_zero_target_leaves_no_time(said: str) -> None:
    with pytest.raises(TargetError, match="leaves no time at all"):
        parse_target(said)


@pytest.mark.parametrize("said", ["3661 days", "87841 hours", "99999999999999999999 minutes", f"{'9' * 5000} days"])
def test_more_than_ten_years_is_refused_with_the_most_that_is_allowed(said: str) -> None:
    with pytest.raises(TargetError, match="give at most"):
        parse_target(said)


def test_ten_years_are_allowed() -> None:
    assert parse_target("3660 days").amount == 3660
