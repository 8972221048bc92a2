"""Other people's words reach the reader whole where they can, and harmless always."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from portal.library.site_file import FallbackContact
from portal.notices.wording import (
    LINE_WIDTH,
    MAX_NAME_CHARACTERS,
    THE_REST,
    addressed_to,
    at_team,
    cleaned,
    cut,
    how_to_reach,
    name_for_greeting,
    one_line,
    paragraphs,
    quoted,
    time_words,
    wrapped,
)


def test_control_characters_and_reversed_text_are_taken_out_and_letters_stay() -> None:
    assert cleaned("a\x00b\x1b[31mc\u202ed\ud800e\ufeff é 漢 🙂") == "ab[31mcde é 漢 🙂"


def test_every_kind_of_line_end_becomes_one_and_blank_lines_do_not_pile_up() -> None:
    assert cleaned("a\r\nb\rc\u2028d\n\n \n\n\ne\n") == "a\nb\nc\nd\n\ne"


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


def test_a_long_text_is_cut_between_words_and_says_so() -> None:
    text = cut("word " * 2_000, 1_000)
    assert len(text) <= 1_000
    assert text.endswith("word" + THE_REST)


def test_a_text_that_fits_is_left_alone() -> None:
    assert cut("a" * 1_000, 1_000) == "a" * 1_000


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    assert len(cut("x" * 5_000, 1_000)) == 1_000


@pytest.mark.parametrize("name", ["Ada", "Ada Brown", "Zoë O'Neill-Šimić", "J. R. Smith", "山田太郎"])
def test_names_are_kept(name: str) -> None:
    assert name_for_greeting(f" {name}\n") == name


@pytest.mark.parametrize(
    "name",
    ["win at http://bad.example", "www.bad.example", "bad.example", "a@b", "<b>x</b>", "x" * (MAX_NAME_CHARACTERS + 1)],
)
def test_an_advertisement_is_no_name(name: str) -> None:
    assert name_for_greeting(name) == ""


def test_every_quoted_line_is_marked() -> None:
    assert quoted("one\n\ntwo") == "> one\n>\n> two"


def test_paragraphs_escape_html_and_keep_line_breaks() -> None:
    html = paragraphs("<script>alert(1)</script>\nsecond & last\n\nnew")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>\nsecond &amp; last" in html
    assert html.count("<p ") == 2


def test_a_sentence_is_addressed_where_there_is_a_name_and_begins_with_a_capital_where_not() -> None:
    assert addressed_to("we have it.", "Ada") == "Hello Ada, we have it."
    assert addressed_to(" we have it.\n", "") == "We have it."


def test_a_name_cannot_smuggle_html_into_an_escaped_sentence() -> None:
    assert addressed_to(Markup("we"), "<i>") == Markup("Hello &lt;i&gt;, we")


def test_times_are_local_and_never_relative() -> None:
    at = datetime(2026, 7, 6, 14, 10, tzinfo=UTC)
    assert time_words(at, "Europe/London") == "15:10 on Monday 6 July"
    assert time_words(at, "Asia/Kolkata") == "19:40 on Monday 6 July"


def test_a_person_is_shown_with_their_team_and_a_team_alone() -> None:
    assert at_team("Mira", "the fault desk") == "Mira at the fault desk"
    assert at_team("", "the fault desk") == "the fault desk"
    assert at_team("Mira", "") == "Mira"


def test_how_to_reach_names_only_the_ways_there_are() -> None:
    assert how_to_reach(FallbackContact(phone="123", mail="a@b.example", hours="always")) == (
        "call 123 or write to a@b.example (always)"
    )
    assert how_to_reach(FallbackContact(mail="a@b.example")) == "write to a@b.example"


def test_long_lines_are_wrapped_quotes_stay_quotes_and_addresses_stay_whole() -> None:
    address = "https://help.example/r/" + "x" * 100
    text = wrapped(f"{'word ' * 40}\n> {'quote ' * 40}\n{address}")
    lines = text.split("\n")
    assert all(len(line) <= LINE_WIDTH for line in lines if line != address)
    assert address in lines
    assert sum(line.startswith("> quote") for line in lines) == sum("quote" in line for line in lines) > 1


@given(st.text(alphabet="ab >\n", max_size=400))
def test_wrapping_loses_no_word(text: str) -> None:
    assert [w for w in wrapped(text).split() if w != ">"] == [w for w in text.split() if w != ">"]
