"""The published document holds what is needed to work it out again, the same bytes for the same scorecard."""

import json

from hypothesis import given, settings

from portal.promises.published_scorecard import PublishedScorecard, scorecard_json
from tests.promises.random_reports import VERSIONS, scorecard, scorecards


@settings(max_examples=20)
@given(scorecards())
def test_the_order_in_which_rows_come_changes_no_byte(made: PublishedScorecard) -> None:
    assert scorecard_json(scorecard(made.rows[::-1])) == scorecard_json(made)


@settings(max_examples=20)
@given(scorecards())
def test_each_row_is_a_line_and_its_promise_and_calendar_lie_beside_it(made: PublishedScorecard) -> None:
    text = scorecard_json(made)
    data = json.loads(text)
    assert len([line for line in text.splitlines() if line.startswith('{"id"')]) == len(made.rows)
    for row in data["rows"]:
        calendar = data["commitments"][row["version"]]["calendar"]
        assert calendar is None or calendar in data["calendars"]


def test_a_version_can_be_had_back_as_it_was_promised() -> None:
    made = scorecard(())
    for version in VERSIONS:
        assert made.version(version.hash) == version
