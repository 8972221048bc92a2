"""A calendar is read as DESIGN §9 writes it, and every fault in it is told with its place and a remedy."""

from datetime import date
from typing import Any

import pytest

from portal.errors import CalendarError
from portal.promises.calendars import Calendar, calendar_faults, parse_calendar

GOOD: dict[str, Any] = {
    "time_zone": "Europe/London",
    "hours": {"mon": [["09:00", "12:00"], ["13:00", "17:00"]], "fri": [["22:00", "06:00"]], "sat": []},
    "date_hours": {"2026-12-24": [["09:00", "24:00"]], "2026-12-31": []},
    "breaks": {"2026-12-24": [["12:00", "13:00"]], "mon": [["10:00", "10:15"]]},
    "holidays": ["*-12-25", "2026-12-28"],
    "holidays_of": {"country": "GB", "subdivision": "SCT"},
}

FAULTS: list[tuple[dict[str, Any], tuple[str | int, ...], str]] = [
    ({"time_zone": "Europe/Londn"}, ("time_zone",), "Did you mean `Europe/London`?"),
    ({"time_zone": "europe/london"}, ("time_zone",), "Did you mean `Europe/London`?"),
    ({"time_zone": "../etc/passwd"}, ("time_zone",), "is not a time zone"),
    ({"time_zone": "localtime"}, ("time_zone",), "is not a time zone"),
    ({"time_zone": "right/UTC"}, ("time_zone",), "is not a time zone"),
    ({"time_zone": "Europe"}, ("time_zone",), "is not a time zone"),
    ({"time_zone": ""}, ("time_zone",), "names no time zone"),
    ({"time_zone": ["UTC"]}, ("time_zone",), "is not a time zone"),
    ({"hours": "always"}, ("hours",), "Write a key and a value"),
    ({"hours": {"monday": []}}, ("hours", "monday"), "Did you mean `mon`?"),
    ({"hours": {"mon": "09:00-17:00"}}, ("hours", "mon"), 'Write [["09:00", "17:00"]]'),
    ({"hours": {"mon": ""}}, ("hours", "mon"), "or [] for none"),
    ({"hours": {"mon": ["09:00", "17:00"]}}, ("hours", "mon"), 'Write [["09:00", "17:00"]].'),
    ({"hours": {"mon": [["09:00"]]}}, ("hours", "mon", 0), "Write [open, close]"),
    ({"hours": {"mon": [["09:00", "25:00"]]}}, ("hours", "mon", 0, 1), "`25:00` is not a time of day"),
    ({"hours": {"mon": [["09:60", "17:00"]]}}, ("hours", "mon", 0, 0), "`09:60` is not a time of day"),
    ({"hours": {"mon": [["09:00", "24:01"]]}}, ("hours", "mon", 0, 1), "`24:01` is not a time of day"),
    ({"hours": {"mon": [[9, "17:00"]]}}, ("hours", "mon", 0, 0), "`9` is not a time of day"),
    ({"hours": {"mon": [["24:00", "02:00"]]}}, ("hours", "mon", 0, 0), "on the day after"),
    ({"hours": {"mon": [["09:00", "13:00"], ["12:00", "17:00"]]}}, ("hours", "mon", 1), "overlap"),
    ({"hours": {"mon": [["12:00", "17:00"], ["09:00", "13:00"]]}}, ("hours", "mon", 0), "overlap"),
    ({"hours": {"mon": [["09:00", "17:00"], ["09:00", "17:00"]]}}, ("hours", "mon", 1), "overlap"),
    ({"hours": {"mon": [["22:00", "06:00"]], "tue": [["05:00", "09:00"]]}}, ("hours", "tue", 0), "that of mon"),
    ({"hours": {"sun": [["22:00", "06:00"]], "mon": [["05:00", "09:00"]]}}, ("hours", "mon", 0), "that of sun"),
    ({"date_hours": {"2026-13-01": []}}, ("date_hours", "2026-13-01"), "not a day of any calendar"),
    ({"date_hours": {"2026-02-29": []}}, ("date_hours", "2026-02-29"), "not a day of any calendar"),
    ({"date_hours": {"24 December": []}}, ("date_hours", "24 December"), "Write year-month-day"),
    ({"date_hours": {"2026-12-24": [["09:00", "26:00"]]}}, ("date_hours", "2026-12-24", 0, 1), "is not a time of day"),
    (
        {"date_hours": {"2026-12-24": [["09:00", "12:00"], ["11:00", "13:00"]]}},
        ("date_hours", "2026-12-24", 1),
        "overlap",
    ),
    ({"breaks": {"lunch": []}}, ("breaks", "lunch"), "is not a date"),
    ({"breaks": {"mon": [["12:00", "12:00"]]}}, ("breaks", "mon", 0), "ends as it begins"),
    ({"breaks": {"mon": [["12:00"]]}}, ("breaks", "mon", 0), "is not a break"),
    ({"holidays": "2026-12-25"}, ("holidays",), "is not a list of dates"),
    ({"holidays": ["Christmas"]}, ("holidays", 0), "is not a date"),
    ({"holidays": ["*-12-25", "*-02-30"]}, ("holidays", 1), "not a day of any year"),
    ({"holidays_of": "GB"}, ("holidays_of",), "Write {country: GB, subdivision: ENG}"),
    ({"holidays_of": {"country": "XX"}}, ("holidays_of", "country"), "is not a country"),
    ({"holidays_of": {"country": "gb"}}, ("holidays_of", "country"), "Did you mean `GB`?"),
    ({"holidays_of": {"subdivision": "ENG"}}, ("holidays_of", "country"), "is missing"),
    ({"holidays_of": {"country": "GB", "subdivision": "EGN"}}, ("holidays_of", "subdivision"), "Did you mean `ENG`?"),
    ({"holidays_of": {"country": "GB", "region": "ENG"}}, ("holidays_of", "region"), "is not known here"),
    ({"holiday": []}, ("holiday",), "Did you mean `holidays`?"),
]


