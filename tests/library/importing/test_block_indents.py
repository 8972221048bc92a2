"""What other generators read as lists, code and quotations is read so here."""

import pytest

from portal.library.importing.block_indents import with_our_indents
from portal.library.importing.working_text import WorkingText
from portal.library.rendering import render


def rendered(written: str) -> str:
    text = WorkingText("page.md", written)
    with_our_indents(text)
    assert len(text.origins) == text.text.count("\n") + 1
    return "".join(line.strip() for line in render(text.text).html.splitlines())


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("Words:\n- one\n- two", "<p>Words:</p><ul><li>one</li><li>two</li></ul>"),
        ("Words 3\n7. no list", "<p>Words 37. no list</p>"),
        ("- one\n  - two\n    - three", "<ul><li>one<ul><li>two<ul><li>three</li></ul></li></ul></li></ul>"),
        ("1) one\n2) two", "<ol><li>one</li><li>two</li></ol>"),
        ("* * *", "<hr>"),
        ("```js title=x\nlet a\n```", '<pre><code class="language-js">let a</code></pre>'),
        ("```\nnever ends", "<pre><code>never ends</code></pre>"),
        ("> ```\n> # code\n> ```", "<blockquote><pre><code># code</code></pre></blockquote>"),
        (
            "1. one\n\n   ```sh\n   run\n   ```\n2. two",
            "<ol><li><p>one</p><pre><code>run</code></pre></li><li><p>two</p></li></ol>",
        ),
        ("#hashtag", "<p>#hashtag</p>"),
        ("Words\n## Heading", '<p>Words</p><h2 id="heading">Heading</h2>'),
        ("Words\n| a | b |\n|---|---|\n| 1 | 2 |", None),
        ("Words\n\n    code", "<p>Words</p><pre><code>code</code></pre>"),
        (
            "!!! note\n    Inside\n\nAfter",
            '<div class="admonition note"><p class="admonition-title">Note</p><p>Inside</p></div><p>After</p>',
        ),
    ],
)
def test_blocks_are_read_as_they_were_meant(written: str, html: str | None) -> None:
    assert rendered(written) == html if html else "<table>" in rendered(written)
