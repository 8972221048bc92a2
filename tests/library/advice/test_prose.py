"""Prose is what an editor words: nothing else is counted or judged, and everything stays at its place."""

import time

import pytest

from portal.library.advice.prose import prose_of, sentences_over

NINE = "One two three four five six seven eight nine."


@pytest.mark.parametrize(
    ("markdown", "left"),
    [
        ("See `utilise` here.", "See here."),
        ("```\nutilise\n```\nEnd.", "End."),
        ("Text.\n\n    utilise\n\nEnd.", "Text. End."),
        ("- Item.\n\n    Of the item.", "- Item. Of the item."),
        ("> utilise it\n\nEnd.", "End."),
        ("He said “utilise it” today.", "He said today."),
        ('He said "utilise it." Then he left.', "He said . Then he left."),
        ("A [page](utilise.md#x) here.", "A [page here."),
        ("A [page][1].\n\n[1]: https://utilise.example", "A [page ."),
        ("Write to utilise@help.example today.", "Write to today."),
        ("At https://help.example/utilise now.", "At now."),
        ("<b title='utilise'>Bold</b> <!-- utilise --> end.", "Bold end."),
        ("Dear {{customer_name}}, [[utilise words]] end.", "Dear , end."),
        ('An "unclosed quotation\n\nends here.', 'An "unclosed quotation ends here.'),
    ],
)
def test_what_is_not_prose_is_blanked_out_and_the_rest_stays_at_its_place(markdown: str, left: str) -> None:
    prose = prose_of(markdown)
    assert " ".join(prose.split()) == left
    assert len(prose) == len(markdown)
    assert all(was in (now, "\n") or now == " " for was, now in zip(markdown, prose, strict=True))


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (NINE, [9]),
        (f"{NINE} {NINE}", [9, 9]),
        ("A b c d e. F g h i j.", []),
        ("One two three e.g. four five six seven eight.", [9]),
        ("One two three 4.5 five six seven eight nine.", [9]),
        ("One two three four five six? Seven eight nine ten.", []),
        ("One two three four.** Five six seven eight nine.", []),
        ("- One two three four\n- five six seven eight nine", []),
        ("| One two three four | five six seven eight nine |", []),
        ("## One two three four five six seven eight nine", []),
        ("One two three four:\n\nfive six seven eight nine.", []),
        ("One two three four\nfive six seven eight nine.", [9]),
        ("It's one well-known word-play of Mr. Smith and his and/or.", [10]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, counts: list[int]) -> None:
    assert [sentence.words for sentence in sentences_over(text, 8)] == counts


def test_a_sentence_is_told_where_its_first_word_stands() -> None:
    text = f"## A heading\n\nShort. *{NINE}*"
    assert [text[each.offset :][:7] for each in sentences_over(text, 8)] == ["One two"]


@pytest.mark.parametrize(
    "sign", ["<!--", "“", '"', "![", ".", "a", "[", "](", "<", ". ", "\n\n    ", "{{", "[^", "x@", "`~ ", "!", "[["]
)
def test_hostile_text_costs_no_more_than_other_text(sign: str) -> None:
    """Ten times as much takes some ten times as long, not a hundred: 200 kB would take minutes otherwise."""
    began = time.process_time()
    list(sentences_over(prose_of(sign * (100_000 // len(sign))), 25))
    assert time.process_time() - began < 5
