"""Whoever a stance forgets is named; a review is announced a month before; history keeps up with a promise."""

from collections.abc import Callable

import pytest

from portal.library.advice.choices import advise_on_choices
from portal.library.advice.dates import advise_on_dates
from portal.library.read_content import ReadContent
from tests.library.advice.conftest import page

Read = Callable[..., ReadContent]


def topic(costs: str, benefits: str) -> dict[str, str]:
    fields = f"""
        title: No water
        says: No water
        summary: We mend it.
        owner: pipes
        review_by: 2027-06-30
        stance: triage
        team: pipes
        costs: {costs}
        benefits: {benefits}
        prevent: e
        reopen_within: 14 days
    """
    return {"content/public/topics/no-water.md": page(fields)}


@pytest.mark.parametrize(
    ("costs", "benefits", "said"),
    [
        ("{customer: a, us: b, team: c}", "{customer: a, us: b, team: c}", []),
        ("{customer: a, us: b}", "{customer: a, us: b}", ["The costs and benefits say nothing of the team"]),
        ("{customer: a, us: b, team: c}", "{customer: a, us: b}", ["The benefits say nothing of the team"]),
        (
            "{customer: a, us: [a, b, c, d], team: c}",
            "{customer: a, us: b, team: c}",
            ["The costs name us 4 times and the customer once."],
        ),
    ],
)
def test_who_is_silent_or_outnumbered_is_named(read: Read, costs: str, benefits: str, said: list[str]) -> None:
    found = [each.what for each in advise_on_choices(read(topic(costs, benefits))) if each.path.endswith("no-water.md")]
    assert [what.partition(",")[0] for what in found] == said


def promise(review_by: str, more: str = "") -> dict[str, str]:
    fields = [
        "title: Next",
        "summary: We write.",
        "owner: pipes",
        f"review_by: {review_by}",
        "indicator: next_update",
        "target: 2 days",
        "remedy: We say sorry.",
        "effective_from: 2026-03-01",
        *more.splitlines(),
    ]
    return {"content/public/commitments/next.md": page("\n".join(fields))}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (promise("2026-12-22"), ["The page is to be looked at again by 2026-12-22, in 30 days."]),
        (promise("2026-11-23"), ["The page is to be looked at again by 2026-11-23, tomorrow."]),
        (promise("2026-11-22"), ["The page is to be looked at again by 2026-11-22, today."]),
        (promise("2026-12-23"), []),
        (promise("2026-11-21"), []),
        (promise("2026-12-01", "draft: true"), []),
        (promise("2027-12-01", "history: [{day: 2026-03-01, words: It began.}]"), []),
        (promise("2027-12-01", "history: [{day: 2026-04-01, words: A word.}]"), []),
        (
            promise("2027-12-01", "history: [{day: 2025-01-01, words: It began.}]"),
            ["It is promised from 2026-03-01 on, and `history` does not say what changed that day."],
        ),
    ],
)
def test_dates_ask_for_what_they_ask_for(read: Read, files: dict[str, str], said: list[str]) -> None:
    """The day is 22 November 2026. What is overdue is told by the checks of pages."""
    assert [each.what for each in advise_on_dates(read(files)) if each.path.endswith("next.md")] == said
