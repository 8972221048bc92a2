"""An offer is within authority, far too little, or above it, by the table."""

import pytest

from portal.library.team_file import AuthorityLine
from portal.team.offers import Fit, fit_of

TABLE = (
    AuthorityLine(responsibility="ours", severity="cut-off", may_give=("money back",), up_to=50),
    AuthorityLine(responsibility="theirs", severity="cut-off", may_give=("advice",), up_to=10),
)


@pytest.mark.parametrize(
    ("responsibility", "worth", "fit"),
    [
        ("ours", 50, Fit.WITHIN),
        ("ours", 51, Fit.ABOVE),
        ("ours", 10, Fit.WITHIN),
        ("ours", 9, Fit.TOO_LITTLE),
        ("shared", 1, Fit.ABOVE),
        ("shared", 0, Fit.WITHIN),
        ("theirs", 1, Fit.WITHIN),
    ],
)
def test_the_table_decides(responsibility: str, worth: int, fit: Fit) -> None:
    assert fit_of(TABLE, responsibility, "cut-off", worth) is fit


def test_without_a_row_everything_is_above() -> None:
    assert fit_of(TABLE, "ours", "slow", 1) is Fit.ABOVE
