"""The public short form of the stance ledger: what became of the reports on each topic in the last twelve months.

Small numbers tell of single people, so a topic with fewer than ten reports is left out, and so is a share of fewer than
ten answers.
"""

from dataclasses import dataclass
from datetime import date

from pydantic import AwareDatetime, ConfigDict

LEAST_IN_PUBLIC = 10


@dataclass(frozen=True, slots=True)
class Answers:
    """How many of those who answered a question said yes."""

    yes: int
    all: int


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """`median_s` is how long half of the ended reports stood open at most, in seconds; None where none has ended."""

    reports: int
    median_s: int | None
    solved: Answers | None
    cared_for: Answers | None


@dataclass(frozen=True)
class PublishedLedger:
    """Reports received from the day `since` to `as_at` (UTC), by topic (slug)."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    as_at: AwareDatetime
    since: date
    topics: dict[str, TopicFigures]


def topic_figures(
    reports: int, median_s: int | None, *, solved: tuple[int, int], cared_for: tuple[int, int]
) -> TopicFigures | None:
    """What may be said of a topic; None where there were too few reports. The pairs are yes and all answers."""
    if reports < LEAST_IN_PUBLIC:
        return None
    return TopicFigures(reports, median_s, _if_enough(*solved), _if_enough(*cared_for))


def _if_enough(yes: int, answers: int) -> Answers | None:
    return Answers(yes, answers) if answers >= LEAST_IN_PUBLIC else None
