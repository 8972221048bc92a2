"""Columns and line are on one scale, and what is small is still to be seen."""

from portal.desk.week_chart import week_chart
from portal.reports.insights_weeks import Week


def test_the_highest_of_arrivals_and_open_ones_fills_the_drawing() -> None:
    chart = week_chart([Week(arrived=5, open=10), Week(arrived=10)])
    assert [(bar.x, bar.y, bar.height) for bar in chart.bars] == [("1.5", "32", "28"), ("11.5", "4", "56")]
    assert chart.line == "M5 4L15 60"
    assert chart.width == 20


def test_a_week_without_arrivals_has_no_column_and_one_arrival_can_be_seen() -> None:
    chart = week_chart([Week(), Week(arrived=1), Week(arrived=1_000)])
    assert [bar.height for bar in chart.bars] == ["1.5", "56"]


def test_where_nothing_was_open_or_came_in_nothing_is_drawn() -> None:
    assert week_chart([Week(arrived=3)]).line == ""
    assert week_chart([Week(), Week()]).bars == ()
    assert week_chart([]).width == 0
