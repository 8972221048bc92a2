"""What is said of a calendar, week by week and day by day, is exactly when working time passes."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.promises.calendars import Calendar, parse_calendar
from portal.promises.open_time import open_time
from portal.promises.opening_hours import OpeningHours, opening_hours
from portal.promises.wall_clock import to_us

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
WEEKDAYS = {day: [["08:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
CALENDARS: dict[str, dict[str, object]] = {
    "an office": {"hours": WEEKDAYS},
    "two windows and a break": {
        "hours": {"mon": [["08:00", "12:00"], ["13:00", "17:00"]], "sat": [["09:00", "13:00"]]},
        "breaks": {"mon": [["10:00", "10:15"]], "2026-03-02": [["15:00", "16:00"]]},
    },
    "holidays, some of every year": {"hours": WEEKDAYS, "holidays": ["*-12-25", "2026-01-01", "2026-04-03"]},
    "public holidays and hours of single days": {
        "hours": WEEKDAYS,
        "holidays_of": {"country": "GB", "subdivision": "ENG"},
        "date_hours": {"2026-12-24": [["08:00", "13:00"]], "2026-12-25": [["10:00", "12:00"]], "2026-05-02": []},
    },
    "nights": {"hours": {day: [["22:00", "06:00"]] for day in ("fri", "sat", "sun")}, "holidays": ["2026-06-07"]},
    "every hour": {"hours": {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}},
    "in the hour that is missing": {"hours": {"sun": [["02:00", "04:00"]]}},
    "in the hour that comes twice": {"hours": {"sun": [["01:00", "02:30"]]}},
    "single days alone": {"hours": {}, "date_hours": {"2026-08-01": [["10:00", "16:00"]]}},
}
ZONES = ("Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")


def spoken_us(hours: OpeningHours, time_zone: str) -> list[tuple[int, int]]:
    """The windows as a reader of iCalendar works them out: each by the wall clock, as long as its pattern says."""
    zone = ZoneInfo(time_zone)
    windows = [(to_us(window.start), to_us(window.end)) for window in hours.single]
    for each in hours.each_week:
        start, end = each.hours
        day = each.first
        while day <= hours.last:
            if day.weekday() in each.weekdays and day not in each.but_not_on:
                opens = to_us(datetime.combine(day, time(start // 60, start % 60), zone))
                windows.append((opens, opens + (end - start) * 60_000_000))
            day += timedelta(days=1)
    return sorted(windows)


def open_us(calendar: Calendar) -> list[tuple[int, int]]:
    days = open_time(calendar).days
    dates = range(FIRST.toordinal(), LAST.toordinal() + 1)
    return sorted(window for day in dates for window in days.windows_of(day))


@pytest.mark.parametrize("time_zone", ZONES)
@pytest.mark.parametrize("kind", CALENDARS)
def test_pattern_and_single_days_together_are_the_calendars_own_windows(kind: str, time_zone: str) -> None:
    calendar = parse_calendar(CALENDARS[kind] | {"time_zone": time_zone})
    hours = opening_hours(calendar, FIRST, LAST)
    assert spoken_us(hours, time_zone) == open_us(calendar)


def test_a_plain_week_is_one_pattern_and_nothing_else() -> None:
    hours = opening_hours(parse_calendar(CALENDARS["an office"], time_zone="Europe/London"), FIRST, LAST)
    assert [(each.weekdays, each.hours, each.first, each.but_not_on) for each in hours.each_week] == [
        ((0, 1, 2, 3, 4), (480, 1080), date(2026, 1, 1), ())
    ]
    assert hours.single == ()
    assert hours.closed_on == ()


def test_a_holiday_is_left_out_of_the_pattern_and_named_as_closed() -> None:
    kind = CALENDARS["holidays, some of every year"]
    hours = opening_hours(parse_calendar(kind, time_zone="Europe/London"), FIRST, LAST)
    assert hours.each_week[0].first == date(2026, 1, 2)
    assert hours.each_week[0].but_not_on == (date(2026, 4, 3), date(2026, 12, 25))
    assert date(2026, 1, 1) in hours.closed_on


def test_a_day_with_hours_of_its_own_is_a_single_day() -> None:
    kind = CALENDARS["public holidays and hours of single days"]
    hours = opening_hours(parse_calendar(kind, time_zone="Europe/London"), FIRST, LAST)
    assert [(window.day, f"{window.start:%H:%M}", f"{window.end:%H:%M}") for window in hours.single] == [
        (date(2026, 12, 24), "08:00", "13:00"),
        (date(2026, 12, 25), "10:00", "12:00"),
    ]
