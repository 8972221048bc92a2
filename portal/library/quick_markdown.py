"""Python-Markdown without trying what cannot match: about thrice as quick, and the output is the same, byte for byte.

Each inline pattern, each kind of block and each step that looks at the whole page needs a certain sign somewhere in the
text, and what a pattern puts in its place holds none of them; so one whose sign is missing is not tried. A tree without
anything rare in it is written with less ado. To go without this module, leave `QuickMarkdown` out of the extensions.
"""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.serializers import to_html_string
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_BLOCK_SIGNS = {
    "hashheader": "#",
    "quote": ">",
    "table": "|",
    "deflist": ":",
    "footnote": "[^",
    "abbr": "*[",
    "reference": "]:",
}
_BY_BEGINNINGS_OF_LINES = {
    *("empty", "indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "table"),
    *("defindent", "footnote", "abbr", "deflist", "admonition", "reference", "paragraph"),
}
"""None but the last takes a block whose lines all begin with a letter, unless there is a table in it."""
_PLAIN_LINES = re.compile(r"(?:[^\W\d_][^\n|]*(?:\n|\Z))+")
_NOTE = "!!!"
"""A block goes on with a note that stands before it, so the sign may be in another block."""
_INLINE_SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
_EMPHASIS = "em_strong"
"""Needs one of two signs."""
_TEXT_SIGNS = {"attr_list": "{", "unescape": "\\"}
"""What these look for is not in the tree where the text has no such sign."""
_LIST_OF_HEADINGS = "TOC"
_HELD_AS_WRITTEN = ("script", "style")
_FENCES = ("```", "~~~")


class QuickMarkdown(Extension):
    _md: Markdown

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        self._md = md
        md.registerExtension(self)
        md.treeprocessors.register(_QuickInlineProcessor(md), "inline", 20)
        text = _Text(md)
        md.preprocessors.register(text, "text", -100)
        md.parser.parseBlocks = _QuickBlocks(md.parser, text).parse  # type: ignore[method-assign]
        md.is_block_level = lru_cache(256)(md.is_block_level)  # type: ignore[method-assign]
        self._hurry_what_looks_at_all(md, text)

    def reset(self) -> None:
        # How it is written is decided after all extensions were asked.
        if self._md.serializer is to_html_string:
            self._md.serializer = _serialized

    @staticmethod
    def _hurry_what_looks_at_all(md: Markdown, text: "_Text") -> None:
        rule = md.parser.blockprocessors["hr"]
        rule.test = partial(_test_rule, rule.test)  # type: ignore[method-assign,assignment]
        if "admonition" in md.parser.blockprocessors:
            note = md.parser.blockprocessors["admonition"]
            note.test = partial(_test_in_text, note.test, text, _NOTE)  # type: ignore[method-assign,assignment]
        for name, sign in _TEXT_SIGNS.items():
            if name in md.treeprocessors:
                tree = md.treeprocessors[name]
                tree.run = partial(_run_on_tree, tree.run, text, sign)  # type: ignore[method-assign]
        if "toc" in md.treeprocessors:
            # Only its marker in the text asks for the list; the headings themselves are noted apart.
            headings: Any = md.treeprocessors["toc"]
            # The same headings stand on many pages.
            headings.slugify = lru_cache(1024)(headings.slugify)
            headings.build_toc_div = partial(_list_of_headings, headings.build_toc_div, text)
            headings.replace_marker = partial(_place_list_of_headings, headings.replace_marker, text)
        for name, signs in (("html_block", ("<", "&")), ("fenced_code_block", _FENCES)):
            if name in md.preprocessors:
                lines = md.preprocessors[name]
                lines.run = partial(_run_on_lines, lines.run, signs)  # type: ignore[method-assign]


class _Text(Preprocessor):
    """Knows the text of the page as the blocks are made from it."""

    text = ""

    def run(self, lines: list[str]) -> list[str]:
        self.text = "\n".join(lines)
        return lines


def _test_rule(stock_test: Callable[[Element, str], bool | None], parent: Element, block: str) -> bool | None:
    could_be = block.count("-") >= 3 or block.count("*") >= 3 or block.count("_") >= 3
    return could_be and stock_test(parent, block)


def _test_in_text(
    stock_test: Callable[[Element, str], bool | None], text: _Text, sign: str, parent: Element, block: str
) -> bool | None:
    return sign in text.text and stock_test(parent, block)


def _run_on_tree(
    stock_run: Callable[[Element], Element | None], text: _Text, sign: str, root: Element
) -> Element | None:
    return stock_run(root) if sign in text.text else None


def _run_on_lines(stock_run: Callable[[list[str]], list[str]], signs: tuple[str, ...], lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    return stock_run(lines) if any(sign in text for sign in signs) else lines


def _list_of_headings(stock_build: Callable[[list[Any]], Element], text: _Text, headings: list[Any]) -> Element:
    return stock_build(headings) if _LIST_OF_HEADINGS in text.text else Element("div")


def _place_list_of_headings(
    stock_replace: Callable[[Element, Element], None], text: _Text, root: Element, element: Element
) -> None:
    if _LIST_OF_HEADINGS in text.text:
        stock_replace(root, element)


class _QuickBlocks:
    """The processor that takes each block is the stock one, and so are their order and what they do."""

    def __init__(self, parser: BlockParser, text: _Text) -> None:
        self._parser, self._text = parser, text
        self._processors: tuple[tuple[str, Any], ...] | None = None
        self._paragraph: Any = None

    def parse(self, parent: Element, blocks: list[str]) -> None:
        processors = self._processors
        if processors is None:
            known = self._parser.blockprocessors
            processors = tuple((_BLOCK_SIGNS.get(name, ""), known[name]) for name in _names(known))
            self._processors = processors
            self._paragraph = known["paragraph"] if _BY_BEGINNINGS_OF_LINES.issuperset(_names(known)) else None
        paragraph = self._paragraph if _NOTE not in self._text.text else None
        while blocks:
            if paragraph is not None and _PLAIN_LINES.fullmatch(blocks[0]):
                paragraph.run(parent, blocks)
                continue
            for sign, processor in processors:
                block = blocks[0]
                if sign in block and processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break


def _serialized(root: Element) -> str:
    """HTML as the stock serializer writes it; what is rare is left to it."""
    parts: list[str] = []
    write = parts.append
    ahead: list[Element | str] = [root]
    while ahead:
        element = ahead.pop()
        if isinstance(element, str):
            write(element)
            continue
        tag, text, tail = element.tag, element.text or "", element.tail or ""
        if not isinstance(tag, str) or tag.lower() in _HELD_AS_WRITTEN:
            return to_html_string(root)
        write(f"<{tag}")
        for name, value in sorted(element.items()):
            if not isinstance(name, str) or not isinstance(value, str) or name == value:
                return to_html_string(root)
            if '"' in value or _has_signs(value):
                return to_html_string(root)
            write(f' {name}="{value}"')
        if _has_signs(text) or _has_signs(tail):
            return to_html_string(root)
        end = tail if tag.lower() in HTML_EMPTY else f"</{tag}>{tail}"
        if len(element):
            write(f">{text}")
            ahead.append(end)
            ahead.extend(reversed(element))
        else:
            write(f">{text}{end}")
    return "".join(parts)


def _has_signs(text: str) -> bool:
    return "&" in text or "<" in text or ">" in text


class _QuickInlineProcessor(InlineProcessor):
    """The pattern that is tried at each index is the stock one, and so are their order and what they do."""

    _needs: tuple[str | None, ...] | None = None
    _finds_sign: Callable[[str], object] = staticmethod(bool)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        needs = self._needs
        if needs is None:
            needs = self._needs = tuple(self._need(name) for name in _names(self.md.inlinePatterns))
            if None not in needs:
                last = "".join(need[-1] for need in needs if need)
                self._finds_sign = re.compile(f"[{re.escape(last)}_]").search
        if not self._finds_sign(data):
            return data
        start = 0
        for index in range(patternIndex, len(needs)):
            need = needs[index]
            if need is not None and need not in data and not (need == "*" and "_" in data):
                continue
            matched = True
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    self.inlinePatterns[index], data, index, start
                )
        return data

    @staticmethod
    def _need(name: str) -> str | None:
        """The sign that the pattern cannot do without; None for one we do not know."""
        return "*" if name == _EMPHASIS else _INLINE_SIGNS.get(name)


def _names(registry: Any) -> list[str]:
    registry[0]  # sorts them
    return [item.name for item in registry._priority]
