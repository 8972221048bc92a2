"""Calendars of site.yml are resolved with the closures that they name, for a release and for `portal due` alike."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portal.errors import CalendarError, ClosuresError
from portal.library.front_matter import yaml_document
from portal.library.loader import Loaded
from portal.library.release import release_of
from portal.library.site_calendars import read_site_calendar, read_site_calendars, site_calendar_faults
from portal.promises.calendars import Calendar
from tests.library.broken_sites import BASE
from tests.library.closure_files import icalendar_of

HOURS = {"mon": [["09:00", "17:00"]]}
TEAM_DAY = "DTSTART;VALUE=DATE:20260105\n"
SITE = (BASE / "content" / "site.yml").read_text("utf-8")
NAMED = SITE.replace("  office:\n", "  office:\n    closures: closures.ics\n")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "closures.ics").write_text(icalendar_of(TEAM_DAY, "DTSTART:20260112T120000\nDURATION:PT1H\n"))
    return tmp_path


def test_closures_become_holidays_and_breaks_of_the_version(content: Path) -> None:
    calendar = read_site_calendar({"hours": HOURS, "closures": "closures.ics"}, "Asia/Tokyo", content)
    assert calendar.holidays == {date(2026, 1, 5)}
    assert calendar.breaks_by_date == {date(2026, 1, 12): ((720, 780),)}
    assert "closures" not in calendar.to_data()


def test_a_calendar_of_another_zone_reads_floating_times_in_its_own(content: Path) -> None:
    (content / "closures.ics").write_text(icalendar_of("DTSTART:20260112T120000Z\nDURATION:PT1H\n"))
    written = {"hours": HOURS, "time_zone": "Asia/Kolkata", "closures": "closures.ics"}
    assert read_site_calendar(written, "UTC", content).breaks_by_date == {date(2026, 1, 12): ((1050, 1110),)}


def test_faults_of_the_fields_and_of_the_file_are_told_together(content: Path) -> None:
    written = {"hours": {"mon": [["09:00", "25:00"]]}, "time_zone": "Mars", "closures": "other.ics"}
    faults = site_calendar_faults(written, "UTC", content)
    assert [fault.where for fault in faults] == [("time_zone",), ("hours", "mon", 0, 1), ("closures",)]
    assert isinstance(faults[2], ClosuresError)
    with pytest.raises(CalendarError, match="Mars"):
        read_site_calendar(written, "UTC", content)


def test_an_empty_name_of_a_file_is_a_fault(content: Path) -> None:
    empty: tuple[object, ...] = ("", None, [])
    for nothing in empty:
        faults = site_calendar_faults({"hours": HOURS, "closures": nothing}, "UTC", content)
        assert [fault.where for fault in faults] == [("closures",)]


def test_two_calendars_may_name_one_file(content: Path) -> None:
    more = NAMED.replace(
        "severities:", '  yard:\n    hours:\n      mon: [["07:00", "12:00"]]\n    closures: closures.ics\nseverities:'
    )
    document, _ = yaml_document(more, "content/site.yml")
    calendars = read_site_calendars(document, content)
    assert calendars.problems == ()
    assert [calendar.holidays for calendar in calendars.resolved.values()] == [{date(2026, 1, 5)}] * 2
    assert calendars.sources == {"content/closures.ics"}


def test_a_release_holds_the_dates_so_that_the_file_changes_it(load: Callable[..., Loaded]) -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    loaded = load({"content/site.yml": NAMED, "content/closures.ics": icalendar_of(TEAM_DAY)})
    assert loaded.problems == ()
    assert loaded.library is not None
    assert "content/closures.ics" not in {asset.source for asset in loaded.library.assets.values()}
    calendar = Calendar.from_data(loaded.library.calendars["office"])
    assert calendar.holidays == {date(2026, 1, 5)}
    assert '"2026-01-05"' in release_of(loaded.library, at).to_json()
