"""The steps by which a running clock is watched: half of its time gone, three quarters, due. DESIGN §5, §6.

Time is the target's own kind: a working promise is half gone when half of its working time is.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from portal.promises.calendars import Calendar
from portal.promises.clock_runs import Run
from portal.promises.clocks import ClockState, State
from portal.promises.commitments import CommitmentVersion
from portal.promises.due import due_after, elapsed


class Step(StrEnum):
    """In order; each has its moment in a run."""

    HALF = "half"
    THREE_QUARTERS = "three_quarters"
    DUE = "due"


_GONE = {Step.HALF: Fraction(1, 2), Step.THREE_QUARTERS: Fraction(3, 4)}
_A_MOMENT = timedelta(microseconds=1)


def step_at(version: CommitmentVersion, run: Run, step: Step) -> datetime:
    """The instant of a step in a run, in UTC. `DUE` is just past the due time: due exactly then is still kept."""
    if step is Step.DUE:
        return run.due_at + _A_MOMENT
    calendar: Calendar | None = version.calendar if version.target.working else None
    whole = elapsed(calendar, run.started_at, run.due_at, run.pauses)
    part = whole * _GONE[step].numerator // _GONE[step].denominator
    if calendar is None:
        return _without_pauses(run, part)
    if part <= timedelta():
        return run.started_at
    return min(due_after(calendar, run.started_at, part, run.pauses), run.due_at)


def latest_step(version: CommitmentVersion, run: Run, now: datetime) -> Step | None:
    """The last step whose moment has come by `now`; None before the first. After downtime only this one is sent."""
    return next((step for step in reversed(Step) if step_at(version, run, step) <= now), None)


def next_step_at(version: CommitmentVersion, state: ClockState, after: Step | None = None) -> datetime | None:
    """When the step after `after` comes, while the clock runs; None once nothing more will come by itself.

    A clock that was missed before its last run (`next_update`) is watched on in that run.
    """
    run = state.runs[-1]
    if run.stopped_at is not None or state.state in (State.PAUSED, State.VOIDED) or state.stopped_at is not None:
        return None
    steps = list(Step)
    coming = steps if after is None else steps[steps.index(after) + 1 :]
    return step_at(version, run, coming[0]) if coming else None


def _without_pauses(run: Run, part: timedelta) -> datetime:
    """When `part` of elapsed time has passed since the start, the pauses left out."""
    at = run.started_at + part
    for start, end in sorted(run.pauses):
        if start < at:
            at += end - start
    return min(at, run.due_at)
