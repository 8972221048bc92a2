"""A break is taken during load.

- who is on their break gets no report while a colleague is there, however much the colleague has
- when everybody has as much as they can do well, the customer is told so before they send, and the promise stands
- the lead hears of it, once
- the break is on record as taken
- who is back gets reports again
"""

from datetime import timedelta

from flask import Flask

from portal.acts.look_ahead import look_ahead
from portal.acts.workplace import Workplace
from portal.intake.check_words import check_words
from portal.library.library import Library
from portal.store import rest
from portal.team.resting import was_taken
from tests.signing_in import somebody
from tests.workplaces import Clock, clocks_on, now_of, publish, reported, small_library, told


def with_breaks() -> Library:
    """Mira rests from 12:30 to 13:00; she and Tom do well by two reports each."""
    library = small_library()
    people = dict(library.desk.team.responders)
    for key in ("mira", "tom"):
        shift = people[key].shifts[0].model_copy(update={"breaks": (("12:30", "13:00"),) if key == "mira" else ()})
        people[key] = people[key].model_copy(update={"shifts": (shift,), "capacity": 2})
    team = library.desk.team.model_copy(update={"responders": people})
    return library.model_copy(update={"desk": library.desk.model_copy(update={"team": team})})


def test_a_break_is_taken_during_load(app: Flask, service_workplace: Workplace, clock: Clock) -> None:
    publish(service_workplace, with_breaks())
    mira = somebody(app, service_workplace, "mira")
    began = clock.pass_by(minutes=35)
    page = mira.press(mira.get("/desk/roster"), "I am on my break")
    assert "You are on your break until 13:05." in page.words
    told(service_workplace)

    reports = [reported(service_workplace, severity="annoying") for _ in range(3)]
    assert [now_of(service_workplace, each).owner for each in reports] == ["tom"] * 3
    assert [recipient for message, recipient in told(service_workplace) if message == "team_full"] == ["ruth"]

    ahead = look_ahead(service_workplace, "no-water", "annoying", "Dry.")
    words = check_words(ahead, service_workplace.library)
    assert words.there_now.startswith("Everybody at the lines desk has as much as they can do well just now")
    assert "the promise stands" in words.there_now
    assert words.answer_by == "Tom answers by 16:35 today."
    due = {clocks_on(service_workplace, each)["first_response"].due_at for each in reports}
    assert due == {began + timedelta(hours=4)}

    clock.pass_by(minutes=10)
    mira.press(mira.get("/desk/roster"), "I am back")
    with service_workplace.store.reading() as conn:
        (record,) = rest.breaks_between(conn, began - timedelta(hours=1), began + timedelta(hours=1))
    assert was_taken(record)
    assert reported(service_workplace, severity="annoying").owner == "mira"
