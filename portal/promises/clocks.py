"""The state of a clock: a pure function of commitment version, timeline and now. DESIGN §5."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.promises.clock_events import ClockEvent, EventKind, VoidReason
from portal.promises.clock_runs import Run, Runs, runs_of
from portal.promises.commitments import CommitmentVersion
from portal.promises.due import Pause, due_at, elapsed_s, paused
from portal.promises.targets import Target
from portal.promises.wall_clock import zone_of


class State(StrEnum):
    """Where a clock stands. `LAPSED` ends a resolution that was neither kept nor missed: the customer stayed silent."""

    RUNNING = "running"
    PAUSED = "paused"
    KEPT_PROVISIONALLY = "kept_provisionally"
    KEPT = "kept"
    MISSED = "missed"
    LAPSED = "lapsed"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class ClockState:
    """A clock as it stands. Instants are in UTC.

    `due_at` belongs to the last run, `missed_at` is the due time of the first run that was missed. `stopped_at` is None
    as long as the clock runs or rests, missed or not. `paused_s` is in the target's own kind of time, over all runs.
    `counts_at` is None for a clock that does not count yet.
    """

    commitment: str
    commitment_hash: str
    indicator: str
    state: State
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    missed_at: datetime | None
    outcome: EventKind | None
    paused_s: int
    pauses: tuple[Pause, ...]
    runs: tuple[Run, ...]
    counts_at: datetime | None

    @property
    def is_running(self) -> bool:
        """Whether somebody still has to act, also after a miss."""
        return self.stopped_at is None and self.state is not State.PAUSED

    @property
    def counted_run(self) -> Run:
        """The run that decides: the first that was missed, else the last. Only whole reports count, not runs."""
        missed = (run for run in self.runs if run.due_at == self.missed_at)
        return next((run for run in missed if run.stopped_at is None or run.stopped_at > run.due_at), self.runs[-1])

    @property
    def was_kept(self) -> bool:
        return self.state in (State.KEPT, State.KEPT_PROVISIONALLY)

    def counts_in(self, time_zone: str) -> str | None:
        """The month in which it counts, by the wall calendar of `time_zone`, such as `2026-11`."""
        return self.counts_at.astimezone(zone_of(time_zone)).strftime("%Y-%m") if self.counts_at else None


def clock_state(
    commitment: CommitmentVersion,
    events: Sequence[ClockEvent],
    now: datetime,
    *,
    reopen_within: Target | None = None,
) -> ClockState:
    """The state at `now` (UTC) from all events up to then; later ones are ignored, the order given breaks ties.

    `reopen_within` is the topic's: until it has passed a kept resolution is provisional.
    Raises PromiseError where the events do not begin with the receipt, or the indicator is unknown.
    """
    past = sorted((event for event in events if event.at <= now), key=lambda event: event.at)
    voided = _void_that_holds(commitment, past)
    if voided:
        before = past[: past.index(voided)]
        return _voided(commitment, runs_of(commitment, before, voided.at), voided.at)
    withdrawn = next((index for index, event in enumerate(past) if event.kind.voids), None)
    if withdrawn is None:
        return _counted(commitment, runs_of(commitment, past, now), now, reopen_within, None)
    ended_at = past[withdrawn].at
    return _counted(commitment, runs_of(commitment, past[:withdrawn], ended_at), ended_at, None, ended_at)


def _void_that_holds(commitment: CommitmentVersion, past: Sequence[ClockEvent]) -> ClockEvent | None:
    """The event that takes the report out of the count: spam at any time, everything else up to the due time."""
    spam = next((event for event in past if event.reason is VoidReason.SPAM and event.kind is EventKind.VOIDED), None)
    if spam:
        return spam
    for index, event in enumerate(past):
        if event.kind.voids:
            before = runs_of(commitment, past[:index], event.at)
            overdue = event.at > before.last.due_at or any(run.missed_at(event.at) for run in before.runs)
            return None if overdue else event
    return None


def _voided(commitment: CommitmentVersion, runs: Runs, at: datetime) -> ClockState:
    stopped_at = runs.ended_at or at
    return _state(commitment, runs, State.VOIDED, stopped_at, None, min(stopped_at, runs.last.due_at))


def _counted(
    commitment: CommitmentVersion, runs: Runs, now: datetime, reopen_within: Target | None, gone_at: datetime | None
) -> ClockState:
    missed_at = next((due for run in runs.runs if (due := run.missed_at(now))), None)
    stopped_at = runs.ended_at or gone_at
    if missed_at:
        return _state(commitment, runs, State.MISSED, stopped_at, missed_at, missed_at)
    if runs.ended_at is None:
        state = State.PAUSED if runs.last.resting_since else State.RUNNING
        return _state(commitment, runs, state, None, None, None)
    state = State.KEPT
    if commitment.indicator == "resolution":
        if runs.outcome is EventKind.LAPSED:
            state = State.LAPSED
        elif reopen_within and now <= _reopen_until(commitment, reopen_within, runs.ended_at):
            state = State.KEPT_PROVISIONALLY
    return _state(commitment, runs, state, runs.ended_at, None, runs.ended_at)


def _reopen_until(commitment: CommitmentVersion, reopen_within: Target, ended_at: datetime) -> datetime:
    return due_at(reopen_within, ended_at, calendar=commitment.calendar, time_zone=commitment.time_zone)


def _state(
    commitment: CommitmentVersion,
    runs: Runs,
    state: State,
    stopped_at: datetime | None,
    missed_at: datetime | None,
    counts_at: datetime | None,
) -> ClockState:
    pauses = tuple(pause for run in runs.runs for pause in run.pauses)
    lengths = (paused(commitment.target, commitment.calendar, run.pauses) for run in runs.runs if run.pauses)
    return ClockState(
        commitment=commitment.slug,
        commitment_hash=commitment.hash,
        indicator=commitment.indicator,
        state=state,
        started_at=runs.last.started_at,
        due_at=runs.last.due_at,
        stopped_at=stopped_at,
        missed_at=missed_at,
        outcome=runs.outcome,
        paused_s=sum(lengths, timedelta()) // timedelta(seconds=1),
        pauses=pauses,
        runs=runs.runs,
        counts_at=counts_at,
    )


def left_s(commitment: CommitmentVersion, due: datetime, now: datetime) -> int:
    """Seconds left until `due` in the target's own kind of time; negative once it has passed, then in elapsed time."""
    if now > due:
        return -((now - due) // timedelta(seconds=1))
    return elapsed_s(commitment.calendar if commitment.target.working else None, now, due)
