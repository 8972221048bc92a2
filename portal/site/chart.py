"""Twelve months as columns: the geometry of a chart that needs no script, no style and no picture file.

Across, everything is in percent of the chart's width, so that its letters keep their size on every screen; upright it
is in CSS pixels. A column is as high as its month has counted clocks, the missed ones on top.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.promises.scorecards import Grade, Tally

STATES = {Grade.KEPT: "kept", Grade.NARROWLY_MISSED: "at-risk", Grade.MISSED: "missed", None: ""}
"""The sign of each grade (templates/parts/signs.html); none where nothing counted."""
BASE_PX = 136
_TALLEST_PX = 112
_LEAST_PX = 3.0
_FILL_SHARE = 0.62


@dataclass(frozen=True, slots=True)
class Column:
    """One month; `middle` and `left` in percent, the rest in pixels from the top. `label` is how many counted.

    `state` is the sign of its grade.
    """

    month: str
    middle: str
    left: str
    kept_top: str
    kept_height: str
    missed_top: str
    missed_height: str
    label: str
    label_at: str
    state: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`width` is that of each column, in percent."""

    columns: tuple[Column, ...]
    width: str


def chart_of(months: Mapping[str, Tally]) -> Chart:
    """The columns of the months, in their order."""
    most = max((tally.counted for tally in months.values()), default=0)
    step = 100 / max(len(months), 1)
    columns = (
        _column(month, tally, most, (place + 0.5) * step, step) for place, (month, tally) in enumerate(months.items())
    )
    return Chart(tuple(columns), _short(step * _FILL_SHARE))


def _column(month: str, tally: Tally, most: int, middle: float, step: float) -> Column:
    kept, missed = _height(tally.kept, most), _height(tally.missed, most)
    return Column(
        month=month,
        middle=_short(middle),
        left=_short(middle - step * _FILL_SHARE / 2),
        kept_top=_short(BASE_PX - kept),
        kept_height=_short(kept),
        missed_top=_short(BASE_PX - kept - missed),
        missed_height=_short(missed),
        label=_count(tally.counted) if tally.counted else "",
        label_at=_short(BASE_PX - kept - missed - 5),
        state=STATES[tally.grade],
    )


def _height(clocks: int, most: int) -> float:
    """In proportion, but never too low to be seen."""
    return max(clocks / most * _TALLEST_PX, _LEAST_PX) if clocks else 0.0


def _count(clocks: int) -> str:
    """`436`, `1.2k`: what fits above a column on a small screen."""
    return str(clocks) if clocks < 1_000 else f"{clocks / 1_000:.3g}k"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
