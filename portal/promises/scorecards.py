"""How promises were kept: figures from rows, by promise and in all, for twelve months. Pure. DESIGN §5 "Counting"."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.promises.clock_events import EventKind
from portal.promises.clock_rows import ClockRow, month_of, paused_s, taken_s
from portal.promises.clocks import State
from portal.promises.commitments import CommitmentVersion

MONTHS_SHOWN = 12
_WHOLE = 10_000
"""An objective is counted in hundredths of a percent, so that nothing is lost to rounding."""
_NARROWLY = 200
_KEPT = (State.KEPT, State.KEPT_PROVISIONALLY)
_COUNTED = (*_KEPT, State.MISSED)
_OPEN = (State.RUNNING, State.PAUSED)

Versions = Mapping[str, CommitmentVersion]


class Grade(StrEnum):
    """How a result stands to its objective; narrowly is by at most two points."""

    KEPT = "kept"
    NARROWLY_MISSED = "narrowly_missed"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class TimeTaken:
    """How long it took, for the clocks of one kind of time: working time, or every hour.

    Median and 90th percentile are by nearest rank, so each is a time that somebody waited. A missed clock that goes
    on counts with the time so far. `paused` clocks rested, `paused_s` seconds in all.
    """

    working: bool
    clocks: int
    median_s: int
    ninetieth_s: int
    paused: int
    paused_s: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of clocks. `kept` of `counted` is the result; `provisional` of the kept may still be reopened.

    `resolved` and `declined` split the kept resolutions. Lapsed and voided clocks are not among the counted.
    `objective_percent` is the share meant to be kept, over the versions that were in force; `grade` and it are None
    where nothing counted.
    """

    counted: int
    kept: int
    provisional: int
    missed: int
    resolved: int
    declined: int
    lapsed: int
    voided: Mapping[str, int]
    objective_percent: float | None
    grade: Grade | None
    time_taken: tuple[TimeTaken, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Twelve months, the oldest first, and their sum. `open` clocks do not count yet."""

    open: int
    total: Tally
    months: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Figures:
    """The record of all promises together, and of each by its slug."""

    overall: Record
    commitments: Mapping[str, Record]


def figures_of(rows: Iterable[ClockRow], versions: Versions, as_at: datetime, time_zone: str) -> Figures:
    """The figures at `as_at` (UTC), in whatever order the rows come. Raises KeyError for a row of no version."""
    rows = list(rows)
    months = months_up_to(as_at, time_zone)
    by_commitment: dict[str, list[ClockRow]] = {}
    for row in rows:
        by_commitment.setdefault(row.commitment, []).append(row)
    return Figures(
        _record(rows, versions, as_at, months),
        {slug: _record(by_commitment[slug], versions, as_at, months) for slug in sorted(by_commitment)},
    )


def months_up_to(as_at: datetime, time_zone: str) -> tuple[str, ...]:
    """The month of `as_at` and the eleven before it, the oldest first."""
    year, month = (int(part) for part in month_of(as_at, time_zone).split("-"))
    places = range(year * 12 + month - MONTHS_SHOWN, year * 12 + month)
    return tuple(f"{place // 12:04}-{place % 12 + 1:02}" for place in places)


def nearest_rank(values: Sequence[int], percent: int) -> int:
    """The smallest of the sorted `values` that at least `percent` of them do not exceed."""
    return values[max(0, -(-len(values) * percent // 100) - 1)]


def _record(rows: Sequence[ClockRow], versions: Versions, as_at: datetime, months: Sequence[str]) -> Record:
    by_month: dict[str, list[ClockRow]] = {month: [] for month in months}
    for row in rows:
        if row.month in by_month:
            by_month[row.month].append(row)
    shown = [row for month in months for row in by_month[month]]
    return Record(
        sum(row.outcome in _OPEN for row in rows),
        _tally(shown, versions, as_at),
        {month: _tally(by_month[month], versions, as_at) for month in months},
    )


def _tally(rows: Sequence[ClockRow], versions: Versions, as_at: datetime) -> Tally:
    counted = [row for row in rows if row.outcome in _COUNTED]
    kept = [row for row in counted if row.outcome in _KEPT]
    resolutions = Counter(row.ended for row in kept if row.indicator == "resolution")
    voided = Counter(row.void_reason or "" for row in rows if row.outcome is State.VOIDED)
    meant = sum(round(versions[row.version].objective * _WHOLE) for row in counted)
    return Tally(
        counted=len(counted),
        kept=len(kept),
        provisional=sum(row.outcome is State.KEPT_PROVISIONALLY for row in kept),
        missed=len(counted) - len(kept),
        resolved=resolutions[EventKind.RESOLVED.value],
        declined=resolutions[EventKind.DECLINED.value],
        lapsed=sum(row.outcome is State.LAPSED for row in rows),
        voided=dict(sorted(voided.items())),
        objective_percent=round(meant / len(counted) / 100, 2) if counted else None,
        grade=_grade(len(kept), len(counted), meant),
        time_taken=tuple(_times_taken(counted, versions, as_at)),
    )


def _grade(kept: int, counted: int, meant: int) -> Grade | None:
    """`meant` is the sum of the objectives of all counted clocks, in parts of `_WHOLE`."""
    if not counted:
        return None
    short_by = meant - kept * _WHOLE
    if short_by <= 0:
        return Grade.KEPT
    return Grade.NARROWLY_MISSED if short_by <= _NARROWLY * counted else Grade.MISSED


def _times_taken(counted: Sequence[ClockRow], versions: Versions, as_at: datetime) -> Iterable[TimeTaken]:
    for working in (False, True):
        rows = [row for row in counted if versions[row.version].target.working is working]
        if rows:
            taken = sorted(_taken_so_far_s(row, versions[row.version], as_at) for row in rows)
            rested = [paused_s(row, versions[row.version], as_at) for row in rows if row.pauses]
            yield TimeTaken(
                working, len(rows), nearest_rank(taken, 50), nearest_rank(taken, 90), len(rested), sum(rested)
            )


def _taken_so_far_s(row: ClockRow, version: CommitmentVersion, as_at: datetime) -> int:
    return row.taken_s if row.taken_s is not None else taken_s(row, version, as_at) or 0
