"""The table of `make audit`: what was tried, how often, what was lost and wrong. Printed, and written as Markdown.

FORTHRIGHT_AUDIT_TABLE names the document whose table, between two markers, gives way to the new one.
"""

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.surroundings import load, machine, postgresql, versions
from tests.audit.record import Line, Part, lines_of

DOCUMENT = "FORTHRIGHT_AUDIT_TABLE"
MARKER = "reliability"
BEGIN, END = "<!-- the table of make audit begins -->", "<!-- the table of make audit ends -->"
MOST_MINUTES = 20
_HEAD = ("Tried", "How often", "Lost", "Wrong", "Besides")
_BEGAN_AT = pytest.StashKey[float]()
_COUNTED = (1, 2, 3)
_PARTS = [part.value for part in Part]


@dataclass(frozen=True, slots=True)
class Untold:
    """A test that was to tell what it tried, and did not: it failed or was skipped before."""

    test: str
    why: str


def markdown(lines: Iterable[Line], untold: Sequence[Untold], taken_s: float, surroundings: str) -> str:
    """One table for each part, in the order of the parts, with when, where and with what."""
    by_part: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: _PARTS.index(line.part)):
        by_part.setdefault(line.part, []).append(line)
    parts = [surroundings, *(f"### {part}\n\n{_table(found)}" for part, found in by_part.items())]
    if untold:
        parts.append("### Not told\n\n" + "\n".join(f"- `{each.test}`: {each.why}" for each in untold))
    minutes = taken_s / 60
    said = f"All of it took {minutes:.1f} minutes"
    parts.append(f"{said}, more than the {MOST_MINUTES} it may take." if minutes > MOST_MINUTES else f"{said}.")
    return "\n\n".join(parts)


def put_between_markers(document: str, table: str) -> str:
    """The document with the new table. Raises ValueError without both markers, in their order."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The table goes between the lines {BEGIN} and {END}, and they are not both there.")
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def surroundings_now() -> str:
    when = datetime.now(UTC).date().isoformat()
    return f"{when}, on {machine()}, load {load():.1f}. {versions()}, {postgresql()}."


def pytest_sessionstart(session: pytest.Session) -> None:
    """A hook of pytest."""
    session.config.stash[_BEGAN_AT] = time.monotonic()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A hook of pytest: the table, if anything was recorded, and into the document that is named for it."""
    lines: list[Line] = []
    untold: list[Untold] = []
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.stats.get(outcome, ()):
            if not isinstance(report, pytest.TestReport):
                # A module that could not be read; pytest ends the run for it.
                continue
            told = lines_of(report.user_properties)
            if report.when == "call":
                lines += told
            if not told and MARKER in report.keywords and outcome != "passed":
                untold.append(Untold(report.nodeid, _why(report, outcome)))
    if not lines and not untold:
        return
    taken_s = time.monotonic() - terminalreporter.config.stash[_BEGAN_AT]
    table = markdown(lines, untold, taken_s, surroundings_now())
    terminalreporter.section("what was tried, lost and wrong")
    terminalreporter.write_line(table)
    if named := os.environ.get(DOCUMENT):
        file = Path(named)
        file.write_text(put_between_markers(file.read_text("utf-8"), table), "utf-8")
        terminalreporter.write_line(f"\nWritten into {named}")


def _why(report: pytest.TestReport, outcome: str) -> str:
    if isinstance(report.longrepr, tuple):
        return f"skipped: {report.longrepr[2].removeprefix('Skipped: ')}"
    crash = getattr(report.longrepr, "reprcrash", None)
    message = str(getattr(crash, "message", "")).partition("\n")[0]
    return f"{outcome}: {message}" if message else outcome


def _table(lines: Sequence[Line]) -> str:
    rows = [
        (line.what, f"{line.times:,} {line.unit}", f"{line.lost:,}", f"{line.wrong:,}", line.note or " ")
        for line in lines
    ]
    cells = [_HEAD, *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEAD))]
    said = [[f"{row[n]:{'>' if n in _COUNTED else '<'}{width}}" for n, width in enumerate(widths)] for row in cells]
    rule = ["-" * (width - 1) + (":" if n in _COUNTED else "-") for n, width in enumerate(widths)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (said[0], rule, *said[1:]))
