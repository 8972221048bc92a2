"""Events of an iCalendar file are read as calendar programs write them; what is wrong with one is told in words."""

from datetime import UTC, date, datetime

import pytest

from portal.errors import ClosuresError
from portal.library.closure_events import MAX_OCCURRENCES, closures_in
from portal.promises.closed_time import closed_time
from tests.library.closure_files import icalendar_of

YEARS = range(2025, 2031)
NINE_TO_TEN = "DTSTART:20260105T090000Z\nDTEND:20260105T100000Z\n"
STAFF_DAY = "DTSTART;VALUE=DATE:20260605\nDTEND;VALUE=DATE:20260606\nRRULE:FREQ=YEARLY;BYMONTH=6;BYDAY=1FR\n"


def closed_dates(*events: str) -> list[str]:
    closed = closed_time(closures_in(icalendar_of(*events), YEARS), "Europe/London", YEARS)
    return [day.isoformat() for day in sorted(closed.dates)]


def starts(*events: str, head: str = "") -> list[str]:
    found = [start for start, _ in closures_in(icalendar_of(*events, head=head), YEARS)]
    return sorted(start.astimezone(UTC).isoformat() for start in found if isinstance(start, datetime))


def test_a_staff_day_comes_every_year_but_for_its_exceptions() -> None:
    event = STAFF_DAY + "EXDATE;VALUE=DATE:20280602\n"
    assert closed_dates(event) == ["2026-06-05", "2027-06-04", "2029-06-01", "2030-06-07"]


def test_dates_are_added_by_name() -> None:
    event = "DTSTART;VALUE=DATE:20260605\nRDATE;VALUE=DATE:20260911,20261204\n"
    assert closed_dates(event) == ["2026-06-05", "2026-09-11", "2026-12-04"]


def test_one_time_of_a_series_can_be_moved() -> None:
    series = "UID:a\n" + STAFF_DAY
    moved = "UID:a\nRECURRENCE-ID;VALUE=DATE:20270604\nDTSTART;VALUE=DATE:20270611\nDTEND;VALUE=DATE:20270612\n"
    assert closed_dates(series, moved)[:3] == ["2026-06-05", "2027-06-11", "2028-06-02"]


def test_cancelled_events_and_cancelled_times_of_a_series_close_nothing() -> None:
    cancelled = "UID:a\nRECURRENCE-ID;VALUE=DATE:20270604\nDTSTART;VALUE=DATE:20270604\nSTATUS:CANCELLED\n"
    alone = "DTSTART;VALUE=DATE:20260105\nSTATUS:cancelled\n"
    assert closed_dates("UID:a\n" + STAFF_DAY, cancelled, alone)[:2] == ["2026-06-05", "2028-06-02"]


def test_an_event_that_leaves_the_time_free_closes_all_the_same() -> None:
    assert closed_dates("DTSTART;VALUE=DATE:20260105\nTRANSP:TRANSPARENT\n") == ["2026-01-05"]


def test_universal_local_and_floating_times_are_kept_apart() -> None:
    found = closures_in(
        icalendar_of(
            "DTSTART:20260605T090000Z\nDURATION:PT1H\n",
            "DTSTART;TZID=Europe/Paris:20260605T120000\nDTEND;TZID=Europe/Paris:20260605T130000\n",
            "DTSTART;TZID=W. Europe Standard Time:20260605T140000\nDURATION:PT1H\n",
            "DTSTART:20260605T160000\nDTEND:20260605T170000\n",
        ),
        YEARS,
    )
    closed = closed_time(found, "Europe/London", YEARS)
    assert closed.breaks == {date(2026, 6, 5): ((600, 720), (780, 840), (960, 1020))}


def test_a_weekly_time_keeps_its_hour_by_the_wall_when_the_clocks_change() -> None:
    event = "DTSTART;TZID=Europe/London:20260323T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\n"
    assert starts(event) == ["2026-03-23T09:00:00+00:00", "2026-03-30T08:00:00+00:00"]


def test_a_rule_that_ends_on_a_date_includes_that_date() -> None:
    event = "DTSTART;TZID=Europe/London:20260701T230000\nDURATION:PT30M\nRRULE:FREQ=DAILY;UNTIL=20260702\n"
    assert starts(event) == ["2026-07-01T22:00:00+00:00", "2026-07-02T22:00:00+00:00"]


def test_what_began_before_the_years_and_reaches_into_them_is_found() -> None:
    assert closed_dates("DTSTART;VALUE=DATE:20241230\nDTEND;VALUE=DATE:20250103\n") == ["2025-01-01", "2025-01-02"]


