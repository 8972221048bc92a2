"""How fast times are worked out, near and far, and how long it takes to work 100,000 stored clocks out anew."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bench.bulk import write_reports
from bench.databases import ROOT, scratch, workplace_on
from bench.rounds import Figures, medians_s, seconds
from portal.acts.recompute import recompute
from portal.acts.workplace import Workplace
from portal.library.commitment_versions import calendar
from portal.library.library import Library
from portal.library.loader import checked_library
from portal.promises.calendars import Calendar
from portal.promises.due import due_at, elapsed
from portal.promises.targets import Target, parse_target

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
_STARTS = [datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=619 * number) for number in range(1_000)]


def measure(*, clocks: int = 100_000, rounds: int = 9) -> Figures:
    """About 2.6 clocks run on a report, so there are a few more or fewer than `clocks`; the time is for `clocks`."""
    library = checked_library(ROOT, AT.date())
    return _arithmetic(calendar(library, "office"), library.site.time_zone, rounds) | _recompute(library, clocks)


def _arithmetic(office: Calendar, time_zone: str, rounds: int) -> Figures:
    def due(target: Target) -> Callable[[], object]:
        return lambda: [due_at(target, start, calendar=office, time_zone=time_zone) for start in _STARTS]

    def passed(length: timedelta) -> Callable[[], object]:
        return lambda: [elapsed(office, start, start + length) for start in _STARTS]

    three_years_h = elapsed(office, AT, AT + timedelta(days=3 * 365)) // timedelta(hours=1)
    taken = medians_s(
        rounds,
        {
            "near": due(parse_target("2 working hours")),
            "far": due(parse_target(f"{three_years_h} working hours")),
            "day": passed(timedelta(days=1)),
            "years": passed(timedelta(days=3_652)),
        },
    )
    return {
        "due_2_hours_per_s": len(_STARTS) / taken["near"],
        "due_3_years_per_s": len(_STARTS) / taken["far"],
        "due_3_years_over_2_hours_ratio": taken["far"] / taken["near"],
        "elapsed_1_day_per_s": len(_STARTS) / taken["day"],
        "elapsed_10_years_per_s": len(_STARTS) / taken["years"],
        "elapsed_10_years_over_1_day_ratio": taken["years"] / taken["day"],
    }


def _recompute(library: Library, wanted: int) -> Figures:
    with scratch() as folder, workplace_on(folder, "sqlite:///var/portal.db", library, AT) as workplace:
        there = write_reports([workplace], max(1, round(wanted / 2.6)), AT)
        taken_s = seconds(lambda: _all(workplace, there))
    return {f"recompute_{wanted}_clocks_s": taken_s * wanted / there, "recompute_clocks_per_s": there / taken_s}


def _all(workplace: Workplace, there: int) -> None:
    """Works every clock out anew. Raises AssertionError where one differs, for then this measures something else."""
    found = list(recompute(workplace))
    assert sum(batch.clocks for batch in found) == there
    assert not any(batch.differences for batch in found)
