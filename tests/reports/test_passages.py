"""A passage is a place in a report, found whatever the spaces between its words, and gone with its text."""

from dataclasses import replace
from datetime import UTC, datetime

from portal.reports.passages import MOST_CHARACTERS, Passage, find_passage, quoted_entry, quoted_words
from portal.reports.timeline import CUSTOMER, Entry, Kind, responder

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
RECEIVED = Entry(AT, Kind.RECEIVED, CUSTOMER, True, texts={"what_happened": "It is dry.\r\n\r\nSince (six)."}, id=4)
ANSWERED = Entry(AT, Kind.ANSWERED, responder("mira"), True, texts={"answer": "Since (six). I dig."}, id=7)


def test_a_passage_is_found_over_line_ends_and_read_as_it_stands() -> None:
    found = find_passage([RECEIVED, ANSWERED], "dry. Since  (six)")
    assert found == Passage(4, "what_happened", 6, 25)
    assert quoted_words([RECEIVED, ANSWERED], found) == "dry.\r\n\r\nSince (six)"
    assert quoted_entry([RECEIVED, ANSWERED], found) == RECEIVED


def test_what_nobody_wrote_is_found_nowhere() -> None:
    for words in ("Since seven", "dry. I dig.", "", "   ", "since (six)"):
        assert find_passage([RECEIVED, ANSWERED], words) is None, words


def test_once_the_text_is_erased_the_entry_stays_and_the_words_are_gone() -> None:
    found = find_passage([ANSWERED], "I dig.")
    assert found is not None
    erased = replace(ANSWERED, texts={})
    assert quoted_words([erased], found) == ""
    assert quoted_entry([erased], found) == erased
    assert quoted_words([], found) == ""


def test_a_long_text_of_one_letter_is_searched_at_once() -> None:
    long = replace(ANSWERED, texts={"answer": "a " * 20_000})
    assert find_passage([long], "a " * (MOST_CHARACTERS // 2 - 1) + "b") is None
