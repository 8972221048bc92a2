"""Retries come soon, then seldom, never all at once, and end."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.notices.backoff import LARGEST_BACKOFF_S, retry_at

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
fractions = st.floats(min_value=0, max_value=1)


@given(fractions)
def test_the_first_retry_comes_within_five_to_ten_seconds(fraction: float) -> None:
    retry = retry_at(1, NOW, fraction)
    assert retry is not None
    assert timedelta(seconds=5) <= retry - NOW <= timedelta(seconds=10)


@given(st.integers(min_value=1, max_value=10_000), fractions)
def test_no_wait_is_longer_than_the_largest_backoff(attempts: int, fraction: float) -> None:
    retry = retry_at(attempts, NOW, fraction)
    assert retry is None or timedelta(0) < retry - NOW <= timedelta(seconds=LARGEST_BACKOFF_S)


def test_the_largest_backoff_is_half_an_hour_and_is_reached() -> None:
    assert retry_at(100, NOW, 1) == NOW + timedelta(minutes=30)


def test_waits_double_until_they_reach_the_largest() -> None:
    waits = [(retry - NOW).total_seconds() for n in range(1, 10) if (retry := retry_at(n, NOW, 1))]
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 1800]


def test_trying_goes_on_for_72_hours_and_then_ends() -> None:
    at, attempts = NOW, 1
    while (retry := retry_at(attempts, at, 0.5)) is not None:
        at, attempts = retry, attempts + 1
    assert timedelta(hours=71) < at - NOW <= timedelta(hours=72)
    assert all(retry_at(later, NOW, 0.5) is None for later in (attempts + 1, 10**6, 10**12))


@pytest.mark.parametrize(("attempts", "fraction"), [(0, 0.5), (-1, 0.5), (1, -0.1), (1, 1.1)])
def test_nonsense_is_refused(attempts: int, fraction: float) -> None:
    with pytest.raises(ValueError, match="attempts"):
        retry_at(attempts, NOW, fraction)
