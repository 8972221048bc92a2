"""One simulated responder: what they have, what is in their hands, and whether they got their breaks."""

from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush

from portal.team.planned_shifts import PlannedShift
from portal.team.roster import Person
from portal.upkeep.simulation.case import Case


@dataclass(slots=True)
class TakenBreak:
    """A planned break and what became of it, as portal.team.resting reads it. Instants are in UTC."""

    person: str
    planned_at: datetime
    planned_until: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(slots=True)
class Worker:
    """`step_ends_at` is when the step in hand is done, None for what is no step. `open` are their reports by number.

    `shift` is the one under way, `breaks` are those of it that have come up; one of them may wait to be begun.
    """

    person: Person
    shift: PlannedShift | None = None
    in_hand: Case | None = None
    step_ends_at: datetime | None = None
    on_break: bool = False
    breaks: list[TakenBreak] = field(default_factory=list)
    open: dict[int, Case] = field(default_factory=dict)
    load: int = 0
    _ready: list[tuple[tuple[bool, datetime, int], int]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.person.key

    @property
    def is_free(self) -> bool:
        """Whether they are at their desk with nothing in hand."""
        return self.shift is not None and self.in_hand is None and not self.on_break

    @property
    def has_lesser_step_in_hand(self) -> bool:
        """Whether what they do on shift can be put aside for a report of the gravest kind."""
        begun = self.in_hand if self.step_ends_at is not None else None
        return self.shift is not None and begun is not None and not begun.is_hard

    def waiting_break(self) -> TakenBreak | None:
        return next((each for each in self.breaks if each.started_at is None), None)

    def put_aside(self, now: datetime) -> None:
        """Break off the step in hand, to be taken up again."""
        case, ends_at = self.in_hand, self.step_ends_at
        assert case is not None
        assert ends_at is not None
        case.put_aside(ends_at - now)
        self.in_hand = self.step_ends_at = None
        self.note_ready(case)

    def receive(self, case: Case) -> None:
        case.owner = self.key
        self.open[case.number] = case
        self.load += case.weight

    def give_up(self, case: Case) -> None:
        del self.open[case.number]
        self.load -= case.weight

    def note_ready(self, case: Case) -> None:
        heappush(self._ready, (case.urgency, case.turn))

    def most_urgent(self) -> Case | None:
        """The most urgent report with something to do; it stays where it is."""
        while self._ready:
            (_, _, number), turn = self._ready[0]
            case = self.open.get(number)
            if case is not None and case.turn == turn and case is not self.in_hand:
                return case
            heappop(self._ready)
        return None

    def left_undone(self, at: datetime) -> list[Case]:
        """The reports with something to do at `at` that is not in hand."""
        return [case for case in self.open.values() if case.ready_at <= at and case is not self.in_hand]
