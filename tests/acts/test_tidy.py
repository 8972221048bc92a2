"""What somebody typed is kept as they typed it, without what would break a page or turn it around."""

import pytest

from portal.acts.answer import answer
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from tests.workplaces import filling, reported, story


@pytest.mark.parametrize("mark", [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))])
def test_marks_that_reach_past_their_own_words_are_taken_out(mark: str) -> None:
    assert tidy(f"I dig{mark} here.") == "I dig here."


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u061c", "\u200d", "\u200c"])
def test_marks_that_right_to_left_text_and_joined_letters_need_stay(mark: str) -> None:
    assert tidy(f"מים{mark}. I dig.") == f"מים{mark}. I dig."


def test_what_no_database_takes_goes_and_line_ends_are_one_kind() -> None:
    assert tidy(" a\0b\ud800\r\nc\rd\te\x07 ") == "ab\nc\nd\te"


def test_an_answer_cannot_turn_the_page_around(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    answer(sqlite_workplace, report.id, "mira", filling(), "I\u202e gid\u2066.")
    assert story(sqlite_workplace, report)[-1].texts == {"answer": "I gid."}
