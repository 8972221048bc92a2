"""An HTML mail is read as its words, in linear time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.inbound.html_text import text_of_html


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two<br>Three</div>", "One\nTwo\nThree"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("a &amp; b &lt;i&gt; &eacute;&nbsp;&#8364;", "a & b <i> é €"),
        ("<style>p > a {}</style><script>1 < 2</script>seen<!-- <p>unseen</p> -->", "seen"),
        ("<head><title>No</title></head><body>Yes", "Yes"),
        ("<head><body>Yes", "Yes"),
        ("<ul><li>One<li>Two</ul>", "- One\n- Two"),
        ("x<blockquote>y<blockquote>z</blockquote></blockquote>w", "x\n\n> y\n\n>> z\n\nw"),
        ("<a href=\"x>y\" title='>'>link</a>", "link"),
        ("1 < 2 and <3", "1 < 2 and <3"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("unfinished <a href=", "unfinished"),
        ("<!-- never ends <p>x", ""),
        ("<p>&#" + "9" * 6_000 + ";</p>", "&#" + "9" * 6_000 + ";"),
    ],
)
def test_words_stay_and_markup_goes(document: str, text: str) -> None:
    assert "\n".join(line for line in text_of_html(document).split("\n") if line.strip("> ")) == "\n".join(
        line for line in text.split("\n") if line
    )


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "<![", "</", '<a ="', "<blockquote>", "&", "&#9", "<", "<p><!", "<a ='>\">"]
)
def test_a_million_characters_of_unfinished_markup_take_seconds(piece: str) -> None:
    began_s = time.process_time()
    text_of_html(piece * (1_000_000 // len(piece)))
    assert time.process_time() - began_s < 8


@given(st.text())
def test_any_text_is_read(document: str) -> None:
    assert isinstance(text_of_html(document), str)


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<blockquote>", "</blockquote>", "<style>", "</style>", "<!--", "-->", "<br>"]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=40))
def test_any_markup_is_read(pieces: list[str]) -> None:
    assert isinstance(text_of_html("".join(pieces)), str)