@pytest.mark.parametrize(("change", "where", "said"), FAULTS, ids=lambda value: str(value)[:60])
def test_a_fault_is_told_with_its_place_and_a_remedy(
    change: dict[str, Any], where: tuple[str | int, ...], said: str
) -> None:
    faults = calendar_faults(GOOD | change)
    assert [fault.where for fault in faults] == [where]
    assert said in str(faults[0])
    assert str(faults[0]).endswith((".", "?"))
    with pytest.raises(CalendarError) as raised:
        parse_calendar(GOOD | change)
    assert raised.value.where == where


def test_every_fault_of_a_calendar_is_told_not_only_the_first() -> None:
    broken = GOOD | {"time_zone": "Mars/Olympus", "hours": {"mon": [["09:00", "25:00"], ["x", "y"]]}, "colour": "red"}
    assert [fault.where for fault in calendar_faults(broken)] == [
        ("colour",),
        ("time_zone",),
        ("hours", "mon", 0, 1),
        ("hours", "mon", 1, 0),
        ("hours", "mon", 1, 1),
    ]


@pytest.mark.parametrize("data", [None, [], "office", 5])
def test_what_is_no_mapping_is_no_calendar(data: Any) -> None:
    with pytest.raises(CalendarError):
        parse_calendar(data, time_zone="UTC")


def test_a_calendar_without_any_hours_is_a_fault() -> None:
    assert [fault.where for fault in calendar_faults({"time_zone": "UTC"})] == [("hours",)]


def test_the_good_calendar_has_no_faults_and_its_parts_are_read() -> None:
    assert calendar_faults(GOOD) == []
    calendar = parse_calendar(GOOD)
    assert calendar.hours_on(date(2026, 11, 23)) == ((540, 720), (780, 1020))
    assert calendar.hours_on(date(2026, 11, 27)) == ((1320, 1800),)
    assert calendar.hours_on(date(2026, 12, 24)) == ((540, 1440),)
    assert calendar.hours_on(date(2026, 12, 31)) == ()
    assert calendar.breaks_on(date(2026, 12, 24)) == ((720, 780),)
    assert calendar.is_holiday(date(2031, 12, 25))
    assert calendar.is_holiday(date(2026, 12, 28))


def test_windows_that_touch_do_not_overlap() -> None:
    hours = {"mon": [["00:00", "24:00"]], "tue": [["00:00", "06:00"], ["06:00", "09:00"]], "sun": [["22:00", "24:00"]]}
    assert calendar_faults({"time_zone": "UTC", "hours": hours}) == []


def test_the_zone_of_the_site_stands_in_for_a_missing_one() -> None:
    assert parse_calendar({"hours": {}}, time_zone="Europe/Paris").time_zone == "Europe/Paris"


def test_a_version_holds_resolved_dates() -> None:
    """St Andrew's Day is a holiday in Scotland only; the version knows the date and nothing of Scotland."""
    calendar = parse_calendar(GOOD)
    assert date(2026, 11, 30) in calendar.holidays
    assert "holidays_of" not in calendar.to_data()
    assert "2026-11-30" in calendar.to_data()["holidays"]
    england = parse_calendar(GOOD | {"holidays_of": {"country": "GB", "subdivision": "ENG"}})
    assert date(2026, 11, 30) not in england.holidays


def test_holidays_are_resolved_over_the_years_asked_for() -> None:
    calendar = parse_calendar(GOOD | {"holidays": []}, holiday_years=range(2026, 2028))
    assert {day.year for day in calendar.holidays} == {2026, 2027}


def test_calendars_are_equal_by_content_and_their_hash_tells_them_apart() -> None:
    again = Calendar.from_data(parse_calendar(GOOD).to_data())
    assert again == parse_calendar(GOOD)
    assert len({again, parse_calendar(GOOD)}) == 1
    other = parse_calendar(GOOD | {"holidays": ["*-12-26"]})
    assert other != again
    assert other.hash != again.hash
