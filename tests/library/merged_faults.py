"""Merges two of the faults of tests/broken_content into one file, and says what must be told of it then."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from portal.library.front_matter import page_document, yaml_document
from portal.library.problems import Problem
from portal.library.source_text import read_source
from portal.library.yaml_nodes import MappingNode
from tests.library.broken_sites import BASE, FAULTS, expected, removed_by

MERGED = "merged.md"
_POLICY = "---\ntitle: A page\nsummary: A page with a fault.\n---\n\nText.\n"
_KINDS = {
    "content/public/commitments": "first-reply.md",
    "content/public/limitations": "no-sundays.md",
    "content/public/topics": "no-water.md",
    "content/desk/scripts": "we-heard-you.md",
    "content/desk/guides": "angry-call.md",
    "content/desk/drills": "dry-tap.md",
}
_TITLE = re.compile(r"^title: .*$", re.MULTILINE)

Line = tuple[str, int]
"""Where a line comes from: `right` or the name of a fault, and its place in that file, from 0."""
Edit = tuple[int, int, list[Line]]
"""Lines from a start to an end of the right file, and those that take their place."""


@dataclass(frozen=True)
class FaultyFile:
    """A fault that lies in one file: the right file's lines, those with the fault, and what is told of it."""

    name: str
    source: str
    target: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def edits(self) -> list[Edit]:
        return [
            (start, end, [(self.name, place) for place in range(first, last)])
            for tag, start, end, first, last in self._changes()
            if tag != "equal"
        ]

    def origin(self, place: int) -> Line:
        """Where the line at a place of the file with the fault comes from."""
        for tag, start, _, first, last in self._changes():
            if first <= place < last and tag == "equal":
                return "right", start + place - first
        return self.name, place

    def _changes(self) -> Sequence[tuple[str, int, int, int, int]]:
        return SequenceMatcher(None, self.right, self.wrong, autojunk=False).get_opcodes()


@dataclass(frozen=True)
class Pair:
    """Two faults in one file: its text, and the set of all that must be told."""

    name: str
    target: str
    text: str
    told: frozenset[str]


def faulty_files(passed_over: Iterable[str]) -> Iterator[FaultyFile]:
    """The faults that lie in one page or YAML file of the right site, but for those `passed_over`.

    Files whose fields cannot be read are left out: nothing else can be known of what stands in them.
    """
    for fault in FAULTS:
        files = [file.relative_to(fault).as_posix() for file in fault.rglob("content/**/*") if file.is_file()]
        if fault.name in passed_over or len(files) != 1 or removed_by(fault):
            continue
        found = _faulty_file(fault, files[0])
        if found:
            yield found


def _faulty_file(fault: Path, source: str) -> FaultyFile | None:
    text = read_source(fault / source, source)
    if isinstance(text, Problem) or _fields(text, source) is None:
        return None
    folder = source.rpartition("/")[0]
    if (BASE / source).is_file():
        right, target = (BASE / source).read_text("utf-8"), source
    elif folder == "content/public/policies":
        right, target, text = _POLICY, f"{folder}/{MERGED}", _TITLE.sub("title: A page", text, count=1)
    elif folder in _KINDS:
        right, target = (BASE / folder / _KINDS[folder]).read_text("utf-8"), f"{folder}/{MERGED}"
    else:
        return None
    lines = tuple(right.splitlines()), tuple(text.splitlines())
    return FaultyFile(fault.name, source, target, *lines, tuple(expected(fault)))


def _fields(text: str, source: str) -> MappingNode | None:
    read = page_document if source.endswith(".md") else yaml_document
    return read(text, source)[0].fields


def pairs_of(files: Iterable[FaultyFile]) -> Iterator[Pair]:
    """Every two faults of the same file that change different lines of it."""
    for one, other in combinations(files, 2):
        if (one.target, one.right) == (other.target, other.right) and not _clash(one, other):
            pair = _merged(one, other)
            if pair:
                yield pair


def _clash(one: FaultyFile, other: FaultyFile) -> bool:
    """Whether they change the same lines, or put the same field in."""
    fields = [{_field(text) for text in set(fault.wrong) - set(fault.right)} for fault in (one, other)]
    edits = [(a, b) for a in one.edits for b in other.edits]
    return bool(fields[0] & fields[1] - {""}) or any(a[0] < b[1] and b[0] < a[1] for a, b in edits)


def _field(text: str) -> str:
    return text.partition(":")[0] if ":" in text else ""


def _merged(one: FaultyFile, other: FaultyFile) -> Pair | None:
    """None where one fault is told at a line that the other takes away."""
    texts = {"right": one.right, one.name: one.wrong, other.name: other.wrong}

    def place_and_depth(edit: Edit) -> tuple[int, int, int]:
        """Of lines put in at one place those that are indented most belong to what stands above them."""
        indented = [len(texts[name][place]) - len(texts[name][place].lstrip()) for name, place in edit[2][:1]]
        return edit[0], edit[1], -max(indented, default=0)

    lines: list[Line] = [("right", place) for place in range(len(one.right))]
    for start, end, put_in in sorted([*one.edits, *other.edits], key=place_and_depth, reverse=True):
        lines[start:end] = put_in
    told: set[str] = set()
    for fault in (one, other):
        for problem in fault.told:
            path, number, rest = problem.replace(fault.source, fault.target).split(":", 2)
            if path == fault.target:
                origin = fault.origin(int(number) - 1)
                if origin not in lines:
                    return None
                number = str(lines.index(origin) + 1)
            told.add(f"{path}:{number}:{rest}")
    text = "".join(f"{texts[name][place]}\n" for name, place in lines)
    return Pair(f"{one.name}, {other.name}", one.target, text, frozenset(told))
