"""Weeks as columns and a line: what came in, and what stood open. Its words and numbers stand beside it as text.

The drawing is stretched to the width there is, so it holds no letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.reports.insights_weeks import Week

COLUMN, HEIGHT = 10, 60
_FILLED, _TALLEST, _LEAST = 7, 56.0, 1.5


@dataclass(frozen=True, slots=True)
class Bar:
    """In the units of the drawing, from the left and the top."""

    x: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class WeekChart:
    """`line` is the path of what stood open at the end of each week, empty where nothing ever did."""

    width: int
    height: int
    bar_width: int
    bars: tuple[Bar, ...]
    line: str


def week_chart(weeks: Sequence[Week]) -> WeekChart:
    """Both on one scale: as high as the most of either in any week."""
    most = max((max(week.arrived, week.open) for week in weeks), default=0)
    bars = tuple(
        Bar(_short(place * COLUMN + (COLUMN - _FILLED) / 2), _short(HEIGHT - height), _short(height))
        for place, week in enumerate(weeks)
        if (height := _height(week.arrived, most))
    )
    points = (
        (
            f"{place * COLUMN + COLUMN // 2} {_short(HEIGHT - week.open * _TALLEST / most)}"
            for place, week in enumerate(weeks)
        )
        if most
        else ()
    )
    line = f"M{'L'.join(points)}" if any(week.open for week in weeks) else ""
    return WeekChart(len(weeks) * COLUMN, HEIGHT, _FILLED, bars, line)


def _height(reports: int, most: int) -> float:
    """In proportion, but never too low to be seen."""
    return max(reports / most * _TALLEST, _LEAST) if reports else 0.0


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
