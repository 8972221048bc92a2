"""The roster in people's own calendars: out at secret addresses, and time off in, looked at before it counts."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask
from icalendar import Calendar

from portal import paths
from portal.acts.swap import accept_swap, ask_swap
from portal.acts.workplace import Workplace
from portal.reports.links import calendar_token
from tests.browsing import Visitor
from tests.signing_in import sign_in, somebody
from tests.workplaces import SECRET, Clock, filling, publish, rows, small_library, without_person

HOLIDAY = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
SUMMARY:To the sea with my mother
DTSTART;VALUE=DATE:20261207
DTEND;VALUE=DATE:20261212
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;TZID=Europe/London:20261215T090000
DTEND;TZID=Europe/London:20261215T113000
RRULE:FREQ=WEEKLY;COUNT=2
END:VEVENT
END:VCALENDAR
"""


def own(generation: int = 1, scope: str = "own", person: str = "mira") -> str:
    return paths.calendar(calendar_token(SECRET, scope, person, generation))


def events(visitor: Visitor, address: str) -> dict[str, tuple[datetime, datetime]]:
    """Start and end by UID."""
    response = visitor.get(address).response
    assert response.mimetype == "text/calendar"
    calendar = Calendar.from_ical(response.data)
    return {str(each["UID"]): (each.decoded("DTSTART"), each.decoded("DTEND")) for each in calendar.walk("VEVENT")}


def test_the_own_calendar_holds_my_shifts_with_a_uid_that_stays(visitor: Visitor, clock: Clock) -> None:
    first = events(visitor, own())
    uid = "shift-mira-20261126T080000Z@www.riverside.example"
    assert first[uid] == (datetime(2026, 11, 26, 8, tzinfo=UTC), datetime(2026, 11, 26, 16, tzinfo=UTC))
    clock.pass_by(days=1)
    assert events(visitor, own())[uid] == first[uid]
    assert not any("tom" in each for each in first)


def test_the_team_calendar_holds_everybody_of_my_teams(visitor: Visitor) -> None:
    people = {uid.split("-")[1] for uid in events(visitor, own(scope="team"))}
    assert people == {"mira", "tom"}


def test_shifts_keep_their_local_time_across_a_change_of_clocks(visitor: Visitor, clock: Clock) -> None:
    clock.now = datetime(2026, 3, 20, 12, tzinfo=UTC)
    starts = {start.date().isoformat(): start.hour for start, _ in events(visitor, own()).values()}
    assert (starts["2026-03-27"], starts["2026-03-30"]) == (8, 7)


def test_a_swap_shows_in_the_calendar_with_its_giver(visitor: Visitor, service_workplace: Workplace) -> None:
    ask_swap(service_workplace, "mira", filling(), start=datetime(2026, 11, 26, 8, tzinfo=UTC), to="bea")
    accept_swap(service_workplace, 1, "bea")
    assert "shift-mira-20261126T080000Z@www.riverside.example" not in events(visitor, own())
    text = visitor.get(own(person="bea")).response.text
    assert "Instead of Mira." in text


@pytest.mark.parametrize("address", ["/calendar/own.mira.aaaa.ics", "/calendar/x.ics", "/calendar/own.mira.ics"])
def test_an_address_that_was_never_given_opens_nothing(visitor: Visitor, address: str) -> None:
    visitor.get(address, 404)


def test_a_token_opens_only_its_own_person_and_scope(visitor: Visitor) -> None:
    mac = own().rsplit(".", 2)[1]
    for forged in (f"/calendar/own.tom.{mac}.ics", f"/calendar/team.mira.{mac}.ics"):
        visitor.get(forged, 404)


def test_renewing_closes_the_old_addresses(visitor: Visitor, service_workplace: Workplace) -> None:
    page = sign_in(visitor, service_workplace, "mira").get(paths.DESK_CALENDARS)
    before = [urlsplit(each.get_text()).path for each in page.soup.select("dd.link-shown")]
    assert before == [own(), own(scope="team")]
    renewed = visitor.press(page, "Make new addresses")
    after = [urlsplit(each.get_text()).path for each in renewed.soup.select("dd.link-shown")]
    for address in before:
        visitor.get(address, 404)
    for address in after:
        assert visitor.get(address).response.mimetype == "text/calendar"
    assert not set(before) & set(after)


def test_who_left_the_team_has_no_calendar(visitor: Visitor, service_workplace: Workplace) -> None:
    publish(service_workplace, without_person(small_library(), "mira"))
    visitor.get(own(), 404)


def test_who_guesses_addresses_is_stopped(limited: Visitor) -> None:
    for _ in range(60):
        limited.get(own(generation=7), 404)
    limited.get(own(generation=7), 429)


def test_a_file_is_looked_at_before_anything_counts(app: Flask, service_workplace: Workplace) -> None:
    mira = somebody(app, service_workplace, "mira")
    before = rows(service_workplace.store)
    page = mira.get(paths.DESK_CALENDARS)
    shown = mira.press(page, "Show what", files={"file-file": [("off.ics", HOLIDAY.encode())]})
    assert "Monday 7 December to Friday 11 December" in shown.words
    assert "Tuesday 15 December, 09:00 to 11:30" in shown.words
    assert "Tuesday 22 December, 09:00 to 11:30" in shown.words
    assert "mother" not in shown.html
    assert rows(service_workplace.store) == before
    done = mira.press(shown, "Ask for it")
    assert "Mira asks for time off: Monday 7 December to Friday 11 December." in done.words


def test_a_lead_enters_a_file_for_somebody(app: Flask, service_workplace: Workplace) -> None:
    ruth = somebody(app, service_workplace, "ruth")
    page = ruth.get(paths.DESK_CALENDARS)
    shown = ruth.press(page, "Show what", file__pasted=HOLIDAY, file__person="tom")
    done = ruth.press(shown, "Enter it")
    assert "Tom has time off: Monday 7 December to Friday 11 December." in done.words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "There is nothing to read."),
        ("Monday off, please", "not iCalendar"),
        (HOLIDAY.replace("FREQ=WEEKLY", "FREQ=SECONDLY"), "recurs within the day"),
        (HOLIDAY.replace("2026", "2025").replace(";COUNT=2", ";COUNT=1"), "Nothing in it lies ahead."),
        (HOLIDAY.replace("FREQ=WEEKLY;COUNT=2", "FREQ=DAILY;COUNT=300"), "at once. Shorten it."),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_changes_nothing(
    visitor: Visitor, service_workplace: Workplace, text: str, why: str
) -> None:
    sign_in(visitor, service_workplace, "mira")
    before = rows(service_workplace.store)
    page = visitor.press(visitor.get(paths.DESK_CALENDARS), "Show what", 422, file__pasted=text)
    assert why in page.summary[0]
    assert page.value("file-pasted") == text
    assert rows(service_workplace.store) == before


def test_what_was_changed_on_the_way_enters_nothing(visitor: Visitor, service_workplace: Workplace) -> None:
    sign_in(visitor, service_workplace, "mira")
    page = visitor.get(paths.DESK_CALENDARS)
    shown = visitor.press(page, "Show what", file__pasted=HOLIDAY)
    address, data, encoding = visitor.filled(shown, "Ask for it")
    before = rows(service_workplace.store)
    for spans in (
        "",
        "tomorrow",
        "2026-12-07/2026-12-08/2026-12-09",
        "2026-12-07T00:00:00+00:00/2026-12-01T00:00:00+00:00",
    ):
        data["confirm-spans"] = spans
        visitor.send(address, data, encoding)
    assert rows(service_workplace.store) == before
