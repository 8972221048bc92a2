"""Who has more connections than another leaves the door to it for a moment, and for no longer than that."""

import pytest

from portal.cli.fair_shares import LONGEST_MOMENT_S, FairShares


@pytest.mark.parametrize(
    ("others", "mine", "waits"),
    [
        ((0, 0), 0, False),
        ((0, 0), 1, True),
        ((3, 5), 3, False),
        ((3, 5), 4, True),
        # Of many, a few more or less are no matter.
        ((100, 200), 112, False),
        ((100, 200), 113, True),
    ],
)
def test_who_has_noticeably_more_than_another_waits(others: tuple[int, int], mine: int, waits: bool) -> None:
    shares = FairShares(3)
    for number, connections in enumerate(others):
        shares.share(number).has(connections)
    assert (shares.share(2).moment_s(mine) > 0) is waits


def test_the_wait_grows_with_what_one_is_ahead_and_has_an_end() -> None:
    share = FairShares(2).share(0)
    moments = [share.moment_s(connections) for connections in (0, 1, 2, 3, 3_000)]
    assert moments == sorted(moments)
    assert moments[-1] == LONGEST_MOMENT_S


def test_nobody_waits_for_a_process_that_has_ended() -> None:
    shares = FairShares(2)
    assert shares.share(0).moment_s(5) > 0
    shares.share(1).is_away()
    assert shares.share(0).moment_s(5) == 0


def test_a_process_that_starts_has_none_and_is_waited_for() -> None:
    shares = FairShares(2)
    shares.share(1).is_away()
    shares.share(1).has(0)
    assert shares.share(0).moment_s(1) > 0
