"""A conversation goes on; two machines that answer each other are stopped."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.reports.mail_loops import LIMITS, is_loop

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def spread(count: int, minutes: float) -> list[datetime]:
    return [NOW - timedelta(minutes=minutes) * (n + 0.5) / count for n in range(count)]


@pytest.mark.parametrize(("minutes", "most"), LIMITS)
def test_each_limit_holds_by_itself(minutes: int, most: int) -> None:
    assert is_loop(spread(most, minutes), NOW)
    assert not is_loop(spread(most - 1, minutes), NOW)


def test_what_lies_further_back_does_not_count() -> None:
    assert not is_loop([NOW - timedelta(hours=10)] * 1_000, NOW)
    assert not is_loop([], NOW)
