"""No cell is taken for a formula, and each comes back as it was."""

import csv
import io
import re

import pytest

from portal.promises.csv_cells import csv_text, guarded, unguarded
from tests.rules.sources import modules


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠x"])
def test_what_begins_as_a_formula_does_is_guarded_and_comes_back(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "12", "a = b", "'tis so", "'"])
def test_anything_else_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


def test_rows_are_read_back_whole_with_none_as_empty() -> None:
    text = csv_text([("title", "count"), ('Say "no", kindly', 3), ("=cmd", None)])
    assert list(csv.reader(io.StringIO(text))) == [["title", "count"], ['Say "no", kindly', "3"], ["'=cmd", ""]]


def test_nobody_else_writes_csv() -> None:
    writers = [file.name for file in modules() if re.search(r"csv\.writer|DictWriter", file.read_text("utf-8"))]
    assert writers == ["csv_cells.py"]
