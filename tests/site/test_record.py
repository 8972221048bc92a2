"""Figures are shown with their counts, in three grades, and never better than they are."""

from portal.library.published import MonthFigures
from portal.site.record import figure_in_words, record_of


def test_100_percent_is_said_only_of_all() -> None:
    assert figure_in_words(199, 200) == "199 of 200 (99 %)"
    assert figure_in_words(200, 200) == "200 of 200 (100 %)"


def test_there_is_no_record_before_anything_is_counted() -> None:
    assert record_of((), 0.95) is None
    assert record_of((MonthFigures(month="2026-01", kept=0, counted=0),), 0.95) is None


def test_a_month_is_kept_missed_narrowly_or_missed() -> None:
    months = [(19, 20), (93, 100), (92, 100), (0, 0)]
    figures = [MonthFigures(month=f"2026-{n:02}", kept=k, counted=c) for n, (k, c) in enumerate(months, start=1)]
    record = record_of(figures, 0.95)
    assert record is not None
    assert [line.state for line in record.lines] == ["", "missed", "at-risk", "kept"]


def test_only_the_last_twelve_months_count() -> None:
    figures = [MonthFigures(month=f"{year}-{n:02}", kept=1, counted=1) for year in (2025, 2026) for n in range(1, 13)]
    record = record_of(figures, 1.0)
    assert record is not None
    assert record.figure == "12 of 12 (100 %)"
    assert (record.lines[0].month, record.lines[-1].month) == ("2026-12", "2026-01")
