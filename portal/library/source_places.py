"""Finds where in a Markdown body something was written. Linear in the length of the body."""

import html
import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TICKS = re.compile(r"`+")


def without_code(body: str) -> str:
    """The body with code blanked out, every other character at its place."""
    lines, fence = [], ""
    for line in body.split("\n"):
        found = _FENCE.match(line)
        if fence:
            ends = found is not None and found[1].startswith(fence) and not line.strip().strip(fence[0])
            lines.append(" " * len(line))
            fence = "" if ends else fence
        elif found:
            fence = found[1]
            lines.append(" " * len(line))
        else:
            lines.append(line)
    return without_code_spans("\n".join(lines))


def without_code_spans(text: str, *, escapes: bool = False) -> str:
    """Blanks out what stands between two runs of backticks of the same length.

    With `escapes`, a run behind a backslash begins nothing, as CommonMark has it.
    """
    runs = list(_TICKS.finditer(text))
    following: dict[int, int] = {}
    closes: list[int | None] = [None] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        length = len(runs[number][0])
        closes[number] = following.get(length)
        following[length] = number
    parts, at, number = [], 0, 0
    while number < len(runs):
        closing = closes[number]
        begins = runs[number].start()
        if closing is None or (escapes and text[max(0, begins - 1) : begins] == "\\"):
            number += 1
            continue
        ends = runs[closing].end()
        parts += [text[at:begins], re.sub(r"[^\n]", " ", text[begins:ends])]
        at, number = ends, closing + 1
    return "".join(parts) + text[at:]


def find_link(body: str, href: str, number: int) -> int:
    """Offset of the link's address the `number`th time it stands in the body (from 1), or of the last time.

    Where it is written in another way, such as with an escape, the start of its line; else 0.
    """
    text = without_code(body)
    written = href if href in text else href.replace("&", "&amp;")
    at = -1
    for _ in range(number):
        following = _find_whole(text, written, at + 1)
        if following < 0:
            break
        at = following
    return at if at >= 0 else _line_that_means(text, href)


def _line_that_means(text: str, href: str) -> int:
    start = 0
    for line in text.split("\n"):
        if href in html.unescape(line):
            return start
        start += len(line) + 1
    return 0


def _find_whole(text: str, written: str, start: int) -> int:
    """The next place where `written` is a whole address: it begins after `(`, `<`, a quote, a colon, `=` or a space."""
    at = text.find(written, start) if written else -1
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(written) : at + len(written) + 1]
        if (not before or before in "(<\"':= \n\t") and (not after or after in ")>\"' \n\t]"):
            return at
        at = text.find(written, at + 1)
    return -1


def find_tag(body: str, name: str) -> int:
    return _find_pattern(body, rf"<\s*{re.escape(name)}\b")


def find_attribute(body: str, name: str) -> int:
    return _find_pattern(body, rf"\b{re.escape(name)}\s*=")


def find_main_heading(body: str) -> int:
    """Offset of the first heading of level 1, in either of Markdown's ways or as HTML."""
    return _find_pattern(body, r"^ {0,3}#(?!#)|^[^\n]+(?=\n=+[ \t]*$)|<h1\b")


def _find_pattern(body: str, pattern: str) -> int:
    found = re.search(pattern, without_code(body), re.IGNORECASE | re.MULTILINE)
    return found.start() if found else 0
