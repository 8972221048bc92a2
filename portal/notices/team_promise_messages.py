"""The messages about what is in the way and promises to the team: to our own people, about no report. DESIGN §1.5."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.notices.roster_messages import ToPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleRaised(ToPerson):
    """Something is in somebody's way; to leads. `who` is empty where they wanted no name on it.

    `again` where an answer has not moved it; `detail` is then what they say to that. `answer_by` is None where none is
    promised.
    """

    line: str
    who: str = ""
    detail: str = ""
    again: bool = False
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleAnswered(ToPerson):
    """`lead` has answered what the recipient raised; `done` where it is done, else `by_day` is when, in words."""

    lead: str
    line: str
    words: str
    by_day: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPromiseSoon(ToPerson):
    """A promise to the team falls due; to leads. `matter` is a SubjectKind, `who` empty where nobody is to know.

    `about` is what it is about: the line, the skill, or when the break was planned, in words.
    """

    matter: str
    about: str
    due_at: datetime
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPromiseLate(TeamPromiseSoon):
    """The same once it was missed; `remedy` is what was promised for that."""

    remedy: str


TEAM_PROMISE_MESSAGES: Mapping[str, type[ToPerson]] = {
    "obstacle_raised": ObstacleRaised,
    "obstacle_answered": ObstacleAnswered,
    "team_promise_soon": TeamPromiseSoon,
    "team_promise_late": TeamPromiseLate,
}
