"""A cause is told with how many were behind it and how long it lasted."""

from datetime import UTC, datetime, timedelta

from portal.reports.insights_causes import CauseSeen, causes_in_words, most_first
from portal.reports.ledger import Share

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def cause(number: int, reports: int, closed_at: datetime | None = None) -> CauseSeen:
    return CauseSeen(number, "Mast", "no-water", NOON - timedelta(hours=5), closed_at, reports, 0, Share(0, 0))


def test_a_cause_lasts_until_it_was_closed_or_until_now() -> None:
    assert cause(1, 1).lasted_s(NOON) == 5 * 3_600
    assert cause(1, 1, NOON - timedelta(hours=3)).lasted_s(NOON) == 2 * 3_600


def test_the_cause_of_most_reports_comes_first_and_of_equals_the_newest() -> None:
    assert [each.id for each in most_first([cause(1, 3), cause(2, 9), cause(3, 3)])] == [2, 3, 1]


def test_the_sentence_says_how_much_few_causes_brought_and_which_last() -> None:
    assert causes_in_words([]) == ""
    assert causes_in_words([cause(1, 4, NOON)]) == "1 cause stood behind 4 reports."
    assert (
        causes_in_words([cause(1, 4), cause(2, 3, NOON)]) == "2 causes stood behind 7 reports; 1 of them lasts still."
    )
