"""What a long reliability test tried, how often, and what was lost or wrong: a line of the table of `make audit`.

A test that belongs to docs/reliability.md is marked `reliability` (and `audit` too if it takes more than a second or
two) and asks for the fixture `tried`. It calls it once for each line of the table, after it has counted:

    pytestmark = [pytest.mark.reliability, pytest.mark.audit]

    def test_a_report_whose_confirmation_was_shown_survives_kill_9(settings, tried: Tried) -> None:
        ...
        tried(
            "`kill -9` of web and delivery, 8 clients, 60 s, SQLite",
            part=Part.KILLED,
            times=len(confirmed),          # what was tried, in the things that count: reports, mails, requests
            unit="reports",
            lost=confirmed - found,        # what ought to be there and is not
            wrong=inconsistent,            # what is there and ought not to be so
            note=f"{kills} kills, {repeats} mails repeated",
        )

`lost` and `wrong` are the things themselves, so that a failure can name them, or a number. The line is kept first; then
the test fails if anything was lost or wrong. Nothing tried at all is a failure too. A repeat that a promise allows is
told in `note`, and asserted by the test. A test that fails before it calls `tried`, or is skipped, stands in the table
with the reason.

`make audit PART=reliability` runs these alone and prints the table; with TABLE=docs/reliability.md it also takes the
place of the one there. While you write a test: `.venv/bin/pytest -m reliability tests/flows/test_yours.py`.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Protocol

import pytest

RECORDED = "tried"
_NAMED_AT_MOST = 10


class Part(StrEnum):
    """The parts of the table, in its order."""

    KILLED = "Killed at any moment"
    MAIL = "Mail that cannot go"
    FAULTS = "Disk, database and clock"
    AT_ONCE = "Many at once"
    SLOW_AND_HUGE = "Slow and huge"
    ACCESS = "Access"
    HOSTILE = "Hostile input"
    SPAM = "Spam"
    PUBLICATION = "Publication"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. `times` is how many `unit` were tried; `lost` and `wrong` are how many of them."""

    what: str
    part: str
    times: int
    unit: str
    lost: int
    wrong: int
    note: str = ""


class Tried(Protocol):
    def __call__(
        self,
        what: str,
        *,
        part: Part,
        times: int,
        unit: str,
        lost: Collection[object] | int = 0,
        wrong: Collection[object] | int = 0,
        note: str = "",
    ) -> None: ...


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Tried:
    """Keeps a line of the table with the test's report, and fails the test if something was lost or wrong."""

    def keep(
        what: str,
        *,
        part: Part,
        times: int,
        unit: str,
        lost: Collection[object] | int = 0,
        wrong: Collection[object] | int = 0,
        note: str = "",
    ) -> None:
        line = Line(what, part.value, times, unit, _count(lost), _count(wrong), note)
        # pytest carries these along with the report of the test, also from another process.
        request.node.user_properties.append((RECORDED, asdict(line)))
        assert times > 0, f"{what}: nothing was tried"
        assert not line.lost, f"{what}: lost {_said(lost)} of {times} {unit}"
        assert not line.wrong, f"{what}: wrong {_said(wrong)} of {times} {unit}"

    return keep


def lines_of(properties: Collection[tuple[str, Any]]) -> list[Line]:
    """The lines that a test kept, from the `user_properties` of its report."""
    return [Line(**value) for name, value in properties if name == RECORDED]


def _count(found: Collection[object] | int) -> int:
    return found if isinstance(found, int) else len(found)


def _said(found: Collection[object] | int) -> str:
    if isinstance(found, int):
        return str(found)
    named = ", ".join(map(str, list(found)[:_NAMED_AT_MOST]))
    return f"{len(found)} ({named}{', …' if len(found) > _NAMED_AT_MOST else ''})"
