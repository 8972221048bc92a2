"""What people wrote becomes text on a page: escaped, its addresses made links, in linear time."""

import time

import pytest

from portal.web.plain_text import linked


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("1 < 2 & 'x' \"y\"", "1 &lt; 2 &amp; &#39;x&#39; &#34;y&#34;"),
        (
            "See https://example.org/a?b=1&c=2.",
            'See <a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener noreferrer">'
            "https://example.org/a?b=1&amp;c=2</a>.",
        ),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("<a href='https://x.example'>", None),
        ("", ""),
    ],
)
def test_nothing_in_a_text_is_markup_and_only_web_addresses_are_links(text: str, html: str | None) -> None:
    shown = str(linked(text))
    if html is not None:
        assert shown == html
    assert "<a href='" not in shown
    assert shown.count("<") == 2 * shown.count("<a ")


def test_a_hostile_text_takes_no_time() -> None:
    began_s = time.process_time()
    for text in ("https://" * 20_000, "http://" + "." * 100_000, "(" * 100_000, "https://a" + ")." * 50_000):
        linked(text)
    assert time.process_time() - began_s < 2
