"""Markdown becomes the HTML that editors expect, always the same, and nothing that acts goes unnoticed."""

import pytest

from portal.library.raw_html import acting_parts
from portal.library.rendered import plain_text
from portal.library.rendering import render

EVERYTHING = """\
## Costs & benefits

A [link](other.md#x "t"), a ![picture](tap.png), `code`, a note[^1] and the SLA.

| what | how much |
|------|---------:|
| tap  | 3        |

!!! warning "Mind the step"
    It is wet.

Term
:   What it means

- [ ] to do
- [x] done

```python
if a < b: pass
```

A paragraph.
{: #mine .calm }

*[SLA]: Service-level agreement

[^1]: A note.
"""


def test_every_promised_kind_of_markup_is_understood() -> None:
    html = render(EVERYTHING).html
    for part in (
        '<h2 id="costs-benefits">',
        '<td class="align-right">3</td>',
        '<div class="admonition warning">',
        "<dt>Term</dt>",
        '<li class="task task-open">',
        'aria-label="Done"',
        '<code class="language-python">if a &lt; b: pass',
        '<p class="calm" id="mine">',
        '<abbr title="Service-level agreement">SLA</abbr>',
        '<li id="fn:1">',
    ):
        assert part in html
    assert "style=" not in html


def test_the_same_text_gives_the_same_html_whatever_came_before() -> None:
    first = render(EVERYTHING)
    render("# Other\n\n[^1]: elsewhere\n")
    assert render(EVERYTHING) == first


def test_a_failed_page_leaves_nothing_behind_for_the_next() -> None:
    before = render(EVERYTHING)
    with pytest.raises(RecursionError):
        render("1. " * 3000 + "x")
    assert render(EVERYTHING) == before


def test_links_are_taken_out_and_put_back_escaped() -> None:
    rendered = render("[a](a.md) <a href=\"b.md?x&amp;y\">b</a>\n\n<div><img src='c.png'></div>")
    assert [(link.href, link.image) for link in rendered.links] == [
        ("a.md", False),
        ("c.png", True),
        ("b.md?x&y", False),
    ]
    html = rendered.with_addresses(("/a/", "/c.png", '/b/?x&y"'))
    assert 'href="/a/"' in html
    assert 'href="/b/?x&amp;y&quot;"' in html
    assert 'src="/c.png"' in html


def test_a_scripts_placeholders_survive_at_the_end_of_a_paragraph() -> None:
    assert "{{organisation}}" in render("Mira\n{{organisation}}", attribute_lists=False).html


def test_plain_text_keeps_words_apart_and_entities_as_characters() -> None:
    assert plain_text("<p>One &amp; <b>t</b>wo</p><ul><li>three</li></ul>") == "One & two three"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<ScRiPt>x</sCrIpT>", "script"),
        ("<svg><script>x</script></svg>", "script"),
        ("<iframe></iframe>", "iframe"),
        ("<b ONCLICK=x>y</b>", "event-handlers"),
        ("<img src=x\nonerror=y>", "event-handlers"),
        ("<svg/onload=x>", "event-handlers"),
        ('<b style="color:red">x</b>', "style"),
        ("<style>b {}</style>", "style"),
        ("<object></object>", "frame"),
        ("<embed>", "frame"),
        ("<form></form>", "form"),
        ("<base href=x>", "document"),
        ('<meta http-equiv="refresh">', "document"),
        ("<a title='a > b' href=javascript:x>y</a>", "document"),
        ("<a/href=javascript:x>y</a>", "document"),
        ("<a title='a < b' href=' java&#9;script:x'>y</a>", "document"),
        ("<img/src=//elsewhere.example/x.png>", "document"),
        ("<video poster=//elsewhere.example/x.png></video>", "document"),
        ("<svg><use href='data:image/svg+xml,<svg>'/></svg>", "document"),
        ("<svg><set attributeName=href to=javascript:x></svg>", "document"),
    ],
)
def test_whatever_can_act_is_found_as_a_browser_would_find_it(html: str, kind: str) -> None:
    assert kind in {part.kind for part in acting_parts(html)}


@pytest.mark.parametrize(
    "text",
    [
        "Write `<script>` like this.",
        "```html\n<script>x</script>\n<b onclick=x>\n```",
        "<!-- <script>x</script> -->",
        '<div class="calm" id="a">A <abbr title="one">1</abbr></div>',
        "a < b and onclick = x",
    ],
)
def test_what_is_only_shown_does_not_act(text: str) -> None:
    assert render(text).acting == ()
