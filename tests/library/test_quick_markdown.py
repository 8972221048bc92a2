"""What is skipped to be quick changes not one byte of the output."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from portal.library.quick_markdown import QuickMarkdown
from portal.library.rendered import FoundLink
from portal.library.rendering import markdown_parser

ROOT = Path(__file__).parents[2]
PLAIN = markdown_parser(True)
QUICK = markdown_parser(True, QuickMarkdown())
SIGNS = st.sampled_from(
    (
        *"`\\[]()!<>&*_#:^-=+|~1. \t\n",
        *("\n\n", "    ", "word", "é", "  \n", "HTML", "<b>", "</b>", "&amp;", "- [ ] ", "{: #id .class }"),
        *("!!! note\n    in it", "[^1]", "[^1]: note\n", "*[HTML]: said in full\n", "[a]: /b\n", "[a]"),
        *("![b](c.png)", "<https://x.example>", "term\n:   meaning\n", "| a | b |\n|---|---|\n"),
        *("```\ncode\n```\n", "# head\n\n", "[TOC]\n\n", "TOC", "<!-- x -->"),
    )
)


def _both(text: str) -> tuple[object, object]:
    return _converted(PLAIN, text), _converted(QUICK, text)


def _converted(md: Markdown, text: str) -> tuple[object, ...]:
    """The HTML, and what is noted of the links and headings in it."""
    links: list[FoundLink] = []
    md.treeprocessors["links"].links = links  # type: ignore[attr-defined]
    return md.reset().convert(text), links, md.toc_tokens  # type: ignore[attr-defined]


@pytest.mark.parametrize("folder", ["content", "docs"])
def test_every_page_that_we_have_comes_out_as_from_plain_python_markdown(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.md"))
    assert len(files) > 10
    for file in files:
        plain, quick = _both(file.read_text("utf-8", "replace"))
        assert plain == quick, file


@settings(deadline=None, max_examples=400)
@given(st.lists(SIGNS, max_size=30).map("".join))
@example("!!! note\n    first\n\n    second, still in it\n")
@example("**bold _and** crossed_")
@example("`[link](`code`)`")
def test_whatever_is_written_comes_out_as_from_plain_python_markdown(text: str) -> None:
    plain, quick = _both(text)
    assert plain == quick
