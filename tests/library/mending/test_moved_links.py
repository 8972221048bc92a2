"""A link is changed only where it is certain which page is meant, and only to one that is right."""

from collections.abc import Callable

import pytest

from portal.library.loader import Loaded
from portal.library.mending.edits import edited
from portal.library.mending.moved_links import link_edits, sources_by_address

MOVED = "---\ntitle: Money\nsummary: s\naliases: [/money/, /policies/old-money/]\n---\n\n## When\n\nSoon.\n"
HIDDEN = "---\ntitle: Draft\nsummary: s\ndraft: true\naliases: /hidden/\n---\n\nSoon.\n"


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("[a](billing/money.html)", "[a](billing/money.md)"),
        ("[a](../policies/billing/money.html#when)", "[a](billing/money.md#when)"),
        ("[a](/policies/billing/money.html)", "[a](billing/money.md)"),
        ("[a](old-money.md) [b](old-money.md)", "[a](billing/money.md) [b](billing/money.md)"),
        ("[a](old-money.html?x=1)", "[a](billing/money.md?x=1)"),
        ("[a](/money/)", "[a](billing/money.md)"),
        ("[a][1]\n\n[1]: /money", "[a][1]\n\n[1]: billing/money.md"),
        ("[a](billing/money.html#never)", "[a](billing/money.html#never)"),
        ("[a](/policies/billing/money/)", "[a](/policies/billing/money/)"),
        ("[a](hidden.md) [b](/hidden/)", "[a](hidden.md) [b](/hidden/)"),
        ("[a](nowhere.html) [b](https://x.example/money.html)", "[a](nowhere.html) [b](https://x.example/money.html)"),
        ("`[a](old-money.md)` [a](old-money.md)", "`[a](old-money.md)` [a](billing/money.md)"),
    ],
)
def test_links_follow_their_pages(body: str, after: str, load: Callable[[dict[str, str]], Loaded]) -> None:
    source = "content/public/policies/p.md"
    files = {
        source: f"---\ntitle: P\nsummary: s\n---\n{body}",
        "content/public/policies/billing/money.md": MOVED,
        "content/public/policies/draft.md": HIDDEN,
    }
    content = load(files).content
    assert content is not None
    [document] = [entry.document for entry in content.entries if entry.file.source == source]
    assert edited(document.body, link_edits(content, document, sources_by_address(content))) == after
