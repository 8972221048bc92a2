"""A swap is asked, accepted and seen by all.

- a colleague is asked by a notice, and accepts on the page
- everybody sees the change: on the page, in the calendars, and routing with the next report
- the shift brings its breaks
- what was agreed is undone until it begins, and everybody sees that too
"""

from datetime import UTC, datetime

from flask import Flask

from portal import paths
from portal.acts.compose import mail_for
from portal.acts.workplace import Workplace
from portal.reports.links import calendar_token
from tests.browsing import Visitor
from tests.signing_in import somebody
from tests.workplaces import SECRET, Clock, claimed, reported

TUESDAY_NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SHIFT = "2026-11-24T10:00:00+00:00"
SAID = "Tuesday 24 November, 10:00 to 18:00"


def calendar(app: Flask, person: str) -> str:
    return Visitor(app).get(paths.calendar(calendar_token(SECRET, "team", person, 1))).response.text


def test_a_swap_is_seen_by_all(app: Flask, service_workplace: Workplace, clock: Clock) -> None:
    # Bea would work on that Tuesday herself, had she not got it off.
    bea, tom, mira, ruth = (somebody(app, service_workplace, key) for key in ("bea", "tom", "mira", "ruth"))
    claimed(service_workplace)
    ruth.press(ruth.get(paths.DESK_TIME_OFF), "Enter it", person="bea", first_day="2026-11-24")
    tom.press(tom.get(paths.DESK_SWAP), "Ask them", shift=SHIFT, to="bea", note="The dentist, at last.")

    (asked,) = (notice for notice in claimed(service_workplace) if notice.message == "swap_asked")
    assert asked.recipient == "bea"
    body = mail_for(service_workplace, asked).get_body(("plain",))
    assert body is not None
    assert f"Tom asks whether you could take a shift: {SAID}." in " ".join(body.get_content().split())

    page = bea.get(paths.DESK_ROSTER)
    assert "Bea is not in the lines desk." in page.words
    bea.press(page, "Take this shift")
    assert {notice.recipient for notice in claimed(service_workplace)} == {"tom", "ruth"}

    for person in (bea, tom, mira, ruth):
        assert f"Bea works {SAID} instead of Tom." in person.get(paths.DESK_ROSTER).words
    assert "shift-bea-20261124T100000Z" in calendar(app, "bea")
    assert "shift-tom-20261124T100000Z" not in calendar(app, "tom")

    clock.now = TUESDAY_NOON.replace(hour=9)
    bea, tom, mira, ruth = (somebody(app, service_workplace, key) for key in ("bea", "tom", "mira", "ruth"))
    tom.press(tom.get(paths.DESK_ROSTER), "Undo it")
    for person in (bea, tom, mira, ruth):
        assert "instead of Tom" not in person.get(paths.DESK_ROSTER).words
    clock.now = TUESDAY_NOON.replace(hour=17)
    assert reported(service_workplace).owner == "tom"
