"""What makes no sense is an error of its own; what lies far away costs no more than what is near."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from portal.errors import NoHoursLeft, PromiseError, ReversedInterval
from portal.promises.calendars import Calendar, parse_calendar
from portal.promises.due import counted_windows, due_after, due_at, elapsed_s, paused
from portal.promises.targets import parse_target
from tests.promises.worked_cases import CALENDARS

OFFICE = parse_calendar(CALENDARS["england"])
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_working_time_without_a_calendar_is_an_error() -> None:
    with pytest.raises(PromiseError, match="Name a calendar"):
        due_at(parse_target("2 working hours"), MONDAY, calendar=None, time_zone="UTC")


def test_the_end_before_the_start_is_an_error() -> None:
    with pytest.raises(ReversedInterval, match="lies before"):
        elapsed_s(OFFICE, MONDAY, MONDAY - HOUR)
    with pytest.raises(ReversedInterval):
        elapsed_s(None, MONDAY, MONDAY - HOUR)
    with pytest.raises(ReversedInterval):
        counted_windows(OFFICE, MONDAY, MONDAY - HOUR)


def test_a_reversed_pause_is_an_error() -> None:
    with pytest.raises(ReversedInterval):
        due_at(parse_target("1 hour"), MONDAY, calendar=None, time_zone="UTC", pauses=[(MONDAY, MONDAY - HOUR)])


def test_an_instant_without_its_offset_is_an_error() -> None:
    with pytest.raises(PromiseError, match="offset"):
        elapsed_s(OFFICE, MONDAY.replace(tzinfo=None), MONDAY)


@pytest.mark.parametrize("year", [1, 1899, 9901, 9999])
def test_a_year_out_of_reach_is_an_error(year: int) -> None:
    with pytest.raises(PromiseError, match="out of reach"):
        due_at(parse_target("1 hour"), MONDAY.replace(year=year), calendar=None, time_zone="Europe/London")


def test_no_time_at_all_is_an_error() -> None:
    with pytest.raises(PromiseError, match="more than nothing"):
        due_after(OFFICE, MONDAY, timedelta())


@pytest.mark.parametrize(
    "calendar",
    [
        {"hours": {}},
        {"hours": {"mon": []}},
        {"hours": {}, "date_hours": {"2026-11-20": [["09:00", "17:00"]]}},
        {"hours": {"mon": [["09:00", "17:00"]]}, "breaks": {"mon": [["00:00", "24:00"]]}},
        {"hours": {"mon": [["09:00", "17:00"]]}, "breaks": {"mon": [["08:00", "18:00"]]}},
        {
            "hours": {"mon": [["09:00", "17:00"]]},
            "holidays": [f"*-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 30)]
            + [f"*-{month:02}-{day}" for month in (1, 3, 5, 7, 8, 10, 12) for day in (30, 31)]
            + [f"*-{month:02}-30" for month in (4, 6, 9, 11)],
        },
    ],
    ids=["no days", "closed Mondays", "past dates", "all break", "wider break", "always holiday"],
)
@pytest.mark.parametrize("target", ["1 working minute", "1 working day", "87840 working hours"])
def test_a_calendar_with_no_hours_left_is_an_error_and_not_a_loop(calendar: dict[str, object], target: str) -> None:
    with pytest.raises(NoHoursLeft, match="Give it hours"):
        due_at(parse_target(target), MONDAY, calendar=parse_calendar({"time_zone": "UTC"} | calendar), time_zone="UTC")


def test_too_few_hours_are_an_error_too() -> None:
    three_hours = parse_calendar(CALENDARS["one day"])
    due_at(parse_target("3 working hours"), MONDAY, calendar=three_hours, time_zone="UTC")
    with pytest.raises(NoHoursLeft):
        due_at(parse_target("181 working minutes"), MONDAY, calendar=three_hours, time_zone="UTC")


def test_a_working_day_that_has_closed_before_receipt_is_not_waited_for() -> None:
    """Thursday's window is still open when that of a short Friday has closed, so a day later is Monday and not an hour
    ago."""
    hours = {"thu": [["20:00", "16:00"]], "mon": [["09:00", "17:00"]]}
    short_friday = {"2026-10-02": [["08:00", "14:45"]]}
    calendar = parse_calendar({"time_zone": "UTC", "hours": hours, "date_hours": short_friday})
    friday = datetime(2026, 10, 2, tzinfo=UTC)
    due = due_at(parse_target("1 working day"), friday + 15 * HOUR, calendar=calendar, time_zone="UTC")
    assert due == datetime(2026, 10, 5, 17, tzinfo=UTC)
    earlier = due_at(parse_target("1 working day"), friday + 14 * HOUR, calendar=calendar, time_zone="UTC")
    assert earlier == friday + timedelta(hours=14, minutes=45)


def test_counted_windows_leave_pauses_out() -> None:
    pauses = [(MONDAY + HOUR, MONDAY + 2 * HOUR)]
    assert counted_windows(OFFICE, MONDAY, MONDAY + 24 * HOUR, pauses) == [
        (MONDAY, MONDAY + HOUR),
        (MONDAY + 2 * HOUR, MONDAY + 7 * HOUR),
        (MONDAY + 23 * HOUR, MONDAY + 24 * HOUR),
    ]


def test_a_pause_is_as_long_as_its_own_kind_of_time() -> None:
    night = [(MONDAY + 6 * HOUR, MONDAY + 24 * HOUR)]
    assert paused(parse_target("1 hour"), OFFICE, night) == 18 * HOUR
    assert paused(parse_target("1 working hour"), OFFICE, night) == 2 * HOUR


def _fastest_s(ask: Callable[[Calendar], object], repeats: int = 7) -> float:
    """The shortest of several runs, each with a calendar that was never asked before."""
    best = float("inf")
    for number in range(repeats):
        fresh = parse_calendar(CALENDARS["england"] | {"holidays": [f"2019-03-{number + 1:02}"]})
        assert fresh.hash
        began = time.perf_counter()
        ask(fresh)
        best = min(best, time.perf_counter() - began)
    return best


def test_three_years_ahead_and_ten_years_back_are_not_gone_through_day_by_day() -> None:
    """Also for a calendar seen for the first time. Day by day, they would take 750 and 3,650 times as long."""
    day = _fastest_s(lambda calendar: due_after(calendar, MONDAY, 8 * HOUR))
    assert _fastest_s(lambda calendar: due_after(calendar, MONDAY, 6000 * HOUR)) < 100 * day
    assert _fastest_s(lambda calendar: elapsed_s(calendar, MONDAY.replace(year=2016), MONDAY)) < 100 * day
