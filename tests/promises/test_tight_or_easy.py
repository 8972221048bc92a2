"""A promise is called too tight or too easy only with at least twenty counted, and always with the numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.promises.calendars import Calendar
from portal.promises.clock_runs import Run
from portal.promises.commitments import CommitmentVersion
from portal.promises.targets import parse_target
from portal.promises.tight_or_easy import PromiseSeen, most_telling_first, part_used, verdict_in_words

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
SEEN = PromiseSeen(
    "answer", "An answer", "4 hours", 0.95, counted=100, kept=96, used=tuple(n / 100 for n in range(100))
)


def promise(target: str) -> CommitmentVersion:
    office = Calendar.from_data({"time_zone": "UTC", "hours": {day: [["09:00", "17:00"]] for day in ("mon", "tue")}})
    hours = office if "working" in target else None
    return CommitmentVersion(
        *("answer", "An answer", "resolution", parse_target(target), 0.95, hours, "office" if hours else None),
        *("UTC", "£5", date(2026, 1, 1), ""),
    )


@pytest.mark.parametrize(("kept", "is_said"), [(93, False), (92, True)])
def test_too_tight_is_more_than_two_points_below_the_objective(kept: int, is_said: bool) -> None:
    assert replace(SEEN, kept=kept).is_too_tight is is_said


def test_the_verdict_has_its_numbers() -> None:
    assert verdict_in_words(replace(SEEN, kept=80)) == "Too tight: kept 80 of 100 (80 %), and we mean 95 %."
    assert verdict_in_words(SEEN) == "As it should be: kept 96 of 100 (96 %), and we mean 95 %."
    easy = replace(SEEN, used=(0.1,) * 19 + (0.9,))
    assert verdict_in_words(easy) == "Too easy: 19 of 20 ended within half of the time; kept 96 of 100 (96 %)."


def test_under_twenty_nothing_is_said_but_how_many() -> None:
    few = replace(SEEN, counted=19, kept=0, used=(0.1,) * 19)
    assert not few.is_too_tight
    assert not few.is_too_easy
    assert verdict_in_words(few) == "Too few to say: kept 0 of 19 (0 %), and it takes 20."
    assert verdict_in_words(replace(few, counted=0)) == "Too few to say: none counted, and it takes 20."


def test_too_easy_takes_ninety_five_of_a_hundred_within_half() -> None:
    assert replace(SEEN, used=(0.5,) * 95 + (0.9,) * 5).is_too_easy
    assert not replace(SEEN, used=(0.5,) * 94 + (0.9,) * 6).is_too_easy


def test_what_is_often_missed_is_not_called_easy() -> None:
    assert not replace(SEEN, kept=80, used=(0.1,) * 100).is_too_easy


def test_half_and_ninety_are_by_nearest_rank() -> None:
    assert (SEEN.used_by(50), SEEN.used_by(90), replace(SEEN, used=()).used_by(50)) == (0.49, 0.89, None)


def test_the_part_is_that_of_the_targets_own_kind_of_time_without_pauses() -> None:
    four = timedelta(hours=4)
    elapsed = Run(MONDAY, MONDAY + 2 * four, ((MONDAY, MONDAY + four),), MONDAY + four + timedelta(hours=1))
    assert part_used(promise("4 hours"), elapsed, MONDAY) == 0.25
    overnight = Run(MONDAY, MONDAY + timedelta(days=1), (), MONDAY + timedelta(hours=20))
    assert part_used(promise("8 working hours"), overnight, MONDAY) == 1.0


def test_a_run_that_goes_on_has_used_what_is_gone_by_now() -> None:
    going_on = Run(MONDAY, MONDAY + timedelta(hours=4))
    assert part_used(promise("4 hours"), going_on, MONDAY + timedelta(hours=6)) == 1.5


def test_a_target_that_left_no_time_says_nothing() -> None:
    assert part_used(promise("4 hours"), Run(MONDAY, MONDAY, (), MONDAY), MONDAY) is None


def test_too_tight_comes_first_and_too_few_last() -> None:
    tight, easy = replace(SEEN, slug="tight", kept=50), replace(SEEN, slug="easy", used=(0.1,) * 20)
    few = replace(SEEN, slug="few", counted=3, kept=3, used=(0.9,) * 3)
    assert [each.slug for each in most_telling_first([few, SEEN, easy, tight])] == ["tight", "easy", "answer", "few"]
