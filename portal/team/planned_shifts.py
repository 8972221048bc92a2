"""Who works when on a date: the pattern of the week, and the dated exceptions that win over it. DESIGN §5 "Shifts".

Exceptions count in the order in which they were made, so that the later wins: a shift given away and taken back is
worked by whom it belonged to. All instants are in UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

Pause = tuple[datetime, datetime]
"""Start and end of a break; the end is not part of it."""


@dataclass(frozen=True, slots=True, order=True)
class PlannedShift:
    """A shift on a date. Its breaks belong to it, whoever works it. `instead_of` is whose it was, by key."""

    start: datetime
    end: datetime
    breaks: tuple[Pause, ...] = ()
    instead_of: str = ""

    def holds(self, at: datetime) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True, slots=True)
class Off:
    """Not there from `start` to `end`: time off, or, where `is_given`, a shift that somebody else works."""

    start: datetime
    end: datetime
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class Extra:
    """There for a shift that the pattern of the week does not have."""

    shift: PlannedShift


RosterException = Off | Extra


def with_exceptions(pattern: Iterable[PlannedShift], exceptions: Iterable[RosterException]) -> list[PlannedShift]:
    """The shifts that are worked, in order."""
    shifts = list(pattern)
    for exception in exceptions:
        match exception:
            case Off(start=start, end=end):
                shifts = [piece for shift in shifts for piece in without(shift, start, end)]
            case Extra(shift):
                shifts.append(shift)
    return sorted(set(shifts))


def without(shift: PlannedShift, start: datetime, end: datetime) -> list[PlannedShift]:
    """What is left of a shift outside `start` to `end`; a break stays with a piece that holds the whole of it."""
    if start >= end or end <= shift.start or shift.end <= start:
        return [shift]
    pieces = ((shift.start, min(start, shift.end)), (max(end, shift.start), shift.end))
    return [_cut(shift, first, last) for first, last in pieces if first < last]


def within(shift: PlannedShift, start: datetime, end: datetime) -> PlannedShift | None:
    """The part of a shift from `start` to `end`; None where they do not meet."""
    first, last = max(shift.start, start), min(shift.end, end)
    return _cut(shift, first, last) if first < last else None


def _cut(shift: PlannedShift, start: datetime, end: datetime) -> PlannedShift:
    breaks = tuple(each for each in shift.breaks if start <= each[0] and each[1] <= end)
    return replace(shift, start=start, end=end, breaks=breaks)
