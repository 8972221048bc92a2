"""A page is taken apart with every key, value and character of its body at its true place in the file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.library.front_matter import page_document
from portal.library.problems import Problem
from portal.library.source_text import MAX_FILE_BYTES, read_source
from portal.library.yaml_nodes import mark_of, node_at, plain_data
from portal.library.yaml_reading import read_yaml

PAGE = """---
title: Refunds
aliases:
  - /old/
  - {a: b}
costs: {us: [one, two]}
opens: 17:00
empty:
---
First line.

Second.
"""


def test_each_value_has_its_line_and_column_in_the_file() -> None:
    document, problems = page_document(PAGE, "p.md")
    assert problems == []
    assert document.fields is not None
    marks = {
        ("title",): (2, 8),
        ("aliases",): (3, 1),
        ("aliases", 0): (4, 5),
        ("aliases", 1, "a"): (5, 9),
        ("costs", "us", 1): (6, 19),
        ("empty",): (8, 1),
        ("not-there",): (1, 1),
        ("costs", "not-there"): (6, 8),
    }
    assert {keys: mark_of(document.fields, keys) for keys in marks} == marks


def test_every_scalar_stays_as_written() -> None:
    document, _ = page_document("---\na: 17:00\nb: no\nc: 1.10\nd: 2027-01-01\n---\n", "p.md")
    assert document.fields is not None
    assert plain_data(document.fields) == {"a": "17:00", "b": "no", "c": "1.10", "d": "2027-01-01"}


def test_a_place_in_the_body_counts_from_the_top_of_the_file() -> None:
    document, _ = page_document(PAGE, "p.md")
    problem = document.problem_in_body(document.body.index("Second"), "Wrong.", "Mend.")
    assert (problem.line, problem.column) == (12, 1)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    plain, windows = tmp_path / "a.md", tmp_path / "b.md"
    plain.write_bytes(PAGE.encode())
    windows.write_bytes(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    assert read_source(plain, "p.md") == read_source(windows, "p.md") == PAGE


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"x" * (MAX_FILE_BYTES + 1))
    found = read_source(file, "a.md")
    assert isinstance(found, Problem)
    assert str(found) == "a.md:1:1: The file is larger than 200 kB. Split it into several pages."


def test_an_empty_front_matter_is_read_as_no_fields() -> None:
    document, problems = page_document("---\n---\nText.", "p.md")
    assert (problems, document.body) == ([], "Text.")
    assert document.fields is not None
    assert plain_data(document.fields) == {}


def test_twelve_levels_are_read_and_a_thirteenth_is_refused() -> None:
    assert read_yaml("a: " + "[" * 11 + "]" * 11, "p")[1] == []
    assert "more than 12 deep" in read_yaml("a: " + "[" * 12 + "]" * 12, "p")[1][0].what


def test_all_duplicate_keys_are_found_at_once() -> None:
    root, problems = read_yaml("a: 1\nb: {c: 1, c: 2}\na: 2\n", "p")
    assert [(problem.line, problem.column) for problem in problems] == [(2, 11), (3, 1)]
    assert root is not None
    assert node_at(root, ("a",)) == root.entries["a"][1]


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@`,? \n\t0<\\", max_size=80))
def test_whatever_is_written_is_read_or_explained_in_our_own_words(text: str) -> None:
    """Never a stack trace, never the parser's wording."""
    root, problems = read_yaml(text, "p", first_line=2)
    assert root is not None or problems
    for problem in problems:
        assert problem.line >= 2
        assert problem.column >= 1
        assert not any(theirs in problem.what for theirs in ("expected", "found ", "token", "while", "mapping"))


@pytest.mark.parametrize("text", ["- a\n- b\n", "words\n"])
def test_something_else_than_fields_is_said_to_be_so(text: str) -> None:
    root, problems = read_yaml(text, "p")
    assert root is None
    assert problems[0].what == "There are no fields here."
