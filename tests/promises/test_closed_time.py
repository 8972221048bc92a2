"""Closures become whole dates and breaks by date, of the same instants, and never shorter than they were."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.errors import CalendarError
from portal.promises.calendar_fields import WEEKDAYS
from portal.promises.calendars import Calendar, calendar_faults, parse_calendar
from portal.promises.closed_time import Closure, closed_time
from portal.promises.due import elapsed

YEARS = range(2020, 2051)
LONDON = "Europe/London"
ALWAYS = parse_calendar({"time_zone": LONDON, "hours": {day: [["00:00", "24:00"]] for day in WEEKDAYS}})


def breaks_of(closure: Closure, time_zone: str = LONDON) -> dict[date, tuple[tuple[int, int], ...]]:
    return dict(closed_time([closure], time_zone, YEARS).breaks)


def closed_for(closure: tuple[datetime, datetime], calendar: Calendar = ALWAYS) -> timedelta:
    """How much less a calendar that is always open is open around the closure."""
    closed = calendar.closed_also(closed_time([closure], calendar.time_zone, YEARS))
    around = closure[0] - timedelta(days=3), closure[1] + timedelta(days=3)
    return elapsed(calendar, *around) - elapsed(closed, *around)


def test_an_event_of_whole_days_closes_each_of_them_and_not_its_end() -> None:
    closed = closed_time([(date(2026, 12, 28), date(2026, 12, 31))], LONDON, YEARS)
    assert closed.dates == {date(2026, 12, 28), date(2026, 12, 29), date(2026, 12, 30)}
    assert closed.breaks == {}


def test_a_day_that_ends_on_itself_is_closed() -> None:
    assert closed_time([(date(2026, 6, 5), date(2026, 6, 5))], LONDON, YEARS).dates == {date(2026, 6, 5)}


def test_a_time_without_offset_is_in_the_zone_of_the_calendar_and_one_with_it_is_converted() -> None:
    local = datetime(2026, 6, 5, 13), datetime(2026, 6, 5, 17, 30)  # noqa: DTZ001
    assert breaks_of(local) == {date(2026, 6, 5): ((780, 1050),)}
    universal = datetime(2026, 6, 5, 13, tzinfo=UTC), datetime(2026, 6, 5, 17, 30, tzinfo=UTC)
    assert breaks_of(universal) == {date(2026, 6, 5): ((840, 1110),)}
    assert breaks_of(universal, "Asia/Kolkata") == {date(2026, 6, 5): ((1110, 1380),)}


def test_a_night_and_several_days_are_split_at_midnight() -> None:
    night = datetime(2026, 6, 4, 22), datetime(2026, 6, 5, 6)  # noqa: DTZ001
    assert breaks_of(night) == {date(2026, 6, 4): ((1320, 1440),), date(2026, 6, 5): ((0, 360),)}
    works = datetime(2027, 2, 17, 12), datetime(2027, 2, 19)  # noqa: DTZ001
    assert breaks_of(works) == {date(2027, 2, 17): ((720, 1440),), date(2027, 2, 18): ((0, 1440),)}


def test_seconds_are_rounded_outwards() -> None:
    assert breaks_of((datetime(2026, 6, 5, 9, 0, 59), datetime(2026, 6, 5, 9, 30, 1))) == {  # noqa: DTZ001
        date(2026, 6, 5): ((540, 571),)
    }


def test_closures_that_overlap_or_touch_count_once() -> None:
    at = [datetime(2026, 6, 5, hour) for hour in (9, 11, 12, 13)]  # noqa: DTZ001
    closed = closed_time([(at[0], at[2]), (at[1], at[2]), (at[2], at[3])], LONDON, YEARS)
    assert closed.breaks == {date(2026, 6, 5): ((540, 780),)}


@pytest.mark.parametrize(
    ("closure", "shortened_by"),
    [
        ((datetime(2026, 3, 29, 0, tzinfo=UTC), datetime(2026, 3, 30, tzinfo=UTC)), timedelta(hours=24)),
        ((datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)), timedelta(hours=1)),
        ((datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)), timedelta(hours=25)),
        ((datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)), timedelta(hours=2.5)),
        ((datetime(2026, 10, 25, 0, 15, tzinfo=UTC), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)), timedelta(hours=1.75)),
    ],
)
def test_real_time_is_taken_out_where_the_clocks_change(
    closure: tuple[datetime, datetime], shortened_by: timedelta
) -> None:
    """London: 01:00 to 02:00 does not exist on 29 March 2026, and comes twice on 25 October (00:00Z to 02:00Z)."""
    assert closed_for(closure) == shortened_by


def test_an_end_in_the_second_pass_of_an_hour_reaches_to_the_end_of_that_pass() -> None:
    """A break of a calendar cannot name the second pass: 01:30 to 01:30 is closed until 02:00, when it is over."""
    closure = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert breaks_of(closure) == {date(2026, 10, 25): ((90, 120),)}
    assert closed_for(closure) == timedelta(hours=1.5)


def test_only_what_falls_into_the_years_is_closed() -> None:
    ages = datetime(1, 1, 1), datetime(9999, 12, 31)  # noqa: DTZ001
    closed = closed_time([ages, (date(1, 1, 1), date(9999, 12, 31))], "Asia/Tokyo", range(2026, 2028))
    assert (min(closed.dates), max(closed.dates)) == (date(2026, 1, 1), date(2027, 12, 31))
    assert (min(closed.breaks), max(closed.breaks)) == (date(2026, 1, 1), date(2027, 12, 31))
    assert set(closed.breaks.values()) == {((0, 1440),)}
    past = datetime(2019, 12, 31, 9), datetime(2019, 12, 31, 10)  # noqa: DTZ001
    assert breaks_of(past) == {}


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(CalendarError):
        closed_time([], "Elm/Row", YEARS)


def test_a_calendar_with_closures_is_another_version_and_reads_back_as_itself() -> None:
    office = parse_calendar(
        {
            "time_zone": LONDON,
            "hours": {"fri": [["09:00", "17:00"]]},
            "breaks": {"2026-06-05": [["12:00", "12:30"]]},
            "holidays": ["2026-12-25"],
        }
    )
    afternoon = datetime(2026, 6, 5, 12, 15), datetime(2026, 6, 6)  # noqa: DTZ001
    closed = office.closed_also(closed_time([(date(2026, 6, 12), date(2026, 6, 13)), afternoon], LONDON, YEARS))
    assert closed.holidays == {date(2026, 6, 12), date(2026, 12, 25)}
    assert closed.breaks_on(date(2026, 6, 5)) == ((720, 1440),)
    assert closed.hash != office.hash
    assert calendar_faults(closed.to_data()) == []
    assert Calendar.from_data(closed.to_data()) == closed
    assert office.closed_also(closed_time([], LONDON, YEARS)) == office


def test_a_calendar_that_is_no_part_of_a_site_cannot_name_a_file() -> None:
    faults = calendar_faults({"time_zone": "UTC", "hours": {}, "closures": "closures.ics"})
    assert [fault.where for fault in faults] == [("closures",)]
    assert "Write `holidays` and `breaks` here." in str(faults[0])
