"""Works one row of a published scorecard out again, from its promise, its start, its pauses and its stop. DESIGN §5."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from portal.errors import PromiseError
from portal.promises.clock_rows import VOID_REASONS, ClockRow, digest_of, month_of, row_data, taken_s
from portal.promises.clocks import State
from portal.promises.commitments import CommitmentVersion

_ENDS = (None, "resolved", "declined", "lapsed")


def worked_out_again(
    row: ClockRow, versions: Mapping[str, CommitmentVersion], as_at: datetime
) -> tuple[ClockRow | None, list[str]]:
    """The row as it should be, None where that cannot be said, and what is wrong with it."""
    version = versions.get(row.version)
    if version is None:
        return None, [f"its version {row.version} is not published whole, so it cannot be worked out"]
    faults = list(_nonsense(row, version, as_at))
    if faults:
        return None, faults
    try:
        right = replace(row, due=expected_due(row, version, as_at))
        right = replace(right, outcome=expected_outcome(right, as_at))
        right = replace(right, month=expected_month(right, version), taken_s=None)
        right = replace(right, taken_s=taken_s(right, version))
    except PromiseError as error:
        return None, [f"it cannot be worked out: {error}"]
    said, expected = row_data(row), row_data(right)
    faults = [
        f"{name} is {shown(said[name])}, expected {shown(expected[name])}{reason}"
        for name, reason in (
            ("due", f" ({version.target} from {said['started']})"),
            ("outcome", f" (due {expected['due']}, stopped {said['stopped'] or 'not yet'})"),
            ("month", ""),
            ("taken_s", ""),
        )
        if said[name] != expected[name]
    ]
    if not faults and row.digest != (digest := digest_of(row)):
        faults.append(f"it was altered, for its digest is {shown(row.digest)}, expected {digest}")
    return right, faults


def expected_due(row: ClockRow, version: CommitmentVersion, as_at: datetime) -> datetime:
    """Raises PromiseError."""
    return version.due_at(row.started, row.pauses_at(row.stopped or as_at))


def expected_outcome(row: ClockRow, as_at: datetime) -> State:
    """From due, stop and `as_at`, with what the row says of voiding, lapsing and the reopen window."""
    if row.void_reason == "spam":
        return State.VOIDED
    if (row.stopped or as_at) > row.due:
        return State.MISSED
    if row.void_reason:
        return State.VOIDED
    if row.stopped is None:
        return State.PAUSED if row.pauses and row.pauses[-1][1] is None else State.RUNNING
    if row.indicator == "resolution":
        if row.ended == "lapsed":
            return State.LAPSED
        if row.provisional_until and as_at <= row.provisional_until:
            return State.KEPT_PROVISIONALLY
    return State.KEPT


def expected_month(row: ClockRow, version: CommitmentVersion) -> str | None:
    """The month in which it stopped or fell due, whichever came first; None while it runs or rests."""
    if row.outcome in (State.RUNNING, State.PAUSED):
        return None
    return month_of(min(row.stopped or row.due, row.due), version.time_zone)


def _nonsense(row: ClockRow, version: CommitmentVersion, as_at: datetime) -> Iterator[str]:
    """What no clock can have been."""
    if (row.commitment, row.indicator) != (version.slug, version.indicator):
        yield (
            f"it is of {row.commitment} ({row.indicator}), "
            f"and its version of {version.slug} ({version.indicator}), expected the same"
        )
    if row.started > as_at or (row.stopped and not row.started <= row.stopped <= as_at):
        yield "its start, its stop and the instant of the scorecard are not in order, expected one after the other"
    ends = [end for _, end in row.pauses[:-1]] + [end for _, end in row.pauses[-1:] if row.stopped]
    if None in ends or any(end is not None and end < start for start, end in row.pauses):
        yield "a pause has no end or ends before it begins, expected each from and to"
    if row.void_reason not in (None, *VOID_REASONS):
        yield f"void_reason is {shown(row.void_reason)}, expected one of {', '.join(VOID_REASONS)}"
    if row.ended not in _ENDS:
        yield f"ended is {shown(row.ended)}, expected resolved, declined, lapsed or nothing"


def shown(value: Any) -> str:
    """A value in a sentence about a fault."""
    return "nothing" if value is None else str(value)[:80]
