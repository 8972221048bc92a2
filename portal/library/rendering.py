"""A Markdown body becomes HTML. Pure: the same text gives the same HTML; nothing is known of other pages.

Only Python-Markdown's own extensions are used. It can take very long over hostile text: call it through
portal.library.renderer, which can end it.
"""

import html
import re
from functools import cache
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from portal.library.quick_markdown import QuickMarkdown
from portal.library.raw_html import acting_parts
from portal.library.rendered import FoundLink, Rendered
from portal.library.task_lists import TaskLists

_EXTENSIONS = ("tables", "footnotes", "admonition", "def_list", "fenced_code", "abbr")
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_LINK_ATTRIBUTE = re.compile(r"""(\s(?:xlink:)?(?:href|src)\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)
_PICTURES = ("img", "source", "video", "audio")
_ID = re.compile(r'\sid\s*=\s*["\']?([^"\'\s>]+)')


def render(text: str, *, attribute_lists: bool = True) -> Rendered:
    """Raises whatever Python-Markdown raises, RecursionError among it. `text` holds no control characters."""
    md = _markdown(attribute_lists)
    md.reset()
    links: list[FoundLink] = []
    md.treeprocessors["links"].links = links  # type: ignore[attr-defined]
    try:
        result = md.convert(text)
    except BaseException:
        # A half-done parser remembers the page it failed on.
        _markdown.cache_clear()
        raise
    headings: list[tuple[int, str, str]] = []
    _collect(md.toc_tokens, headings)  # type: ignore[attr-defined]
    # Only a tag or an attribute list can hold what acts.
    acting = acting_parts(result) if "<" in text or "{" in text else ()
    return Rendered(result, tuple(links), tuple(headings), frozenset(_ID.findall(result)), acting)


@cache
def _markdown(attribute_lists: bool) -> Markdown:
    return markdown_parser(attribute_lists, QuickMarkdown())


def markdown_parser(attribute_lists: bool, *further: Extension) -> Markdown:
    """Python-Markdown with our extensions and `further` ones."""
    extensions: list[str | Extension] = [*_EXTENSIONS, "toc", TaskLists(), _Finishing()]
    if attribute_lists:
        extensions.append("attr_list")
    extensions += further
    return Markdown(
        extensions=extensions, extension_configs={"tables": {"use_align_attribute": True}}, output_format="html"
    )


def _collect(tokens: list[Any], into: list[tuple[int, str, str]]) -> None:
    for token in tokens:
        into.append((token["level"], token["id"], html.unescape(token["name"])))
        _collect(token["children"], into)


class _Links(Treeprocessor):
    """Takes the address out of every link, and the inline style out of aligned cells: the CSP forbids it."""

    links: list[FoundLink]

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if element.tag in ("td", "th") and "align" in element.attrib:
                element.set("class", f"align-{element.attrib.pop('align')}")
            name = {"a": "href", "img": "src"}.get(str(element.tag))
            # The marks that Python-Markdown puts round a mail address keep it from harvesters; they stay.
            if name and name in element.attrib and "\x02" not in element.attrib[name]:
                element.set(name, self._take(element.attrib[name], image=name == "src"))
        stash = self.md.htmlStash.rawHtmlBlocks
        for number, raw in enumerate(stash):
            if isinstance(raw, str):
                stash[number] = _TAG.sub(self._take_from_tag, raw)

    def _take(self, href: str, *, image: bool) -> str:
        self.links.append(FoundLink(href, image))
        return f"\x1a{len(self.links) - 1}\x1a"

    def _take_from_tag(self, tag: re.Match[str]) -> str:
        name = tag[0][1:].split()[0].lower()

        def take(found: re.Match[str]) -> str:
            href = html.unescape(found[2].strip("\"'"))
            return f'{found[1]}"{self._take(href, image=name in _PICTURES)}"'

        return _LINK_ATTRIBUTE.sub(take, tag[0])


class _Finishing(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_Links(md), "links", -10)
