"""A promise whose words name another time than its target is advised on."""

import pytest

from portal.library.advice.stated_times import another_time_in
from portal.library.advice.texts import Text
from portal.library.front_matter import Document
from portal.promises.targets import parse_target


@pytest.mark.parametrize(
    ("title", "target", "found"),
    [
        ("A person answers within two working hours", "4 working hours", "two working hours"),
        ("A person answers within two hours", "2 working hours", ""),
        ("News at least every 90 minutes", "1 hour", "90 minutes"),
        ("News within half an hour", "30 minutes", ""),
        ("News within an hour", "60 minutes", ""),
        ("Within a week", "7 days", ""),
        ("Within a week", "5 working days", "a week"),
        ("Mended by the next day, or within 48 hours on the island", "48 hours", ""),
        ("Trained within the last year", "365 days", ""),
        ("Trained within a year", "365 days", ""),
        ("You are never left without word", "2 days", ""),
        ("Within five more working days", "5 working days", ""),
        ("Within twenty-four hours", "24 hours", ""),
        ("A two-day promise", "2 days", ""),
    ],
)
def test_another_time_than_the_targets_is_told(title: str, target: str, found: str) -> None:
    told = list(another_time_in(Text(Document("x.md", None, title), ("title",), title), parse_target(target)))
    assert [each.what.partition("”")[0].removeprefix("“") for each in told] == ([found] if found else [])
    assert all(target in each.what for each in told)
