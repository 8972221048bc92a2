"""The messages about practice and training: to our own people, about no report. DESIGN §1.2, §1.5."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.notices.roster_messages import ToPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillGiven(ToPerson):
    """`lead` has put a drill ready for the recipient, and coaches them."""

    lead: str
    drill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeAsked(ToPerson):
    """`asker` practises a drill and asks the recipient to coach, or where `plays_customer` to play the customer."""

    asker: str
    drill: str
    plays_customer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeReviewed(ToPerson):
    """`who` has looked back on a practice: whoever practised, to the coach; or where `by_coach` the coach, to them."""

    who: str
    drill: str
    by_coach: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingAsked(ToPerson):
    """`asker` asks the recipient, a lead, for training or a next step. `answer_by` is None where none is promised."""

    asker: str
    words: str
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingAnswered(ToPerson):
    """`lead` has answered what the recipient asked for in `question`."""

    lead: str
    question: str
    words: str


TRAINING_MESSAGES: Mapping[str, type[ToPerson]] = {
    "drill_given": DrillGiven,
    "practice_asked": PracticeAsked,
    "practice_reviewed": PracticeReviewed,
    "training_asked": TrainingAsked,
    "training_answered": TrainingAnswered,
}
