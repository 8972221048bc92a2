"""Readers are told which paragraphs came, went or changed, and in which words."""

import time

from hypothesis import given
from hypothesis import strategies as st

from portal.site.text_changes import MAX_PARAGRAPHS, ChangedParagraph, Piece, changed_paragraphs, counted

TEXTS = st.lists(st.text("abc ", min_size=1, max_size=12).map(str.strip).filter(bool), max_size=8)


def test_a_changed_word_is_told_within_its_paragraph() -> None:
    assert changed_paragraphs(
        ["It stays.", "We answer within two days at most."], ["It stays.", "We answer within three days at most."]
    ) == (
        ChangedParagraph(
            "changed",
            (
                Piece("same", "We answer within"),
                Piece("removed", "two"),
                Piece("added", "three"),
                Piece("same", "days at most."),
            ),
        ),
    )


def test_paragraphs_with_little_in_common_are_taken_out_and_put_in_whole() -> None:
    changed = changed_paragraphs(["We come on Sundays."], ["Nobody is there at the weekend any more."])
    assert [paragraph.state for paragraph in changed] == ["removed", "added"]


def test_the_count_is_said_in_words() -> None:
    changed = changed_paragraphs(["a b c d", "out one", "same"], ["a b c e", "same", "new", "newer"])
    assert counted(changed) == "1 paragraph was changed, 2 were added and 1 was taken out"
    assert counted(()) == ""


@given(TEXTS, TEXTS)
def test_what_stayed_and_was_put_in_is_the_new_text_and_the_rest_the_old(before: list[str], after: list[str]) -> None:
    changed = changed_paragraphs(before, after)
    assert bool(changed) == (before != after)
    for side, other in (("added", after), ("removed", before)):
        for paragraph in changed:
            words = " ".join(piece.words for piece in paragraph.pieces if piece.state in ("same", side))
            assert not words or words.split() in [text.split() for text in other]


def test_a_huge_text_is_compared_in_seconds() -> None:
    before = [f"paragraph {number}" for number in range(MAX_PARAGRAPHS + 1)]
    began_s = time.process_time()
    assert [each.state for each in changed_paragraphs(before, [*before[1:], "new"])] == ["removed", "added"]
    assert time.process_time() - began_s < 5
