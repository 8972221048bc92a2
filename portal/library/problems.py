"""A problem in the content: where it is, what is wrong, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from portal.errors import ContentError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`path` is relative to the site folder; line and column count from 1. Sorts by path, line and column.

    `what` and `remedy` are sentences that end with a full stop or a question mark. A warning does not stop a build.
    `advice` is the name under which it can be silenced (portal.library.advice_names), empty where it cannot.
    """

    path: str
    line: int
    column: int
    what: str
    remedy: str
    severity: Literal["problem", "warning"] = "problem"
    advice: str = ""

    def __str__(self) -> str:
        kind = "warning: " if self.severity == "warning" else ""
        name = f" ({self.advice})" if self.advice else ""
        return f"{self.path}:{self.line}:{self.column}: {kind}{self.what} {self.remedy}{name}"

    def as_data(self) -> dict[str, str | int]:
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
            "advice": self.advice,
            "message": self.what,
            "remedy": self.remedy,
        }


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, sorted by path, line and column."""
    return tuple(sorted(set(problems)))


def stop_on(problems: Iterable[Problem]) -> None:
    """Raises ContentError with every problem that is more than a warning, if there is one."""
    stopping = in_order(problem for problem in problems if problem.severity == "problem")
    if stopping:
        raise ContentError(stopping)
