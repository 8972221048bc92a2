"""A drill that is practised: who sees what, what comes when, and the points to look back on. Pure. DESIGN §1.2, §3.

A review says yes, partly or not yet, in words. There is no number anywhere, so there is nothing to add up.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

Whose = Literal["self", "coach"]

# From "sorry" to "action": what every answer does, whatever the drill is about.
STANDING_POINTS = (
    "Heard: the first lines show what it means to them, not only what is broken.",
    "Sorry: said once, for what happened to them, with no “but” after it.",
    "Action: what is done, by whom and by when.",
    "Honest about limits: what can’t be done, or isn’t known, is said plainly and early.",
)
ANSWERS = {"yes": "Yes", "partly": "Partly", "not_yet": "Not yet"}


class Stage(StrEnum):
    """How far a practice is."""

    PRACTISING = "practising"
    SELF_REVIEW = "self_review"
    COACH_REVIEW = "coach_review"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class PointReview:
    """`answer` is a key of ANSWERS."""

    answer: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One for each point, in the order of `Practice.points`; `words` is what there is to say besides."""

    at: datetime
    points: tuple[PointReview, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """`person` practises, `coach` looks at it with them, `player` plays the customer: keys of team.yml, or None.

    `lines_used` counts the drill's own next words that were sent. Instants are in UTC.
    """

    id: int
    drill: str
    title: str
    topic: str
    severity: str
    checklist: tuple[str, ...]
    person: str
    coach: str | None
    player: str | None
    lines_used: int
    begun_at: datetime
    ended_at: datetime | None
    self_review: Review | None = None
    coach_review: Review | None = None

    @property
    def points(self) -> tuple[str, ...]:
        return (*STANDING_POINTS, *self.checklist)

    @property
    def stage(self) -> Stage:
        if self.ended_at is None:
            return Stage.PRACTISING
        if self.self_review is None:
            return Stage.SELF_REVIEW
        return Stage.COACH_REVIEW if self.coach_review is None else Stage.OVER

    def concerns(self, person: str) -> bool:
        """Nobody else sees that there is such a practice."""
        return person in (self.person, self.coach, self.player)

    def plays_customer(self, person: str) -> bool:
        """Whether they write as the customer, and so know what only the coach knows."""
        return person in (self.coach, self.player)

    def shares_review(self, person: str) -> bool:
        """The reviews are between the two."""
        return person in (self.person, self.coach)
