"""How a promise has been kept, as its page shows it: the result with its counts, twelve months, three grades."""

from dataclasses import dataclass

from portal.languages.formatting import percent
from portal.library.pages import Commitment
from portal.library.published import Published
from portal.promises.scorecards import Record, Tally
from portal.site.chart import STATES, Chart, chart_of
from portal.site.record_words import figure_in_words, rounded_up, sentences


@dataclass(frozen=True, slots=True)
class Line:
    """A month. `state` is a sign's name; `took` says within which time half was done; `set_aside` counts the others."""

    month: str
    figure: str
    state: str
    took: str
    set_aside: int


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """Lines begin with the newest month and end with the first in which anything happened. `objective` is in percent.

    `figure` and `state` are empty where nothing counted.
    """

    figure: str
    state: str
    objective: str
    sentences: tuple[str, ...]
    lines: tuple[Line, ...]
    chart: Chart


def record_of(published: Published, promise: Commitment) -> ShownRecord | None:
    """The record behind a promise to customers; None before its first report."""
    if published.scorecard is None or promise.audience != "customers":
        return None
    record = published.scorecard.figures.commitments.get(promise.slug)
    return shown(record) if record else None


def overall_record(published: Published) -> ShownRecord | None:
    """The record of all promises together; None before the first report."""
    if published.scorecard is None or not published.scorecard.rows:
        return None
    return shown(published.scorecard.figures.overall, with_times=False)


def shown(record: Record, *, with_times: bool = True) -> ShownRecord:
    """`with_times` is for promises that are measured alike, so that their times can stand in one column."""
    total = record.total
    began = next((place for place, tally in enumerate(record.months.values()) if _is_anything(tally)), None)
    months = list(record.months.items())[began:] if began is not None else []
    return ShownRecord(
        figure=figure_in_words(total.kept, total.counted) if total.counted else "",
        state=STATES[total.grade],
        objective=percent(float(f"{total.objective_percent:.3g}") / 100) if total.objective_percent is not None else "",
        sentences=sentences(total, record.open),
        lines=tuple(_line(month, tally, with_times) for month, tally in reversed(months)),
        chart=chart_of(record.months),
    )


def took(tally: Tally) -> str:
    """Within which time half was done; empty where there are several kinds of time, which do not compare."""
    if len(tally.time_taken) != 1:
        return ""
    return rounded_up(tally.time_taken[0].median_s, tally.time_taken[0].working)


def _line(month: str, tally: Tally, with_times: bool) -> Line:
    return Line(
        month=month,
        figure=figure_in_words(tally.kept, tally.counted),
        state=STATES[tally.grade],
        took=took(tally) if with_times else "",
        set_aside=tally.lapsed + sum(tally.voided.values()),
    )


def _is_anything(tally: Tally) -> bool:
    return bool(tally.counted or tally.lapsed or tally.voided)
