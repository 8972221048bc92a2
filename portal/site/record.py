"""How a promise has been kept: figures with their counts, month by month, in three grades."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.library.published import MonthFigures

MONTHS_SHOWN = 12
NARROWLY = 0.02


@dataclass(frozen=True, slots=True)
class Line:
    """A month. `state` is kept, at-risk (missed by at most two points), missed, or `` where nothing was counted."""

    month: str
    figure: str
    share: float
    state: str


@dataclass(frozen=True, slots=True)
class Record:
    """The last twelve months, newest first, and their sum."""

    figure: str
    state: str
    lines: tuple[Line, ...]


def record_of(figures: Sequence[MonthFigures], objective: float) -> Record | None:
    """The record behind a promise; None while nothing has been counted. `objective` is a share from 0 to 1."""
    shown = sorted(figures, key=lambda month: month.month, reverse=True)[:MONTHS_SHOWN]
    kept, counted = sum(month.kept for month in shown), sum(month.counted for month in shown)
    if not counted:
        return None
    lines = tuple(_line(month, objective) for month in shown)
    return Record(figure_in_words(kept, counted), _state(kept, counted, objective), lines)


def figure_in_words(kept: int, counted: int) -> str:
    """`19 of 20 (95 %)`, rounded down, so that 100 % is said only of all."""
    return f"{kept} of {counted} ({kept * 100 // counted} %)" if counted else "nothing to count"


def _line(month: MonthFigures, objective: float) -> Line:
    share = month.kept / month.counted if month.counted else 0
    figure = figure_in_words(month.kept, month.counted)
    return Line(month.month, figure, share, _state(month.kept, month.counted, objective))


def _state(kept: int, counted: int, objective: float) -> str:
    if not counted:
        return ""
    short_by = objective - kept / counted
    if short_by <= 1e-9:
        return "kept"
    return "at-risk" if short_by <= NARROWLY + 1e-9 else "missed"
