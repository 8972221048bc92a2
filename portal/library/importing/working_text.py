"""A text that is changed step by step and goes on knowing from which line of its source each of its lines comes."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from portal.library.source_places import without_code_spans

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})(.*)")
_BLANK_LINES = re.compile(r"\n[ \t>]*\n")


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """What became of something in a source file, and what its editor may do; `line` counts from 1."""

    path: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} {self.remedy}".rstrip()


@dataclass(frozen=True, slots=True)
class Change:
    """`new` in place of what stands from `start` to `end`; told to the editor where `what` says something."""

    start: int
    end: int
    new: str
    what: str = ""
    remedy: str = ""


class WorkingText:
    """`origins` are the lines of the source (from 1) from which the lines of `text` come; `remarks` what was told."""

    def __init__(self, path: str, text: str, first_line: int = 1) -> None:
        self.path = path
        self.text = text
        self.origins: list[int] = list(range(first_line, first_line + text.count("\n") + 1))
        self.remarks: list[Remark] = []

    def tell(self, offset: int, what: str, remedy: str) -> None:
        self.tell_line(self.origins[self.text.count("\n", 0, offset)], what, remedy)

    def tell_line(self, line: int, what: str, remedy: str) -> None:
        self.remarks.append(Remark(self.path, line, what, remedy))

    def apply(self, changes: Iterable[Change]) -> bool:
        """All that do not overlap with one before them. Whether there was any."""
        starts = [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]
        parts: list[str] = []
        origins = [self.origins[0]]
        at = 0
        for change in sorted(changes, key=lambda each: (each.start, -each.end)):
            if change.start < at:
                continue
            line = bisect_right(starts, change.start) - 1
            first = bisect_right(starts, at) - 1
            parts += [self.text[at : change.start], change.new]
            origins += self.origins[first + 1 : line + 1]
            origins += [self.origins[line]] * change.new.count("\n")
            at = change.end
            if change.what:
                self.tell_line(self.origins[line], change.what, change.remedy)
        if not parts:
            return False
        origins += self.origins[bisect_right(starts, at) :]
        self.text = "".join(parts) + self.text[at:]
        self.origins = origins
        return True

    def numbered_lines(self) -> list[tuple[int, str]]:
        return list(zip(self.origins, self.text.split("\n"), strict=True))

    def take_lines(self, lines: Sequence[tuple[int, str]]) -> None:
        """In place of the text."""
        self.origins = [number for number, _ in lines] or [1]
        self.text = "\n".join(line for _, line in lines)


@lru_cache(maxsize=8)
def without_code(text: str) -> str:
    """The text with code blanked out, every other character at its place. Fences may stand in lists and quotations."""
    if "`" not in text and "~~~" not in text:
        return text
    lines, fence = [], ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if fence:
            ends = found is not None and found[1].startswith(fence) and not found[2].strip()
            lines.append(" " * len(line))
            fence = "" if ends else fence
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            fence = found[1]
            lines.append(" " * len(line))
        else:
            lines.append(line)
    return _without_spans("\n".join(lines))


def _without_spans(text: str) -> str:
    """What stands between two runs of backticks of the same length, in one paragraph, is blanked out."""
    if "`" not in text:
        return text
    parts, at = [], 0
    for end in (*(found.start() for found in _BLANK_LINES.finditer(text)), len(text)):
        paragraph = text[at:end]
        parts.append(without_code_spans(paragraph, escapes=True) if "`" in paragraph else paragraph)
        at = end
    return "".join(parts)
