"""What is in somebody's way, and what happened to it: a lead answers, does something, and whoever raised it says
whether it is out of the way. Pure. DESIGN §1.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from portal.promises.clock_events import ClockEvent, EventKind


class TurnKind(StrEnum):
    RAISED = "raised"
    ANSWERED = "answered"
    DONE = "done"
    OUT_OF_THE_WAY = "out_of_the_way"
    STILL_THERE = "still_there"
    TAKEN_BACK = "taken_back"

    @property
    def asks(self) -> bool:
        """Whether a lead has to answer from here on."""
        return self in (TurnKind.RAISED, TurnKind.STILL_THERE)

    @property
    def is_answer(self) -> bool:
        return self in (TurnKind.ANSWERED, TurnKind.DONE)

    @property
    def closes(self) -> bool:
        return self in (TurnKind.OUT_OF_THE_WAY, TurnKind.TAKEN_BACK)


class Standing(StrEnum):
    """Where it stands. `DONE` waits for whoever raised it to say whether it is out of the way."""

    WAITS = "waits"
    ANSWERED = "answered"
    DONE = "done"
    OUT_OF_THE_WAY = "out_of_the_way"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that happened, `at` in UTC. `lead` is who answered; `by_day` is when they mean to have done it."""

    at: datetime
    kind: TurnKind
    lead: str | None = None
    words: str = ""
    by_day: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`raised_by` is None where whoever raised it wanted no name on it. `turns` begin with RAISED, in order.

    `mine_too` counts the others who said so.
    """

    id: int
    raised_by: str | None
    line: str
    detail: str
    report_id: int | None
    turns: Sequence[Turn]
    mine_too: int = 0
    own_key: str | None = field(default=None, repr=False)

    @property
    def raised_at(self) -> datetime:
        return self.turns[0].at

    @property
    def raised(self) -> "Raised":
        return Raised(self.raised_at, self.raised_by, self.own_key)

    @property
    def standing(self) -> Standing:
        last = self.turns[-1].kind
        return Standing.WAITS if last.asks else Standing(last.value)

    @property
    def is_open(self) -> bool:
        return not self.turns[-1].kind.closes

    @property
    def question(self) -> Turn:
        """The last time that a lead was asked."""
        return [turn for turn in self.turns if turn.kind.asks][-1]

    @property
    def answer(self) -> Turn | None:
        """What a lead said last, if anything."""
        return next((turn for turn in reversed(self.turns) if turn.kind.is_answer), None)


@dataclass(frozen=True, slots=True)
class Raised:
    """Who raised something in the way, `at` in UTC: by their name, or by the mark of their own."""

    at: datetime
    raised_by: str | None
    own_key: str | None = field(default=None, repr=False)


def events_of_question(turns: Sequence[Turn], question_id: int) -> list[ClockEvent]:
    """What a clock on `lead_answer` reads of one question: asked, answered, or taken back before that."""
    place = next((place for place, turn in enumerate(turns) if turn.id == question_id), None)
    if place is None:
        return []
    asked = ClockEvent(turns[place].at, EventKind.RECEIVED)
    following = next((turn for turn in turns[place + 1 :] if turn.kind.is_answer or turn.kind.closes), None)
    if following is None:
        return [asked]
    kind = EventKind.FULFILLED if following.kind.is_answer else EventKind.WITHDRAWN
    return [asked, ClockEvent(following.at, kind)]
