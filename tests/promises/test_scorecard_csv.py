"""The rows as CSV come back as they were, open safely in a spreadsheet, and say what is wrong with them."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings

from portal.errors import PromiseError
from portal.promises.published_scorecard import PublishedScorecard
from portal.promises.scorecard_csv import COLUMNS, read_rows_csv, rows_csv
from portal.promises.verification import row_differences
from tests.promises.random_reports import scorecards


@settings(max_examples=40)
@given(scorecards())
def test_rows_come_back_as_they_were(made: PublishedScorecard) -> None:
    assert read_rows_csv(rows_csv(made.rows)) == made.rows


@settings(max_examples=20)
@given(scorecards())
def test_no_cell_begins_as_a_formula_would_and_comes_back_without_its_guard(made: PublishedScorecard) -> None:
    rows = [replace(row, id=f"{sign}cmd({row.id})") for row in made.rows for sign in "=+-@\t"]
    text = rows_csv(rows)
    cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n")]
    assert list(read_rows_csv(text)) == rows


def test_a_file_without_rows_has_its_columns() -> None:
    assert rows_csv(()) == ",".join(COLUMNS) + "\r\n"
    assert read_rows_csv("\ufeff" + rows_csv(())) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "does not begin with its columns"),
        ("id,due\r\nc1,now\r\n", "does not begin with its columns"),
        (rows_csv(()) + "c1,first-reply\r\n", "Row 2 of the CSV file has 2 cells of 15"),
        (rows_csv(()) + "c1" + "," * 14 + "\r\n", "0.commitment cannot be read"),
    ],
)
def test_what_is_no_such_file_says_so(text: str, said: str) -> None:
    with pytest.raises(PromiseError, match=said):
        read_rows_csv(text)


@settings(max_examples=20)
@given(scorecards())
def test_rows_that_are_not_those_of_the_other_file_are_named(made: PublishedScorecard) -> None:
    for row in made.rows:
        rest = [each for each in made.rows if each is not row]
        assert list(row_differences(made.rows, rest)) == [f"row {row.id} is in data.csv alone"]
        assert list(row_differences(rest, made.rows)) == [f"row {row.id} is in data.json alone"]
        altered = [*rest, replace(row, taken_s=-1)]
        assert list(row_differences(altered, made.rows)) == [
            f"row {row.id} is not the same in data.csv and in data.json"
        ]
