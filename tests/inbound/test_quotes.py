"""What its writer wrote remains of a mail, and never more is cut than is surely quoted."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.inbound.quotes import MAX_WORDS_CHARACTERS, THE_REST, without_quotes
from portal.notices.reply_line import REPLY_LINE


@pytest.mark.parametrize(
    "line",
    [
        REPLY_LINE,
        f"> {REPLY_LINE}",
        f">> *{REPLY_LINE}*",
        "To reply, write above this line",
        f"  {REPLY_LINE.replace(' ', chr(0xA0))}",
    ],
)
def test_below_our_own_line_nothing_is_the_writers(line: str) -> None:
    ours = "Hello Ada, Mira has written.\n> quoted in ours\nand so on"
    if line.startswith(">"):
        ours = "\n".join(f"> {each}" for each in ours.split("\n"))
    assert without_quotes(f"Yes.\n\n{line}\n\n{ours}").words == "Yes."


@pytest.mark.parametrize(
    "announced",
    [
        "On Mon, 23 Nov 2026 at 12:03, Mira <reports@riverside.example> wrote:",
        "On 23 Nov 2026, at 12:03, Mira at Riverside Water\n<reports@riverside.example> wrote:",
        "Am 23.11.2026 um 12:03 schrieb Mira:",
        "Am Mo., 23. Nov. 2026 um 12:03 Uhr schrieb Mira at Riverside Water <\nreports@riverside.example>:",
        "Le lun. 23 nov. 2026 à 12:03, Mira <r@riverside.example> a écrit :",
        "El lun, 23 nov 2026 a las 12:03, Mira (<r@riverside.example>) escribió:",
        "Op ma 23 nov. 2026 om 12:03 schreef Mira <r@riverside.example>:",
        "Mira at Riverside Water wrote:",
    ],
)
@pytest.mark.parametrize("quote", ["> Is it dry?", REPLY_LINE])
def test_the_line_that_announces_a_quote_goes_with_it(announced: str, quote: str) -> None:
    assert without_quotes(f"Yes.\n\n{announced}\n\n{quote}\n").words == "Yes."


@pytest.mark.parametrize(
    "text",
    [
        "On Friday he wrote:\nthere is no water.",
        "From: the station\nTo: my house\nthe street is wet.",
        "a > b\nb < c",
        "-- or so I think",
        "I wrote: nothing.",
        "--\n",
        "> \n",
        "",
    ],
)
def test_what_only_looks_like_a_quote_is_kept(text: str) -> None:
    assert without_quotes(text).words in (text.strip(), "")
    assert without_quotes(text).words == text.strip() or not any(map(str.isalnum, text))


def test_an_answer_below_a_quote_is_kept_and_so_is_one_between() -> None:
    assert without_quotes("> Is it dry?\n\nYes.").words == "Yes."
    assert without_quotes("> Is it dry?\nYes.\n> And the bath?\nNo.").words == "[…]\nYes.\n[…]\nNo."


def test_a_signature_goes_and_what_a_telephone_adds() -> None:
    assert without_quotes("Yes.\n\n-- \nAda\n12 River Street").words == "Yes."
    assert without_quotes("Yes.\n\nSent from my iPhone").words == "Yes."
    assert without_quotes("Ja.\n\nVon meinem iPhone gesendet").words == "Ja."


def test_it_is_said_whether_something_was_left_out() -> None:
    assert not without_quotes("Yes.\r\n").was_cut
    assert without_quotes("Yes.\n> No.").was_cut


def test_more_than_anybody_reads_is_cut_and_says_so() -> None:
    words = without_quotes("word " * 100_000).words
    assert len(words) <= MAX_WORDS_CHARACTERS
    assert words.endswith(THE_REST)


@pytest.mark.parametrize(
    "text",
    [
        *("On " * 2_000, "On \n" * 200_000, "On a@b\n" * 200_000, "> a\nb\n" * 200_000, "From: a@b\nTo: c\n" * 200_000),
        *("-- \n" * 200_000, "_" * 400_000, ">" * 400_000, "Sent from my \n" * 100_000, f"{REPLY_LINE}\n" * 50_000),
    ],
    ids=range(10),
)
def test_it_takes_no_longer_than_reading(text: str) -> None:
    began_s = time.process_time()
    without_quotes(text)
    assert time.process_time() - began_s < 2


def test_two_thousand_times_on_is_instant() -> None:
    began_s = time.process_time()
    for _ in range(100):
        without_quotes("On " * 2_000)
    assert time.process_time() - began_s < 1


@given(st.text())
def test_any_text_is_cut(text: str) -> None:
    assert len(without_quotes(text).words) <= MAX_WORDS_CHARACTERS


_LINES = st.sampled_from(
    [
        *("Yes.", "> a", ">", "", "On Mon Mira wrote:", "Am 1.1. schrieb", "-- ", "_" * 32, "From: a@b", "Sent: x"),
        *("To: y", "Subject: z", REPLY_LINE, f"> {REPLY_LINE}", "-----Original Message-----", "Sent from my iPhone"),
        "x" * 70,
    ]
)


@given(st.lists(_LINES, max_size=30))
def test_a_line_of_the_writers_own_above_every_mark_is_never_lost(lines: list[str]) -> None:
    words = without_quotes("\n".join(["These are my words.", "", *lines])).words
    assert words.startswith("These are my words.")


@given(st.lists(st.sampled_from(["Yes.", "No.", "> a", "> b"]), max_size=30))
def test_between_quoted_lines_no_word_is_lost(lines: list[str]) -> None:
    words = without_quotes("\n".join(lines)).words
    own = [line for line in lines if not line.startswith(">")]
    if own:
        assert [line for line in words.split("\n") if line in ("Yes.", "No.")] == own
