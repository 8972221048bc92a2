"""A limitation is to be looked at again for a reason, said with its numbers, and what has most reasons comes first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.reports.insights_limitations import LimitationSeen, to_reconsider
from portal.reports.ledger import Share

TODAY = date(2026, 11, 22)
QUIET = LimitationSeen("sundays", "No Sundays", TODAY + timedelta(days=200), 26, reports=4, before=4)
OF_ALL = Share(80, 100)


def reason(seen: LimitationSeen) -> str:
    (found,) = to_reconsider([seen], OF_ALL, TODAY)
    return found.reason


def test_where_nothing_speaks_for_it_that_is_said() -> None:
    assert reason(QUIET) == "Nothing speaks for it now."


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (replace(QUIET, reports=9, before=6), "9 reports in these 26 weeks, after 6 in the 26 before."),
        (replace(QUIET, cared_for=Share(5, 8)), "5 of 8 felt cared for, of all reports 80 of 100."),
        (replace(QUIET, declined_unmatched=5), "5 were declined on its topics in words that no limitation knows."),
        (
            replace(QUIET, review_by=date(2026, 11, 21)),
            "Its day to be looked at again, Saturday 21 November 2026, has passed.",
        ),
        (
            replace(QUIET, review_by=date(2026, 12, 1)),
            "It is to be looked at again by Tuesday 1 December 2026 anyway.",
        ),
        (
            replace(QUIET, reports=0, before=0),
            "Nobody wrote of it in 52 weeks, so perhaps it need not be said any more.",
        ),
    ],
)
def test_each_reason_is_said_with_its_numbers(seen: LimitationSeen, said: str) -> None:
    assert reason(seen) == said


@pytest.mark.parametrize(
    "seen",
    [
        replace(QUIET, reports=4, before=0),
        replace(QUIET, reports=8, before=6),
        replace(QUIET, cared_for=Share(0, 7)),
        replace(QUIET, cared_for=Share(71, 100)),
        replace(QUIET, declined_unmatched=4),
    ],
)
def test_few_reports_and_small_differences_are_no_reason(seen: LimitationSeen) -> None:
    assert reason(seen) == "Nothing speaks for it now."


def test_what_speaks_most_comes_first_and_several_reasons_are_one_sentence() -> None:
    grown = replace(QUIET, title="Grown", reports=10, before=5)
    both = replace(grown, title="Both", review_by=date(2026, 1, 1))
    found = to_reconsider([QUIET, grown, both], OF_ALL, TODAY)
    assert [each.limitation.title for each in found] == ["Both", "Grown", "No Sundays"]
    assert found[0].reason == (
        "10 reports in these 26 weeks, after 5 in the 26 before; "
        "its day to be looked at again, Thursday 1 January 2026, has passed."
    )
