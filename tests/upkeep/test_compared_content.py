"""A year before a moment is the same moment of the year before."""

from datetime import UTC, datetime

import pytest

from portal.upkeep.compared_content import year_before


@pytest.mark.parametrize(
    ("day", "before"), [("2026-11-22", "2025-11-22"), ("2028-02-29", "2027-02-28"), ("2029-02-28", "2028-02-28")]
)
def test_a_year_has_the_days_that_it_has(day: str, before: str) -> None:
    assert year_before(datetime.fromisoformat(f"{day}T09:30Z")) == datetime.fromisoformat(f"{before}T09:30Z")
    assert year_before(datetime.fromisoformat(f"{day}T09:30Z")).tzinfo == UTC
