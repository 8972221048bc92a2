"""Weeks say what came in, what ended and what stayed open, and four of them compare with the four before."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from portal.reports.insights_weeks import (
    Period,
    TopicWeeks,
    Week,
    arrivals_in_words,
    outcomes_in_words,
    together,
    weeks_from,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_every_week_of_a_period_is_whole_and_the_last_ends_now() -> None:
    ends = Period(NOON, 26).week_ends
    assert (len(ends), ends[-1]) == (26, NOON)
    assert {later - earlier for earlier, later in pairwise(ends)} == {timedelta(days=7)}


def test_the_weeks_before_end_where_the_period_begins() -> None:
    period = Period(NOON, 13)
    assert period.before.until == period.since
    assert period.since - period.before.since == timedelta(weeks=13)


def test_what_stays_open_is_what_was_open_and_came_in_less_what_ended() -> None:
    weeks = weeks_from(3, {0: 4, 2: 1}, {(0, "resolved"): 1, (1, "declined"): 2, (1, "withdrawn"): 1}, open_before=2)
    assert [week.open for week in weeks] == [5, 2, 3]
    assert [week.ended for week in weeks] == [1, 3, 0]


def test_the_sentence_says_the_last_four_weeks_and_the_four_before() -> None:
    topic = TopicWeeks("charged-twice", "Charged twice", tuple(Week(arrived=n) for n in (9, 1, 2, 1, 2, 5, 4, 3, 2)))
    assert arrivals_in_words(topic) == "Charged twice: 14 in the last four weeks, 6 in the four before."


def test_how_they_ended_is_said_with_what_is_open() -> None:
    topic = TopicWeeks("a", "A", (Week(resolved=1_200, declined=1), Week(resolved=34, lapsed=2, open=1)))
    assert outcomes_in_words(topic) == "1,237 ended: 1,234 resolved, 1 declined, 2 lapsed; 1 is open now."
    assert outcomes_in_words(TopicWeeks("a", "A", (Week(open=3),))) == "None ended in these weeks; 3 are open now."


def test_all_topics_together_are_the_sum_of_each_week() -> None:
    one = TopicWeeks("a", "A", (Week(arrived=1, open=2), Week(arrived=3)))
    other = TopicWeeks("b", "B", (Week(arrived=5, resolved=1), Week(open=7)))
    assert together([one, other], "All").weeks == (Week(arrived=6, resolved=1, open=2), Week(arrived=3, open=7))
