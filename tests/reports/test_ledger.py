"""What the ledger's figures may say: nothing of too few, and a hundred per cent only of all."""

from datetime import date

import pytest

from portal.reports.ledger import Count, Share, months_before, together


def test_a_share_says_something_from_five_answers_on() -> None:
    assert not Share(4, 4).says_something
    assert Share(4, 5).says_something


def test_a_share_is_rounded_down_so_that_a_hundred_is_all() -> None:
    assert Share(999, 1_000).percent == 99
    assert Share(1_000, 1_000).percent == 100


def test_counts_add_up_and_medians_do_not() -> None:
    total = together([Count(reports=2, worth=20, median_s=60), Count(reports=1, worth=5, median_s=90)])
    assert total == Count(reports=3, worth=25)
    assert together([]) == Count()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 1, date(2026, 10, 22)),
        (date(2026, 11, 22), 12, date(2025, 11, 22)),
        (date(2026, 2, 3), 3, date(2025, 11, 3)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 30), 1, date(2024, 2, 29)),
        (date(2026, 12, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
    ],
)
def test_a_month_before_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected
