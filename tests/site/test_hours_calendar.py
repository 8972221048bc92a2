"""The hours that readers put into their own calendar are those by which the promises count."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events

from portal.languages.speaking import speaking
from portal.library.published import Published
from portal.library.release import release_of
from portal.promises.open_time import open_time
from portal.promises.wall_clock import from_us
from portal.site.hours_calendar import hours_calendar
from portal.site.public_site import PublicSite, public_site
from tests.site.conftest import AT, library

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
OFFICE: dict[str, object] = {
    "hours": {day: [["08:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
    "holidays": ["*-12-25", "2026-01-01"],
    "date_hours": {"2026-12-24": [["08:00", "13:00"]]},
}
NIGHTS: dict[str, object] = {
    "hours": {day: [["22:00", "06:00"]] for day in ("fri", "sat", "sun")},
    "holidays": ["*-12-26"],
}
EVERY_HOUR: dict[str, object] = {
    "hours": {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
}


def site_with(calendar: dict[str, object], time_zone: str = "Europe/London", at: datetime = AT) -> PublicSite:
    changed = library(calendars={"office": calendar | {"time_zone": time_zone}})
    return public_site(release_of(changed, at), Published(), at).live()


@pytest.mark.parametrize("time_zone", ["Europe/London", "America/New_York", "UTC"])
@pytest.mark.parametrize("calendar", [OFFICE, NIGHTS, EVERY_HOUR], ids=["office", "nights", "every hour"])
def test_a_calendar_program_shows_the_very_hours_that_count(calendar: dict[str, object], time_zone: str) -> None:
    view = site_with(calendar, time_zone)
    read = icalendar.Calendar.from_ical(hours_calendar(view, "office"))
    found = sorted(
        (event.start.astimezone(UTC), event.end.astimezone(UTC))
        for event in recurring_ical_events.of(read).between(FIRST, LAST + timedelta(days=2))
    )
    days = open_time(view.calendars_by_name["office"]).days
    windows = (window for day in range(FIRST.toordinal(), LAST.toordinal() + 1) for window in days.windows_of(day))
    assert found == sorted((from_us(start), from_us(end)) for start, end in windows)


def test_a_week_is_one_event_with_its_exceptions_in_the_zone_that_the_file_explains() -> None:
    text = hours_calendar(site_with(OFFICE), "office").decode()
    assert text.count("BEGIN:VEVENT") == 2
    for line in (
        "TZID:Europe/London",
        "DTSTART;TZID=Europe/London:20260102T080000",
        "RRULE:FREQ=WEEKLY;UNTIL=20271231T235959Z;BYDAY=MO,TU,WE,TH,FR",
        "EXDATE;TZID=Europe/London:20261224T080000,20261225T080000",
        "DTSTART:20261224T080000Z",
        "TRANSP:TRANSPARENT",
    ):
        assert f"\r\n{line}" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_every_event_has_a_name_of_its_own_that_stays_from_year_to_year() -> None:
    this_year, next_year = (
        icalendar.Calendar.from_ical(hours_calendar(site_with(OFFICE, at=at), "office"))
        for at in (AT, AT.replace(year=2027))
    )
    names = [str(event["UID"]) for event in this_year.walk("VEVENT")]
    assert len(set(names)) == len(names)
    assert names[0] == "office-mo-tu-we-th-fr-0800-1800@www.fenland.example"
    assert names[0] in [str(event["UID"]) for event in next_year.walk("VEVENT")]


def test_the_bytes_are_those_of_the_calendar_and_the_year_alone() -> None:
    now = hours_calendar(site_with(OFFICE), "office")
    assert hours_calendar(site_with(OFFICE, at=AT + timedelta(days=30, hours=5)), "office") == now
    assert hours_calendar(site_with(OFFICE, at=AT + timedelta(days=60)), "office") != now


def test_the_names_are_one_line_of_text_whatever_stands_in_site_yml() -> None:
    """RFC 5545 §3.3.11."""
    view = site_with(OFFICE)
    view = replace(view, site=view.site.model_copy(update={"organisation": "Fen; Land,\nand\\Sons\n"}))
    lines = hours_calendar(view, "office").decode().split("\r\n")
    for name in ("NAME", "X-WR-CALNAME"):
        assert f"{name}:Fen\\; Land\\, and\\\\Sons: office" in lines
    assert "SUMMARY:Fen\\; Land\\, and\\\\Sons is open (office)" in lines


def test_it_speaks_the_language_of_the_moment() -> None:
    with speaking("ar"):
        text = hours_calendar(site_with(OFFICE), "office").decode().replace("\r\n ", "")
    assert "is open" not in text
    assert "SUMMARY:ساعات عمل Fenland" in text
