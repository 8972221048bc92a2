"""A file of closures is found only inside content/, and hostile files end in a message and soon."""

import os
from datetime import date
from pathlib import Path

import pytest

from portal.errors import ClosuresError
from portal.library.closures_file import closed_time_in, source_of
from tests.library.closure_files import icalendar_of

NINE_TO_TEN = "DTSTART:20260105T090000Z\nDTEND:20260105T100000Z\n"
AT_MOST_S = 4.0
"""On the processor, so that a machine busy with other tests fails none: two seconds of work, and starting Python."""


def processor_s() -> float:
    """What this process and those it waited for have used."""
    return sum(os.times()[:4])


def refusal(content: Path, written: object) -> ClosuresError:
    with pytest.raises(ClosuresError) as raised:
        closed_time_in(content, written, "Europe/London")
    return raised.value


def test_a_file_becomes_closed_time(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "closures.ics").write_bytes(
        b"\xef\xbb\xbf" + icalendar_of(NINE_TO_TEN, "DTSTART;VALUE=DATE:20260605\n").replace("\n", "\r\n").encode()
    )
    closed = closed_time_in(tmp_path, " desk/closures.ics", "Europe/Paris")
    assert closed.dates == {date(2026, 6, 5)}
    assert closed.breaks == {date(2026, 1, 5): ((600, 660),)}


def test_recurring_events_are_resolved_over_the_years_of_public_holidays(tmp_path: Path) -> None:
    (tmp_path / "c.ics").write_text(icalendar_of("DTSTART;VALUE=DATE:20100105\nRRULE:FREQ=YEARLY\n"))
    dates = closed_time_in(tmp_path, "c.ics", "UTC").dates
    assert (min(dates), max(dates), len(dates)) == (date(2020, 1, 5), date(2050, 1, 5), 31)


@pytest.mark.parametrize(
    "written", ["../c.ics", "desk/../../c.ics", "/etc/hosts", "/c.ics", "out/c.ics", "out.ics", "a\0b.ics", "loop.ics"]
)
def test_nothing_outside_content_is_read(tmp_path: Path, written: str) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / "c.ics").write_text(icalendar_of(NINE_TO_TEN))
    (content / "out").symlink_to(tmp_path)
    (content / "out.ics").symlink_to(tmp_path / "c.ics")
    (content / "loop.ics").symlink_to(content / "loop.ics")
    assert "lies outside `content`" in refusal(content, written).what


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "names no file"),
        (["c.ics"], "names no file"),
        ({"file": "c.ics"}, "names no file"),
        ("public/c.ics", "where everything is published"),
        ("./public/c.ics", "where everything is published"),
        ("c.txt", "not named as an iCalendar file"),
        ("c.ics", "There is no file `c.ics`"),
        ("folder.ics", "There is no file"),
        ("n" * 5000 + ".ics", "There is no file"),
    ],
)
def test_what_names_no_file_is_told(tmp_path: Path, written: object, said: str) -> None:
    (tmp_path / "folder.ics").mkdir()
    assert said in refusal(tmp_path, written).what


HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "every second": (icalendar_of(NINE_TO_TEN + "RRULE:FREQ=SECONDLY\n"), "recurs within the day"),
    "a huge count": (icalendar_of(NINE_TO_TEN + "RRULE:FREQ=DAILY;COUNT=999999999\n"), "more than 2,000 closures"),
    "a count of 5,000 digits": (icalendar_of(NINE_TO_TEN + f"RRULE:FREQ=DAILY;COUNT={'9' * 5000}\n"), "cannot be read"),
    "no interval": (icalendar_of(NINE_TO_TEN + "RRULE:FREQ=DAILY;INTERVAL=0\n"), "at no interval"),
    "a day that never comes": (
        icalendar_of(*[NINE_TO_TEN + "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\n"] * 500),
        "take too long",
    ),
    "a thousand endless series": (
        icalendar_of(*[NINE_TO_TEN + "RRULE:FREQ=DAILY\n"] * 1000),
        "2,000 closures|too long",
    ),
    "deep nesting": ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 9000 + "END:VEVENT\n" * 5000, "more than 4 deep"),
    "one long line": (icalendar_of(NINE_TO_TEN + "SUMMARY" + ";" * 190_000 + ":x\n"), "cannot be read"),
    "5 MB": (icalendar_of(NINE_TO_TEN + "DESCRIPTION:" + "x" * 5_000_000 + "\n"), "larger than 200 kB"),
    "all of time": (icalendar_of("DTSTART:00010101T000000\nDTEND:99991231T235959\n"), "cannot be worked out"),
    "not text": (b"\xff\xfe\x00B", "not UTF-8"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_message_and_soon(tmp_path: Path, name: str) -> None:
    text, said = HOSTILE[name]
    (tmp_path / "c.ics").write_bytes(text.encode() if isinstance(text, str) else text)
    begun = processor_s()
    fault = refusal(tmp_path, "c.ics")
    assert processor_s() - begun < AT_MOST_S
    assert any(part in fault.what for part in said.split("|")), fault.what
    assert fault.what.startswith("`c.ics` cannot be used. ")
    assert len(str(fault)) < 300


def test_the_source_of_a_file_is_its_path_from_the_site_folder() -> None:
    assert source_of("closures.ics") == "content/closures.ics"
    assert source_of(" ./desk/closures.ics ") == "content/desk/closures.ics"
    assert [source_of(written) for written in ("", "../c.ics", "/c.ics", None, ["c.ics"])] == [None] * 5
