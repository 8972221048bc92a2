"""One anonymous row for each clock: what the public scorecard counts, and what anybody can work out again."""

import json
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from pydantic import AwareDatetime

from portal.promises.calendars import Calendar
from portal.promises.clock_events import ClockEvent
from portal.promises.clock_runs import Run
from portal.promises.clocks import ClockState, State
from portal.promises.commitments import CommitmentVersion
from portal.promises.due import Pause, due_at, elapsed, paused
from portal.promises.targets import Target
from portal.promises.wall_clock import zone_of
from portal.promises.when_written import iso_utc

OpenPause = tuple[AwareDatetime, AwareDatetime | None]
"""From when to when a clock rested; the end is None while it still does."""

WITHDRAWN = "withdrawn"
VOID_REASONS = ("spam", "test", "duplicate", WITHDRAWN)
_A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ClockRow:
    """The run of a clock that decides, and how it came out. Instants are in UTC.

    `id` says nothing about the report. `commitment` is a slug, `version` the hash of its version. `ended` is how the
    report came out, where it did: resolved, declined or lapsed. `provisional_until` is the end of the reopen window,
    as long as a kept resolution is provisional. `month` is the one in which it counts, None for a clock that does not
    count yet. `taken_s` is in the target's own kind of time, for a kept or missed clock that has stopped.
    `digest` is over all the rest, so that a row that was altered shows it.
    """

    id: str
    commitment: str
    version: str
    indicator: str
    started: AwareDatetime
    due: AwareDatetime
    stopped: AwareDatetime | None
    pauses: tuple[OpenPause, ...]
    outcome: State
    void_reason: str | None
    ended: str | None
    provisional_until: AwareDatetime | None
    month: str | None
    taken_s: int | None
    digest: str = ""

    def sealed(self) -> "ClockRow":
        """The same with the digest that its content gives."""
        return replace(self, digest=digest_of(self))

    def pauses_at(self, as_at: datetime) -> tuple[Pause, ...]:
        """The pauses, one that goes on counted up to `as_at`."""
        return tuple((start, max(start, as_at) if end is None else end) for start, end in self.pauses)


_FIELDS = tuple(field.name for field in fields(ClockRow))


def digest_of(row: ClockRow) -> str:
    """The first 16 hexadecimal digits of SHA-256 over the other fields, as JSON with sorted keys and no spaces."""
    data = row_data(row)
    del data["digest"]
    return sha256(json.dumps(data, separators=(",", ":"), sort_keys=True).encode()).hexdigest()[:16]


def row_data(row: ClockRow) -> dict[str, Any]:
    """The row as plain JSON data, keys in the order of the fields."""
    return {name: _plain(getattr(row, name)) for name in _FIELDS}


def clock_row(
    row_id: str,
    version: CommitmentVersion,
    run: Run,
    outcome: State,
    *,
    stopped: datetime | None,
    counts_at: datetime | None,
    ended: str | None = None,
    void_reason: str | None = None,
    provisional_until: datetime | None = None,
) -> ClockRow:
    """The row of a clock whose deciding run is `run`. `stopped` is None as long as somebody has to act."""
    pauses: tuple[OpenPause, ...] = run.pauses
    if stopped is None and run.resting_since is not None:
        pauses = (*run.pauses[:-1], (run.resting_since, None))
    row = ClockRow(
        id=row_id,
        commitment=version.slug,
        version=version.hash,
        indicator=version.indicator,
        started=run.started_at,
        due=run.due_at,
        stopped=stopped,
        pauses=pauses,
        outcome=outcome,
        void_reason=void_reason,
        ended=ended,
        provisional_until=provisional_until,
        month=month_of(counts_at, version.time_zone) if counts_at else None,
        taken_s=None,
    )
    return replace(row, taken_s=taken_s(row, version)).sealed()


def row_of_state(
    row_id: str,
    version: CommitmentVersion,
    state: ClockState,
    events: list[ClockEvent],
    reopen_within: Target | None = None,
) -> ClockRow:
    """The row of a clock as it stands; `events` are those that its state was worked out from."""
    provisional = state.state is State.KEPT_PROVISIONALLY
    run = state.counted_run
    return clock_row(
        row_id,
        version,
        run,
        state.state,
        stopped=run.stopped_at or state.stopped_at,
        counts_at=state.counts_at,
        ended=state.outcome.value if state.outcome else None,
        void_reason=void_reason(events) if state.state is State.VOIDED else None,
        provisional_until=_provisional_until(version, state, reopen_within) if provisional else None,
    )


def void_reason(events: list[ClockEvent]) -> str:
    """Why a voided report does not count: spam whenever that was found, else the first reason given."""
    reasons = [event.reason.value if event.reason else WITHDRAWN for event in events if event.kind.voids]
    return "spam" if "spam" in reasons else next(iter(reasons), WITHDRAWN)


def month_of(instant: datetime, time_zone: str) -> str:
    """`2026-11`, by the wall calendar of `time_zone`."""
    return instant.astimezone(zone_of(time_zone)).strftime("%Y-%m")


def taken_s(row: ClockRow, version: CommitmentVersion, as_at: datetime | None = None) -> int | None:
    """Seconds from start to stop without the pauses, in the target's own kind of time; None where none is counted.

    A missed clock that goes on has taken so much by `as_at`, where one is given.
    """
    end = row.stopped or as_at
    if end is None or row.outcome not in (State.KEPT, State.KEPT_PROVISIONALLY, State.MISSED):
        return None
    return elapsed(_hours(version), row.started, max(end, row.started), row.pauses_at(end)) // _A_SECOND


def paused_s(row: ClockRow, version: CommitmentVersion, as_at: datetime) -> int:
    """Seconds for which the clock rested, in the target's own kind of time."""
    return paused(version.target, version.calendar, row.pauses_at(as_at)) // _A_SECOND


def _hours(version: CommitmentVersion) -> Calendar | None:
    return version.calendar if version.target.working else None


def _provisional_until(version: CommitmentVersion, state: ClockState, reopen_within: Target | None) -> datetime | None:
    if reopen_within is None or state.stopped_at is None:
        return None
    return due_at(reopen_within, state.stopped_at, calendar=version.calendar, time_zone=version.time_zone)


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return iso_utc(value)
        case State():
            return value.value
        case tuple():
            return [_plain(item) for item in value]
    return value
