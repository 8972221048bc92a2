"""Python-Markdown without trying what cannot match: about twice as quick, and the output is the same, byte for byte.

Each inline pattern, each kind of block and each step that looks at the whole page needs a certain sign somewhere in the
text, and what a pattern puts in its place holds none of them; so one whose sign is missing is not tried. To go without
this module, leave `QuickMarkdown` out of the extensions.
"""

from collections.abc import Callable
from functools import partial
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
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
_RULES = ("-", "_", "*")
_FENCES = ("```", "~~~")


class QuickMarkdown(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_QuickInlineProcessor(md), "inline", 20)
        for name, sign in _BLOCK_SIGNS.items():
            if name in md.parser.blockprocessors:
                processor = md.parser.blockprocessors[name]
                processor.test = partial(_test, processor.test, sign)  # type: ignore[method-assign,assignment]
        self._hurry_what_looks_at_all(md)

    @staticmethod
    def _hurry_what_looks_at_all(md: Markdown) -> None:
        text = _Text(md)
        md.preprocessors.register(text, "text", -100)
        rule = md.parser.blockprocessors["hr"]
        rule.test = partial(_test_rule, rule.test)  # type: ignore[method-assign,assignment]
        if "admonition" in md.parser.blockprocessors:
            # A block goes on with one that stands before it, so the sign may be in another block.
            note = md.parser.blockprocessors["admonition"]
            note.test = partial(_test_in_text, note.test, text, "!!!")  # type: ignore[method-assign,assignment]
        for name, sign in _TEXT_SIGNS.items():
            if name in md.treeprocessors:
                tree = md.treeprocessors[name]
                tree.run = partial(_run_on_tree, tree.run, text, sign)  # type: ignore[method-assign]
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
    return any(block.count(sign) >= 3 for sign in _RULES) and stock_test(parent, block)


def _test_in_text(
    stock_test: Callable[[Element, str], bool | None], text: _Text, sign: str, parent: Element, block: str
) -> bool | None:
    return sign in text.text and stock_test(parent, block)


def _run_on_tree(
    stock_run: Callable[[Element], Element | None], text: _Text, sign: str, root: Element
) -> Element | None:
    return stock_run(root) if sign in text.text else None


def _run_on_lines(stock_run: Callable[[list[str]], list[str]], signs: tuple[str, ...], lines: list[str]) -> list[str]:
    return stock_run(lines) if any(sign in line for line in lines for sign in signs) else lines


def _test(stock_test: Callable[[Element, str], bool | None], sign: str, parent: Element, block: str) -> bool | None:
    return sign in block and stock_test(parent, block)


class _QuickInlineProcessor(InlineProcessor):
    """The pattern that is tried at each index is the stock one, and so are their order and what they do."""

    _needs: tuple[str | None, ...] | None = None

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        needs = self._needs
        if needs is None:
            needs = self._needs = tuple(self._need(name) for name in _names(self.md))
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


def _names(md: Markdown) -> list[str]:
    md.inlinePatterns[0]  # sorts them
    return [item.name for item in md.inlinePatterns._priority]  # type: ignore[attr-defined]
