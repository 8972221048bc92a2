"""A page that breaks a rule of the house is told, also after one that differs from it in nothing else has passed."""

import html5lib
import pytest

from tests.page_checks import check_page, shape_of

RIGHT = """<!doctype html>
<html lang="en-GB"><head><title>Water</title><meta name="viewport" content="width=device-width"></head><body>
<a href="#main">Skip to the content</a>
<header><nav aria-label="Pages"><a href="/topics/">Topics</a></nav></header>
<main id="main"><h1>Water</h1><h2 id="dry">It is dry &amp; cold</h2>
<form action="/report"><label for="words">Words</label>
<input id="words" name="words" value="Dry" aria-describedby="dry">
<fieldset><legend>How</legend><label for="a">A</label><input id="a" type="radio" name="how" value="a">
<label for="b">B</label><input id="b" type="radio" name="how" value="b"></fieldset><button>Send</button></form>
<img src="/tap.png" alt="A tap"></main>
<footer><a href="/about/">About us</a></footer></body></html>
"""


def test_the_right_page_passes_and_so_does_one_with_other_words_of_the_same_shape() -> None:
    check_page(RIGHT)
    other = (
        RIGHT.replace("Water", "Nine parishes").replace('value="Dry"', 'value="R7K4-M2PX"').replace("cold", "&lt;b&gt;")
    )
    check_page(other)
    assert shape_of(other) == shape_of(RIGHT)


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        (' lang="en-GB"', "", "language"),
        ("<title>Water", "<title>– ", "title is empty"),
        ("<h1>Water</h1>", "", "one h1"),
        ('<h2 id="dry">It is dry &amp; cold</h2>', '<h3 id="dry">It is dry &amp; cold</h3>', "skips a level"),
        ('for="words"', 'for="word"', "not on the page"),
        ("Words</label>", "</label>", "without a label"),
        (">Send<", "> <", "what this does"),
        (">About us<", "><", "what this does"),
        (' alt="A tap"', "", "cannot see it"),
        ('href="/about/"', 'href="#about"', "an anchor"),
        ('id="b"', 'id="a"', "ids used twice"),
        ('id="dry"', 'id="wet"', "aria-describedby"),
        ("<fieldset><legend>How</legend>", "<div>How", "fieldset"),
        ('<main id="main">', '<main id="main" style="color: red">', "inside the markup"),
        ('aria-label="Pages"', "", "says what it is"),
        ("<footer>", "<div>", "one footer"),
    ],
)
def test_a_page_that_breaks_a_rule_is_told_though_the_right_one_has_passed(right: str, wrong: str, rule: str) -> None:
    check_page(RIGHT)
    broken = RIGHT.replace(right, wrong, 1)
    for opened in ("fieldset", "footer"):
        if f"<{opened}" not in broken:
            broken = broken.replace(f"</{opened}>", "</div>")
    for _ in range(2):
        with pytest.raises(AssertionError, match=rule):
            check_page(broken)


@pytest.mark.parametrize("wrong", ["&nonsense;", "<b>", "<p></div>", "<h2", '<p id="x" id="y"></p>'])
def test_what_the_strict_parser_refuses_is_told_though_the_right_page_has_passed(wrong: str) -> None:
    check_page(RIGHT)
    with pytest.raises(html5lib.html5parser.ParseError):
        check_page(RIGHT.replace("cold", f"cold {wrong}"))