def test_alarms_tasks_and_definitions_of_zones_are_passed_over() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Europe/London\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0900\n"
        "TZOFFSETTO:+0900\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VTODO\nUID:t\nEND:VTODO\n"
    )
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM\n"
    event = "DTSTART;TZID=Europe/London:20260605T120000\nDURATION:PT1H\n" + alarm
    assert starts(event, head=zone) == ["2026-06-05T11:00:00+00:00"]


def test_long_lines_are_unfolded() -> None:
    assert closed_dates("DTSTART;VALUE=DA\n TE:20260\n\t105\nSUMMARY:Closed\n") == ["2026-01-05"]


def test_a_calendar_without_events_closes_nothing() -> None:
    assert closures_in(icalendar_of(), YEARS) == set()


def test_as_many_closures_as_are_allowed_are_taken_and_one_more_is_not() -> None:
    event = "DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=DAILY;COUNT={}\n"
    years = range(2025, 2040)
    assert len(closures_in(icalendar_of(event.format(MAX_OCCURRENCES)), years)) == MAX_OCCURRENCES
    with pytest.raises(ClosuresError, match="more than 2,000 closures from 2025 to 2039"):
        closures_in(icalendar_of(event.format(MAX_OCCURRENCES + 1)), years)


FAULTS = [
    ("SUMMARY:Fair\nDTEND:20260105T100000Z", "The event `Fair` has no start."),
    ("DTEND:20260105T100000Z", "Event number 1 has no start."),
    ("DTSTART:20260105T100000Z\nDTEND:20260105T090000Z", "ends before it begins"),
    ("DTSTART:20260105T100000Z\nDURATION:-PT1H", "ends before it begins"),
    ("DTSTART:20260105T100000Z\nDTEND:20260105T100000Z", "ends as it begins"),
    ("DTSTART:20260105T100000Z", "ends as it begins"),
    ("DTSTART;VALUE=DATE:20260105\nDTEND:20260105T100000Z", "different forms"),
    ("DTSTART:20260105T100000\nDTEND:20260105T110000Z", "different forms"),
    ("DTSTART;VALUE=DATE:20260105\nDURATION:PT8H", "different forms"),
    ("DTSTART:20260105T100000Z\nDTSTART:20260106T100000Z", "has `DTSTART` twice"),
    (NINE_TO_TEN + "RRULE:FREQ=YEARLY\nRRULE:FREQ=DAILY", "has `RRULE` twice"),
    (NINE_TO_TEN + "RRULE:FREQ=FORTNIGHTLY", "cannot be read (RRULE"),
    ("DTSTART:5 January\nDTEND:6 January", "cannot be read (DTSTART"),
    (NINE_TO_TEN + "RRULE:FREQ=HOURLY", "recurs within the day"),
    (NINE_TO_TEN + "RRULE:FREQ=MINUTELY;COUNT=2", "recurs within the day"),
    (NINE_TO_TEN + "RRULE:freq=secondly", "recurs within the day"),
    (NINE_TO_TEN + "RRULE:FREQ=DAILY;BYHOUR=9,10,11", "recurs within the day"),
    (NINE_TO_TEN + "STATUS:CANCELLED\nRRULE:FREQ=SECONDLY", "recurs within the day"),
    (NINE_TO_TEN + "RRULE:FREQ=DAILY;INTERVAL=0", "recurs at no interval"),
    (NINE_TO_TEN + "RRULE:FREQ=YEARLY\nEXRULE:FREQ=YEARLY", "has an `EXRULE`"),
    ("DTSTART;TZID=Mars:20260105T090000\nDURATION:PT1H", "is in `Mars`, which is not a known time zone"),
    (NINE_TO_TEN + "RRULE:FREQ=YEARLY\nEXDATE;TZID=Mars:20270105T090000", "is in `Mars`"),
]


@pytest.mark.parametrize(("event", "said"), FAULTS, ids=lambda text: text.splitlines()[-1])
def test_what_is_wrong_with_an_event_is_told(event: str, said: str) -> None:
    with pytest.raises(ClosuresError) as refusal:
        closures_in(icalendar_of(event), YEARS)
    assert said in refusal.value.what
    assert refusal.value.what.endswith(".")
    assert refusal.value.remedy.endswith(".")


def test_a_text_of_one_line_is_never_taken_for_a_file_to_open() -> None:
    with pytest.raises(ClosuresError, match="not iCalendar"):
        closures_in(__file__, YEARS)
