"""Who sees what of a practice, and when."""

from dataclasses import replace
from datetime import UTC, datetime

from portal.team.practice import STANDING_POINTS, Practice, Review, Stage

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PRACTICE = Practice(
    1, "dry-tap", "A dry tap", "no-water", "annoying", ("Names a time.",), "mira", "ruth", "tom", 0, NOON, None
)


def test_it_goes_from_practising_to_the_responders_review_to_the_coachs() -> None:
    ended = replace(PRACTICE, ended_at=NOON)
    looked_back = replace(ended, self_review=Review(NOON, ()))
    both = replace(looked_back, coach_review=Review(NOON, ()))
    stages = [each.stage for each in (PRACTICE, ended, looked_back, both)]
    assert stages == [Stage.PRACTISING, Stage.SELF_REVIEW, Stage.COACH_REVIEW, Stage.OVER]


def test_the_four_standing_points_come_first_whatever_the_drill() -> None:
    assert PRACTICE.points == (*STANDING_POINTS, "Names a time.")
    assert len(STANDING_POINTS) == 4


def test_the_reviews_are_between_the_two_and_it_concerns_nobody_else() -> None:
    assert [PRACTICE.shares_review(key) for key in ("mira", "ruth", "tom", "bea")] == [True, True, False, False]
    assert [PRACTICE.concerns(key) for key in ("mira", "ruth", "tom", "bea")] == [True, True, True, False]
    assert [PRACTICE.plays_customer(key) for key in ("mira", "ruth", "tom", "bea")] == [False, True, True, False]
