"""A link written as a .md path leads to the page's address, and a link that leads nowhere is found where it stands."""

from collections.abc import Callable

import pytest

from portal.library.loader import Loaded

Load = Callable[..., Loaded]
PAGE = "---\ntitle: About\nsummary: Us.\n---\n"
PICTURE = b"\x89PNG\r\n\x1a\n"


def test_links_become_addresses_with_their_anchors(load: Load) -> None:
    body = "[a](policies/billing/refunds.md#by-when) [b](index.md) [c](/report) [d](https://x.example/?a&b) [e](#top)"
    loaded = load({"content/public/about.md": PAGE + body})
    assert loaded.problems == ()
    assert loaded.library is not None
    html = loaded.library.public.free["about"].body.html
    for address in ("/policies/billing/refunds/#by-when", "/", "/report", "https://x.example/?a&amp;b", "#top"):
        assert f'href="{address}"' in html


def test_a_picture_beside_a_page_is_listed_to_be_published(load: Load) -> None:
    page = "---\ntitle: A\nsummary: B.\n---\n![The box](line-box.png)\n"
    loaded = load({"content/public/policies/a.md": page, "content/public/policies/line-box.png": PICTURE})
    assert loaded.problems == ()
    assert loaded.library is not None
    assert 'src="/policies/line-box.png"' in loaded.library.public.policies["a"].body.html
    assert loaded.library.assets["/policies/line-box.png"].source == "content/public/policies/line-box.png"


def test_each_of_several_dead_links_is_shown_at_its_own_place(load: Load) -> None:
    body = "`[x](no.md)` [x](no.md)\n\n```\n[x](no.md)\n```\n\nand [x](no.md)\n"
    loaded = load({"content/public/about.md": PAGE + body})
    assert [(problem.line, problem.column) for problem in loaded.problems] == [(5, 18), (11, 9)]


@pytest.mark.parametrize(
    "href",
    ["JavaScript:alert(1)", "java%0ascript:x", "vbscript:x", "data:text/html,x", "//x.example", "file:///etc/passwd"],
)
def test_an_address_that_can_act_or_deceive_is_a_problem(load: Load, href: str) -> None:
    loaded = load({"content/public/about.md": PAGE + f"[x]({href})\n"})
    assert len(loaded.problems) == 1
    assert loaded.library is None


def test_a_draft_may_link_to_a_draft(load: Load) -> None:
    draft = PAGE.replace("summary", "draft: true\nsummary")
    loaded = load({"content/public/a.md": draft + "[b](b.md)", "content/public/b.md": draft + "[a](a.md)"})
    assert loaded.problems == ()


def test_a_thousand_dead_links_are_told_without_delay(load: Load) -> None:
    body = "\n".join(f"[x](gone/page-{number}.md)" for number in range(1000))
    loaded = load({"content/public/about.md": PAGE + body})
    assert len(loaded.problems) == 1000
