"""A record says its counts as they are, however small, and grades them in three."""

from portal.library.published import Published
from portal.promises.published_scorecard import scorecard_of
from portal.promises.scorecards import Tally, TimeTaken
from portal.site.record import ShownRecord, overall_record, record_of
from portal.site.record_words import at_most, figure_in_words, in_all, sentences
from tests.site.conftest import RECORD_AS_AT, figures, first_reply_versions, library, month_of_rows, public_pages


def record(*months: tuple[str, int, int]) -> ShownRecord:
    """The record of the first reply after months of `kept` and `counted` reports."""
    version, _ = first_reply_versions()
    rows = [row for month in months for row in month_of_rows(version, *month)]
    published = Published(scorecard_of(rows, [version], (), RECORD_AS_AT, "Europe/London"))
    found = record_of(published, library().public.commitments["first-reply"])
    assert found is not None
    return found


def test_a_figure_is_said_with_its_counts_and_100_percent_only_of_all() -> None:
    assert figure_in_words(19, 20) == "19 of 20 (95 %)"
    assert figure_in_words(0, 1) == "0 of 1 (0 %)"
    assert figure_in_words(999, 1_000) == "999 of 1000 (99 %)"
    assert figure_in_words(0, 0) == "nothing to count"


def test_a_promise_without_reports_has_no_record() -> None:
    page = public_pages().commitments["first-reply"]
    assert record_of(Published(), page) is None
    assert overall_record(Published()) is None
    empty = Published(scorecard_of((), (), (), RECORD_AS_AT, "Europe/London"))
    assert record_of(empty, page) is None
    assert overall_record(empty) is None


def test_a_promise_to_the_team_has_no_public_record() -> None:
    assert record_of(figures(), public_pages().commitments["lead-answers"]) is None


def test_a_single_report_is_shown_as_what_it_is() -> None:
    found = record(("2026-10", 0, 1))
    assert (found.figure, found.state, found.objective) == ("0 of 1 (0 %)", "missed", "95 %")
    assert [(line.month, line.figure) for line in found.lines] == [
        ("2026-11", "nothing to count"),
        ("2026-10", "0 of 1 (0 %)"),
    ]
    assert found.sentences == ("It took 10 working hours.",)


def test_months_are_graded_one_by_one_and_begin_with_the_newest() -> None:
    found = record(("2026-08", 20, 20), ("2026-09", 93, 100), ("2026-10", 10, 20))
    assert [(line.month, line.state) for line in found.lines] == [
        ("2026-11", ""),
        ("2026-10", "missed"),
        ("2026-09", "at-risk"),
        ("2026-08", "kept"),
    ]


def test_columns_are_as_high_as_their_counts_and_stand_on_one_line() -> None:
    columns = record(("2026-09", 1, 2), ("2026-10", 4, 4)).chart.columns
    assert len(columns) == 12
    september, october, november = columns[-3:]
    assert (float(october.kept_height), float(october.missed_height), october.label) == (112, 0, "4")
    assert (float(september.kept_height), float(september.missed_height), september.label) == (28, 28, "2")
    assert float(september.missed_top) + float(september.missed_height) == float(september.kept_top)
    assert (november.label, november.state, november.kept_height) == ("", "", "0")


def test_one_missed_of_very_many_can_still_be_seen() -> None:
    column = record(("2026-10", 999, 1_000)).chart.columns[-2]
    assert float(column.missed_height) >= 3
    assert column.label == "1k"


def test_a_time_is_said_so_that_nobody_waited_longer() -> None:
    assert at_most(59, False) == "less than a minute"
    assert at_most(3_601, True) == "at most 1 working hour 1 minute"
    assert at_most(86_401, False) == "at most 1 day 1 hour"
    assert at_most(7_200, True) == "at most 2 working hours"
    assert in_all(1_114 * 3_600 + 60, True) == "1,114 working hours"
    assert in_all(90 * 60, False) == "1 hour 30 minutes"


def test_everything_that_counts_otherwise_is_said_in_words() -> None:
    times = TimeTaken(working=True, clocks=20, median_s=2_280, ninetieth_s=7_500, paused=1, paused_s=7_200)
    tally = Tally(20, 19, 3, 1, 17, 2, 1, {"spam": 2, "withdrawn": 1}, 95.0, None, (times,))
    assert sentences(tally, 5) == (
        "Half took at most 38 working minutes, nine in ten at most 2 working hours 5 minutes.",
        "The clock rested on 1 report while we waited for the customer or until it was reopened, "
        "2 working hours in all.",
        "Of the kept resolutions, 17 were put right and 2 declined with the reasons.",
        "3 of those kept can still be reopened. They count as kept for now.",
        "1 lapsed: we asked the customer something and no answer came. That counts neither as kept nor as missed.",
        "3 set aside and not counted: 2 were spam and 1 was withdrawn.",
        "5 are still running and not counted yet.",
    )


def test_times_that_do_not_compare_are_said_apart() -> None:
    times = (TimeTaken(False, 2, 60, 120, 0, 0), TimeTaken(True, 1, 3_600, 3_600, 0, 0))
    said = sentences(Tally(3, 3, 0, 0, 0, 0, 0, {}, 95.0, None, times), 0)
    assert said == (
        "By the clock on the wall (2): half took at most 1 minute, nine in ten at most 2 minutes.",
        "In working time (1): it took 1 working hour.",
    )
