"""The runs of a clock: from when to when it ran, what paused it, when it was due. DESIGN §5 "Starting and stopping".

`first_response` and `resolution` have one run, `next_update` one for each public entry of the staff. Promises to the
team have one as well, from what begins them to what fulfils them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from portal.errors import PromiseError
from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.commitments import CommitmentVersion
from portal.promises.due import Pause
from portal.promises.waiting import Wait


@dataclass(frozen=True, slots=True)
class Run:
    """One run; instants in UTC. `stopped_at` is None while it goes on, `resting_since` None unless it rests now."""

    started_at: datetime
    due_at: datetime
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None
    resting_since: datetime | None = None

    def missed_at(self, now: datetime) -> datetime | None:
        """The due time, if it has passed: a run is missed now, not when it stops."""
        return self.due_at if (self.stopped_at or now) > self.due_at else None


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs of one clock, in order, and how its report came out, if it did."""

    runs: tuple[Run, ...]
    outcome: EventKind | None = None
    ended_at: datetime | None = None

    @property
    def last(self) -> Run:
        return self.runs[-1]


def runs_of(commitment: CommitmentVersion, events: Sequence[ClockEvent], now: datetime) -> Runs:
    """The runs as they stand at `now`, from events in the order of time. Raises PromiseError."""
    if not events or events[0].kind is not EventKind.RECEIVED:
        raise PromiseError("A clock starts at receipt, and these events do not begin with `received`.")
    match commitment.indicator:
        case "first_response":
            return _first_response(commitment, events)
        case "next_update" | "resolution":
            return _Walk(commitment, events, now).runs()
        case "lead_answer" | "break_taken" | "training_current":
            return _to_the_team(commitment, events)
    raise PromiseError(
        f"`{commitment.indicator}` is no indicator. Those of a report are first_response, next_update and resolution, "
        "those of the team lead_answer, break_taken and training_current."
    )


def _first_response(commitment: CommitmentVersion, events: Sequence[ClockEvent]) -> Runs:
    received_at = events[0].at
    answer = next((event for event in events if event.kind.is_public_entry_of_staff), None)
    answered_at = answer.at if answer else None
    run = Run(received_at, commitment.due_at(received_at), stopped_at=answered_at)
    return Runs((run,), ended_at=answered_at)


def _to_the_team(commitment: CommitmentVersion, events: Sequence[ClockEvent]) -> Runs:
    begun_at = events[0].at
    fulfilled_at = next((event.at for event in events if event.kind is EventKind.FULFILLED), None)
    return Runs((Run(begun_at, commitment.due_at(begun_at), stopped_at=fulfilled_at),), ended_at=fulfilled_at)


class _Walk:
    """Goes through the events once and keeps the run that is open."""

    def __init__(self, commitment: CommitmentVersion, events: Sequence[ClockEvent], now: datetime) -> None:
        self._commitment = commitment
        self._restarts = commitment.indicator == "next_update"
        self._events = events
        self._now = now
        self._done: list[Run] = []
        self._start: datetime | None = None
        self._pauses: list[Pause] = []
        self._resting_since: datetime | None = None
        self._wait: Wait | None = None
        self._outcome: EventKind | None = None
        self._ended_at: datetime | None = None

    def runs(self) -> Runs:
        for event in self._events:
            self._take(event)
        if self._wait and self._now >= self._wait.lapses_at:
            self._lapse(self._now, self._wait)
        if self._ended_at is None:
            self._close_run(None)
        return Runs(tuple(self._done), self._outcome, self._ended_at)

    def _take(self, event: ClockEvent) -> None:
        kind = event.kind
        if kind is EventKind.RECEIVED:
            self._start = self._start or event.at
        elif kind is EventKind.REOPENED:
            self._reopen(event.at)
        elif self._ended_at is not None:
            return
        elif kind is EventKind.LAPSED and self._wait:
            self._lapse(event.at, self._wait)
        elif kind.is_outcome:
            self._end(kind, event.at)
        elif kind is EventKind.CUSTOMER_WROTE:
            self._rest_until(event.at)
            self._wait = None
        elif kind.is_public_entry_of_staff:
            self._staff_wrote(event)

    def _staff_wrote(self, event: ClockEvent) -> None:
        if event.kind is EventKind.WAITING_STARTED and self._wait is None:
            self._wait = Wait.of(event, self._commitment.time_zone)
        if self._restarts:
            self._close_run(event.at)
            self._start = event.at
        if self._wait and self._resting_since is None:
            self._resting_since = event.at

    def _rest_until(self, at: datetime) -> None:
        if self._resting_since is not None:
            self._pauses.append((self._resting_since, at))
            self._resting_since = None

    def _lapse(self, at: datetime, wait: Wait) -> None:
        """At its limit, however late that was noticed, but not before the run that is open began."""
        assert self._start is not None
        self._end(EventKind.LAPSED, max(min(at, wait.lapses_at), self._start))

    def _end(self, outcome: EventKind, at: datetime) -> None:
        self._outcome, self._ended_at, self._wait = outcome, at, None
        self._close_run(at)

    def _reopen(self, at: datetime) -> None:
        """The time from the outcome to here is a pause of the one run of `resolution`; `next_update` starts anew."""
        if self._wait and self._ended_at is None:
            self._lapse(at, self._wait)
        if self._ended_at is None:
            return
        if self._restarts:
            self._start = at
        else:
            run = self._done.pop()
            self._start = run.started_at
            self._pauses = [*run.pauses, (self._ended_at, at)]
        self._outcome = self._ended_at = None

    def _close_run(self, stopped_at: datetime | None) -> None:
        """Keep the open run; a `stopped_at` of None leaves it going on."""
        assert self._start is not None
        resting_since = self._resting_since
        if resting_since is not None:
            self._rest_until(max(stopped_at or self._now, resting_since))
        run = Run(self._start, self._start, tuple(self._pauses), stopped_at)
        due_at = self._commitment.due_at(run.started_at, run.pauses)
        self._done.append(replace(run, due_at=due_at, resting_since=resting_since if stopped_at is None else None))
        self._start, self._pauses = None, []
