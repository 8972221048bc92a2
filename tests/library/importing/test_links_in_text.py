"""Every way to write a link is found, and led elsewhere without a change to the words around it."""

import pytest

from portal.library.importing.links_in_text import Led, lead_links
from portal.library.importing.working_text import WorkingText


def led(href: str, image: bool) -> Led | None:
    found = {
        "a": Led("b.md"),
        "dead": Led(None),
        "far.png": Led("https://f/far.png", as_link=True),
        "[[a]]": Led("b.md"),
    }
    return found.get(href)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[x](a)", "[x](b.md)"),
        ('[x](<a> "Title")', '[x](b.md "Title")'),
        ("[x [y] z](a) and [k](kept)", "[x [y] z](b.md) and [k](kept)"),
        ("[![alt](a)](dead)", "![alt](b.md)"),
        ("[![alt](far.png)](a)", "[alt](b.md)"),
        ("![alt](far.png)", "[alt](https://f/far.png)"),
        ("[x](dead) y", "x y"),
        ("[x][1] [1]\n\n[1]: a", "[x][1] [1]\n\n[1]: b.md"),
        ("[x][one] [one][]\n\n[One]: dead", "x one\n\n"),
        ('<a class="k" href="a">x</a>', '<a class="k" href="b.md">x</a>'),
        ('<a href="dead">x</a>', "<a>x</a>"),
        ('<img src="dead" alt="Words">', "Words"),
        ("[[a]] and [[a|words]]", "[a](b.md) and [words](b.md)"),
        ("`[x](a)`", "`[x](a)`"),
        ("```\n[x](a)\n```", "```\n[x](a)\n```"),
        (r"\[x](a)", r"\[x](a)"),
    ],
)
def test_links_are_led_elsewhere(written: str, expected: str) -> None:
    text = WorkingText("page.md", written)
    lead_links(text, led)
    assert text.text == expected
