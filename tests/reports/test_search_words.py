"""Words are found whatever their case, accents and marks, and nothing that is typed means anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.search_words import MAX_CHARACTERS, MAX_KEPT_BYTES, MAX_SOUGHT, Sought, kept_words, read_sought


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("water", Sought((), "water")),
        ("Water JOI", Sought(("water",), "joi")),
        ("café cafe\u0301 ÉTÉ", Sought(("cafe",), "ete")),
        ("Straße", Sought((), "strasse")),
        ('"no" OR (water* NEAR/2 -tap):^', Sought(("no", "or", "water", "near", "2"), "tap")),
        ("sam@example.org", Sought(("sam", "example"), "org")),
        ("flat b", Sought(("flat", "b"))),
        ("漢字", Sought((), "漢字")),
    ],
)
def test_what_is_typed_becomes_words_of_which_the_last_may_be_only_begun(typed: str, sought: Sought) -> None:
    assert read_sought(typed) == sought


@pytest.mark.parametrize("typed", ["", "   ", "***", "\"'", "🙂🙂", "\0", "\ud800", "--", "́"])
def test_where_there_is_no_word_nothing_is_sought(typed: str) -> None:
    assert read_sought(typed) is None


def test_what_is_very_long_is_cut_the_same_way_when_kept_and_when_sought() -> None:
    long = "x" * 10_000
    sought = read_sought(long)
    assert sought == Sought((), "x" * MAX_CHARACTERS)
    assert kept_words([long]) == ["x" * MAX_CHARACTERS]
    many = read_sought(" ".join(f"w{number}" for number in range(5_000)))
    assert many is not None
    assert len(many.words) + 1 == MAX_SOUGHT


def test_a_number_said_in_parts_is_kept_as_one_as_well() -> None:
    assert kept_words(["Ring 01632 960-001 now"]) == ["001", "01632", "01632960001", "960", "now", "ring"]


def test_more_words_than_a_database_takes_for_one_report_are_left_out() -> None:
    texts = [
        " ".join(f"word{number:06}" for number in range(start, start + 10_000)) for start in range(0, 90_000, 10_000)
    ]
    kept = kept_words(texts)
    assert "word000000" in kept
    assert sum(len(word) + 1 for word in kept) <= MAX_KEPT_BYTES


@given(st.text(max_size=300), st.text(max_size=60))
def test_whatever_was_written_is_found_by_its_own_words(written: str, more: str) -> None:
    sought = read_sought(written)
    if sought is None:
        return
    kept = kept_words([more, written])
    assert set(sought.words) <= set(kept)
    assert not sought.beginning or any(word.startswith(sought.beginning) for word in kept)


@given(st.text(max_size=300))
def test_a_word_is_letters_and_digits_only_so_that_no_database_reads_more_in_it(text: str) -> None:
    assert [word for word in kept_words([text]) if not word.isalnum()] == []
