"""What the desk tells its people can be done, is still true, and fits in what may be written."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from portal import paths
from portal.acts.hand_over import hand_over
from portal.acts.workplace import Workplace
from portal.desk.cause_page import _next_word
from portal.desk.my_day import _relief, _their_load
from portal.desk.receiver_words import name_and_when, skill_and_when, too_late_to_keep
from tests.browsing import Visitor
from tests.desk.test_report_views import address_of
from tests.signing_in import somebody
from tests.workplaces import Clock, filling, reported

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_who_is_not_there_is_listed_with_when_they_are(service_workplace: Workplace) -> None:
    roster, now = service_workplace.roster(), service_workplace.now()
    bea, tom = roster.responders["bea"], roster.responders["tom"]
    assert name_and_when(roster, tom, now) == "Tom"
    assert name_and_when(roster, bea, now).startswith("Bea, from ")
    assert skill_and_when(roster, "valves", now) == "valves (nobody is there in the coming week)"


def test_a_promise_that_falls_due_before_its_new_owner_comes_is_said(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    report = reported(service_workplace)
    typed = {"hand-over__to": "bea", "hand-over__why": "A bill.", "hand-over__must_know": "Nothing."}
    page = visitor.press(visitor.get(address_of(report)), "Hand it over", **typed)
    assert "before Bea is there" in page.words
    other = reported(service_workplace)
    hand_over(service_workplace, other.id, "mira", filling(), to="tom", why="My day ends.", must_know="Nothing.")
    assert too_late_to_keep(service_workplace, other.id) == ""


def test_nobody_is_told_to_hand_one_over_where_nobody_can_take_it(service_workplace: Workplace, clock: Clock) -> None:
    roster, now = service_workplace.roster(), service_workplace.now()
    mira, tom = roster.responders["mira"], roster.responders["tom"]
    assert _relief(roster, mira, [tom], {}, now) == "Hand one over."
    assert "ask a lead" in _relief(roster, mira, [tom], {"tom": tom.capacity}, now)
    assert _relief(roster, mira, [], {}, now).startswith("Tom comes ")
    assert _their_load(tom, tom.capacity + 1).startswith(f"Tom carries {tom.capacity + 1}, more than the ")


def test_a_next_word_that_has_passed_is_said_to_have() -> None:
    assert _next_word(NOON, NOON, "UTC") == " Next word by 12:00 today."
    assert "which has passed" in _next_word(NOON.replace(hour=6), NOON, "UTC")


@pytest.mark.parametrize(
    ("day", "status", "said"),
    [
        ("2999-12-31", 422, "That is too far ahead"),
        ("2026-11-28", 409, "You have no shift that day, so nobody has to grant it."),
    ],
)
def test_days_off_that_need_no_lead_are_said_before_one_is_asked(
    app: Flask, service_workplace: Workplace, day: str, status: int, said: str
) -> None:
    mira = somebody(app, service_workplace, "mira")
    page = mira.press(mira.get(paths.DESK_TIME_OFF), "Ask for it", status, first_day=day)
    assert said in page.words


def test_time_off_that_is_only_asked_for_is_seen_by_the_asker_and_leads(
    app: Flask, service_workplace: Workplace
) -> None:
    mira = somebody(app, service_workplace, "mira")
    mira.press(mira.get(paths.DESK_TIME_OFF), "Ask for it", first_day="2026-11-30")
    for person, sees in (("mira", True), ("ruth", True), ("tom", False)):
        words = somebody(app, service_workplace, person).get(paths.DESK_ROSTER).words
        assert ("Mira asks for time off" in words) is sees


def test_a_wish_for_training_is_one_line(app: Flask, service_workplace: Workplace) -> None:
    mira = somebody(app, service_workplace, "mira")
    wrong = mira.press(mira.get(paths.DESK_TRAINING), "Ask your lead", 422, wish="x" * 501)
    assert wrong.summary == ["Shorten this to 500 characters; it has 501."]
    assert wrong.value("wish") == "x" * 501
