"""What became of each file of an imported folder: shown on a terminal, kept as a page of Markdown, and as data."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from portal.library.counted import counted
from portal.library.importing.working_text import Remark

Outcome = Literal["taken", "taken with changes", "there already", "not taken"]
OUTCOMES: tuple[Outcome, ...] = ("taken", "taken with changes", "there already", "not taken")


@dataclass(frozen=True, slots=True)
class FileReport:
    """`target` is where it lies now, empty for what was not taken; `aliases` the old addresses that lead there.

    `left` names fields that no page of ours has.
    """

    path: str
    is_page: bool
    outcome: Outcome
    target: str = ""
    aliases: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    left: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "kind": "page" if self.is_page else "file",
            "outcome": self.outcome,
            "target": self.target or None,
            "aliases": list(self.aliases),
            "fields_left": list(self.left),
            "remarks": [{"line": each.line, "message": each.what, "remedy": each.remedy} for each in self.remarks],
        }


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Of one import of a folder, files in the order of their paths. `is_trial`: nothing was written."""

    generator: str
    files: tuple[FileReport, ...]
    is_trial: bool = False

    def count(self, outcome: Outcome, *, pages: bool) -> int:
        return sum(each.outcome == outcome and each.is_page == pages for each in self.files)

    @property
    def pages(self) -> int:
        return sum(each.is_page for each in self.files)

    @property
    def are_all_pages_taken(self) -> bool:
        return self.count("not taken", pages=True) == 0

    def remarks(self) -> Iterator[Remark]:
        for each in self.files:
            yield from each.remarks

    def fields_left(self) -> Counter[str]:
        return Counter(name for each in self.files for name in each.left)

    def as_data(self) -> dict[str, Any]:
        """`{"generator", "written", "pages": {outcome: n}, "files": {outcome: n}, "fields_left", "each": […]}`."""
        return {
            "generator": self.generator,
            "written": not self.is_trial,
            "pages": {outcome: self.count(outcome, pages=True) for outcome in OUTCOMES},
            "files": {outcome: self.count(outcome, pages=False) for outcome in OUTCOMES},
            "fields_left": dict(self.fields_left().most_common()),
            "each": [each.as_data() for each in self.files],
        }


def grouped(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """What is said of several places of a file is said once, at the first of them, with their number."""
    places: dict[tuple[str, str, str], list[int]] = {}
    for each in remarks:
        places.setdefault((each.path, each.what, each.remedy), []).append(each.line)
    return tuple(
        sorted(
            Remark(path, min(lines), what if len(lines) == 1 else f"{what} (In {len(lines):,} places.)", remedy)
            for (path, what, remedy), lines in places.items()
        )
    )


def summary_lines(report: ImportReport) -> Iterator[str]:
    """How many there were of each, in words."""
    yield f"Read as: {report.generator}."
    for noun, pages in (("page", True), ("other file", False)):
        counts = [f"{n:,} {outcome}" for outcome in OUTCOMES if (n := report.count(outcome, pages=pages))]
        total = sum(each.is_page == pages for each in report.files)
        yield f"{counted(total, noun)}: {', '.join(counts) or 'none'}."
    left = report.fields_left()
    if left:
        shown = ", ".join(f"`{name}` ({n:,})" for name, n in left.most_common(12))
        yield f"Fields that no page here has, and that were left: {shown}{' …' if len(left) > 12 else ''}."


def as_page(report: ImportReport) -> str:
    """The whole report, for somebody who goes through it file by file."""
    lines = ["# What was imported", "", *(f"- {line}" for line in summary_lines(report)), ""]
    for outcome in reversed(OUTCOMES):
        found = [each for each in report.files if each.outcome == outcome]
        if found:
            lines += [f"## {outcome.capitalize()} ({len(found):,})", "", *_listed(found), ""]
    return "\n".join(lines)


def _listed(files: Iterable[FileReport]) -> Iterator[str]:
    for each in files:
        yield f"- `{each.path}`" + (f" → `{each.target}`" if each.target else "")
        yield from (f"    - line {remark.line}: {remark.what} {remark.remedy}".rstrip() for remark in each.remarks)
