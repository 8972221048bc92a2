"""One simulated report: what was promised on it, what has been done, and what comes next."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.commitments import CommitmentVersion
from portal.upkeep.simulation.work import UPDATE, UPDATE_WHEN_GONE, Step

# What has no promise left is done after everything that has.
NO_DUE = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Case:
    """`number` is its place among the arrivals; `weight` what it counts as in a load; `skills` what its topic needs.

    `ready_at` is when there is next something to do on it, `turn` how often that was worked out: whoever noted an
    earlier turn knows that it is stale. Instants are in UTC.
    """

    number: int
    received_at: datetime
    topic: str
    team: str
    severity: str
    weight: int
    is_hard: bool
    skills: tuple[str, ...]
    versions: tuple[CommitmentVersion, ...]
    steps: tuple[Step, ...]
    owner: str | None = None
    events: list[ClockEvent] = field(default_factory=list)
    ready_at: datetime = field(init=False)
    next_due_at: datetime = field(init=False)
    turn: int = 0
    _done: int = 0
    _left: timedelta | None = None
    _step_ready_at: datetime = field(init=False)
    _running: list[tuple[CommitmentVersion, datetime]] = field(init=False)

    def __post_init__(self) -> None:
        self.events.append(ClockEvent(self.received_at, EventKind.RECEIVED))
        self._running = [(version, version.due_at(self.received_at)) for version in self.versions]
        self._step_ready_at = self.ready_at = self.received_at
        self._note_due()

    @property
    def is_open(self) -> bool:
        return self._done < len(self.steps)

    @property
    def urgency(self) -> tuple[bool, datetime, int]:
        """What is smaller is taken up first: the gravest, then what falls due first, then what came in first."""
        return (not self.is_hard, self.next_due_at, self.number)

    def falls_due(self, after: datetime, until: datetime) -> bool:
        """Whether a running promise is due after the one and up to the other."""
        return any(after < due_at <= until for _, due_at in self._running)

    def takes(self, at: datetime) -> timedelta:
        """How long that which is to be done at `at` takes: the next step, or only word that we are at it."""
        if self._step_ready_at > at:
            return UPDATE
        return self.steps[self._done].takes if self._left is None else self._left

    def begins_step(self, at: datetime) -> bool:
        """Whether what is begun at `at` is a step, not only word in between."""
        return self._step_ready_at <= at

    def put_aside(self, left: timedelta) -> None:
        """The step that was begun is broken off, with so much of it left."""
        self._left = left

    def write(self, at: datetime, *, ends_step: bool) -> None:
        """A responder's public words at `at`, which are the outcome where no step is left."""
        if ends_step:
            self._done += 1
            self._left = None
        kind = EventKind.ANSWERED if self.is_open else EventKind.RESOLVED
        self.events.append(ClockEvent(at, kind))
        self.turn += 1
        if not self.is_open:
            self._running = []
            self._note_due()
            return
        if ends_step:
            self._step_ready_at = at + self.steps[self._done].waits
        self._running = [
            (version, version.due_at(at) if version.indicator == "next_update" else due_at)
            for version, due_at in self._running
            if version.indicator != "first_response"
        ]
        self._note_due()
        updates = [due_at for version, due_at in self._running if version.indicator == "next_update"]
        word_at = min((at + (due_at - at) * UPDATE_WHEN_GONE for due_at in updates), default=self._step_ready_at)
        self.ready_at = min(self._step_ready_at, word_at)

    def _note_due(self) -> None:
        self.next_due_at = min((due_at for _, due_at in self._running), default=NO_DUE)
