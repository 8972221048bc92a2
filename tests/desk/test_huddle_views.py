"""The page of a huddle: sections, points that stay until they were talked about, and the two weeks behind."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal import paths
from portal.acts.huddle import huddle_address
from portal.acts.huddle_talk import add_point
from portal.acts.workplace import Workplace
from portal.store import huddle_points
from portal.team.huddle import MOST_LINES, TITLES
from tests.browsing import Visitor
from tests.huddles import full_huddle
from tests.signing_in import somebody
from tests.workplaces import Clock, filling, publish, reported, rows, small_library, without_shifts

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def mira(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "mira")


def test_the_huddle_at_hand_is_that_of_my_shift(mira: Visitor) -> None:
    page = mira.get(paths.DESK_HUDDLE)
    assert "The lines desk, Monday 23 November, 08:00 to 16:00." in page.words
    assert "Looking back to Friday 20 November, 08:00." in page.words
    titles = [heading.get_text() for heading in page.soup.select(".huddle h2")]
    assert titles == [*list(TITLES.values())[:6], TITLES["points"], TITLES["thanks"], TITLES["exercise"]]
    assert "Mira 08:00 to 16:00, no break planned" in page.words


def test_a_point_is_added_stays_and_is_talked_about(
    mira: Visitor, app: Flask, service_workplace: Workplace, clock: Clock
) -> None:
    report = reported(service_workplace)
    page = mira.get(paths.DESK_HUDDLE)
    page = mira.press(page, "Add it", words="The loan boxes are in the van.", about=report.reference.lower())
    assert "Added. It stays until somebody says that it was talked about." in page.words
    assert page.link(report.reference) == paths.desk_report_signed_in(report.reference)

    clock.pass_by(days=1)
    tom = somebody(app, service_workplace, "tom")
    page = tom.get(paths.DESK_HUDDLE)
    assert "The loan boxes are in the van." in page.words
    assert "Mira, 12:00 yesterday" in page.words
    page = tom.press(page, "Talked about")
    assert "Nobody has added a point." in page.words
    past = tom.get(page.link("The last two weeks"))
    assert "Mira, 12:00 yesterday. Talked about 12:00 today, says Tom." in past.words


def test_a_point_about_nothing_comes_back_with_what_was_typed(mira: Visitor, service_workplace: Workplace) -> None:
    before = rows(service_workplace.store)
    page = mira.press(mira.get(paths.DESK_HUDDLE), "Add it", 422, words=" ", about="the van")
    assert page.summary == [
        "Write what should be talked about.",
        "Enter the report’s reference, such as R7K4-M2PX, or leave it empty.",
    ]
    assert page.value("about") == "the van"
    page = mira.press(page, "Add it", 422, words="x" * 121, about="")
    assert page.errors["words"] == "Shorten this to 120 characters; it has 121."
    page = mira.press(page, "Add it", 409, words="The van", about="R7K4-M2PX")
    assert page.summary == ["There is no report with this reference. Look at it again, or leave it empty."]
    assert page.value("words") == "The van"
    assert rows(service_workplace.store) == before


def test_others_read_it_and_may_say_that_it_was_talked_about_but_add_to_their_own(
    app: Flask, service_workplace: Workplace
) -> None:
    add_point(service_workplace, "lines", "mira", filling(), "The van.")
    bea = somebody(app, service_workplace, "bea")
    page = bea.get(huddle_address("lines"))
    assert "The van." in page.words
    assert page.buttons().count("Talked about: The van.") == 1
    assert "Add it" not in page.buttons()
    assert "Add it" in bea.get(paths.DESK_HUDDLE).buttons()
    bea.press(page, "Talked about")
    with service_workplace.store.reading() as conn:
        assert huddle_points.open_points(conn, "lines") == []


def test_pressing_twice_and_a_point_that_is_not_there(mira: Visitor, service_workplace: Workplace) -> None:
    add_point(service_workplace, "lines", "tom", filling(), "The van.")
    page = mira.get(paths.DESK_HUDDLE)
    mira.press(page, "Talked about")
    mira.press(page, "Talked about")
    address, data, encoding = mira.filled(page, "Talked about")
    mira.send(address.replace("/1/", "/404/"), data, encoding, 404)


def test_a_huddle_of_the_last_two_weeks_can_be_read_again_and_no_other(
    mira: Visitor, service_workplace: Workplace
) -> None:
    friday = mira.get(huddle_address("lines", MONDAY - timedelta(days=3)))
    assert "Friday 20 November, 08:00 to 16:00" in friday.words
    assert "This one is over." in friday.words
    assert "Add it" not in friday.buttons()
    for shift in ("20261109T0759Z", "20251123T0800Z", "20271123T0800Z", "nonsense", "20261123T0803Z"):
        assert "Monday 23 November" in mira.get(f"{paths.DESK_HUDDLE}?team=lines&shift={shift}").words


def test_an_unknown_team_is_my_own(mira: Visitor) -> None:
    assert "The lines desk, Monday" in mira.get(f"{paths.DESK_HUDDLE}?team=nobody").words
    assert "The lines desk" in mira.get(f"{paths.DESK_PAST_HUDDLES}?team=nobody").words


def test_a_team_that_nobody_works_in_has_none_and_the_page_says_so(mira: Visitor, service_workplace: Workplace) -> None:
    publish(service_workplace, without_shifts(small_library()))
    assert "Nobody of this team is on the roster this week, so it has no huddle." in mira.get(paths.DESK_HUDDLE).words


def test_a_full_huddle_shows_every_point_and_counts_the_rest(
    app: Flask, service_workplace: Workplace, clock: Clock
) -> None:
    full_huddle(service_workplace, clock)
    page = somebody(app, service_workplace, "mira").get(paths.DESK_HUDDLE)
    assert len(page.soup.select(".points > li")) == 9
    assert len(page.soup.select(".points > li:not(.unprinted)")) == MOST_LINES["points"]
    assert "and 4 more on the desk" in page.words
    missed = page.soup.select(".about-missed > ul > li")
    assert len(missed) == MOST_LINES["missed"]
    every_miss = page.soup.select(".about-missed li")
    assert len(every_miss) == 6
    assert not any("Mira" in line.get_text() for line in every_miss)
    assert "Weaker: the time is 9 working hours" in page.words
