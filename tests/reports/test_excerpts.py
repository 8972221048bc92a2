"""An excerpt shows where the words sought stand, and loses or invents no letter."""

from hypothesis import given
from hypothesis import strategies as st

from portal.reports.excerpts import MAX_CHARACTERS, best_excerpt, excerpt, shortened
from portal.reports.search_words import Sought, read_sought


def said(text: str, typed: str) -> str:
    """The excerpt with the words sought in brackets."""
    sought = read_sought(typed)
    assert sought is not None
    found = excerpt(text, sought)
    return "".join(f"[{piece.text}]" if piece.is_sought else piece.text for piece in found.pieces) if found else ""


def test_the_words_sought_are_marked_as_they_were_written() -> None:
    assert said("The Café\nis wet. Wetter!", "cafe wet") == "The [Café] is [wet]. [Wetter]!"
    assert said("<b>wet</b>", "wet") == "<b>[wet]</b>"
    assert said("dry", "wet") == ""


def test_a_long_text_is_cut_around_the_first_of_them() -> None:
    text = "before " * 100 + "the joint leaks " + "after " * 100
    shown = said(text, "joint")
    assert shown.startswith("… before ")
    assert shown.endswith("after …")
    assert "the [joint] leaks" in shown
    assert len(shown) <= MAX_CHARACTERS + 10


def test_the_text_with_most_of_the_words_is_shown() -> None:
    best = best_excerpt(["a joint", "the wet joint", "wet"], Sought(("joint",), "we"))
    assert best is not None
    assert (best[0], best[1].found) == (1, 2)
    assert best_excerpt(["nothing"], Sought(("joint",))) is None


@given(st.text(max_size=600), st.text(min_size=1, max_size=20))
def test_an_excerpt_is_a_stretch_of_the_text(text: str, typed: str) -> None:
    sought = read_sought(typed)
    found = excerpt(text, sought) if sought else None
    if found:
        joined = "".join(piece.text for piece in found.pieces).removeprefix("… ").removesuffix(" …")
        spaced = "".join(" " if each.isspace() else each for each in text)
        assert joined in spaced
        assert any(piece.is_sought for piece in found.pieces)


def test_a_beginning_ends_with_a_whole_word() -> None:
    assert shortened("The  tap\nis dry.", 50) == "The tap is dry."
    assert shortened("The tap is dry, since noon.", 16) == "The tap is dry …"
    assert shortened("x" * 30, 10) == "x" * 10 + " …"
