"""Practice on the desk: it looks like a report, and nobody else learns of it."""

import pytest
from flask import Flask

from portal import paths
from portal.acts.workplace import Workplace
from portal.team.practice import STANDING_POINTS
from tests.browsing import Page, Visitor
from tests.practices import COACH_KNOWS, NEXT_WORDS, TALK_AFTER, training_library
from tests.signing_in import audited, somebody
from tests.workplaces import publish, reported, rows

POINTS = len(STANDING_POINTS) + 2


@pytest.fixture(autouse=True)
def _with_drills(service_workplace: Workplace) -> None:
    publish(service_workplace, training_library())


@pytest.fixture
def mira(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "mira")


@pytest.fixture
def page(mira: Visitor) -> Page:
    return mira.press(mira.get(paths.DESK_PRACTICE), "Begin it", drill="dry-tap", coach="ruth")


def answers(answer: str = "partly") -> dict[str, str]:
    return {f"review__answer_{number}": answer for number in range(POINTS)}


def test_the_page_is_a_reports_page_with_all_that_stands_beside_one(page: Page) -> None:
    assert "This is practice; nobody gets it." in page.words
    assert page.soup.select_one("h1").get_text() == "No water comes out of my tap"  # type: ignore[union-attr]
    assert "The tap is dry, and the baby wants a bath." in page.words
    assert "She writes from her phone." in page.words
    for beside in ("A letter that says sorry.", "Whatever it takes", "First word", "Saying no"):
        assert beside in page.words
    assert "A person answers within four working hours: by 16:00 today" in page.words
    assert COACH_KNOWS not in page.html
    assert TALK_AFTER not in page.html
    assert NEXT_WORDS[0] not in page.html
    assert not [button for button in page.buttons() if "draft" in button]


def test_a_drill_is_not_among_the_reports_of_the_desk(page: Page, mira: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    desk = mira.get(paths.DESK_REPORTS)
    assert report.reference in desk.words
    assert "bath" not in desk.words
    found = mira.get(f"{paths.DESK_SEARCH}?q=bath")
    assert page.address not in found.html


def test_only_those_whom_it_concerns_find_the_page_and_the_audit_log_is_silent(
    page: Page, mira: Visitor, app: Flask, service_workplace: Workplace
) -> None:
    ruth, tom = (somebody(app, service_workplace, key) for key in ("ruth", "tom"))
    before = audited(service_workplace)
    for address in (page.address, f"{paths.DESK_PRACTICE}/99"):
        tom.get(address, 404)
    assert "bath" not in tom.get(paths.DESK_PRACTICE).soup.select_one("main").get_text().split("Begin a drill")[0]  # type: ignore[union-attr]
    assert COACH_KNOWS in ruth.get(page.address).words
    mira.press(page, "End it")
    assert audited(service_workplace) == before
    assert "practice" not in ruth.get(paths.DESK_AUDIT).words.split("Audit log")[-1].lower()


def test_each_form_that_is_wrong_comes_back_with_what_was_typed(
    page: Page, mira: Visitor, service_workplace: Workplace
) -> None:
    before = rows(service_workplace.store)
    wrong = mira.press(page, "Decline it", 422, decline__tried="All I could.")
    assert wrong.title.startswith("Error:")
    assert wrong.value("decline-tried") == "All I could."
    assert "decline-why" in wrong.errors
    unpersonal = mira.press(page, "Begin my answer with it", answer__words="Good evening.")
    assert unpersonal.value("answer-words").startswith("Good evening.\n\nDear [[customer name]]")
    refused = mira.press(unpersonal, "Send to the customer", 409)
    assert "customer name" in refused.summary[0]
    assert rows(service_workplace.store) == before
    nothing = mira.press(mira.get(paths.DESK_PRACTICE), "Begin it", 422)
    assert nothing.summary == ["Choose a drill."]


def test_an_effort_stays_under_way_until_it_is_said_what_came_of_it(page: Page, mira: Visitor) -> None:
    trying = mira.press(page, "Show what I try", effort__tried="I ring the works.")
    assert trying.soup.select_one("#under-way") is not None
    (name,) = {str(each["name"]) for each in trying.soup.select("[name^=conclude-][name$=-came_of_it]")}
    field = name.replace("-came_of_it", "")
    typed = {f"{field}__came_of_it": "Nobody there.", f"{field}__next_step": "I go."}
    done = mira.press(trying, "Show what came of it", **typed)
    assert "Nobody there." in done.words
    assert done.soup.select_one("#under-way") is None


def test_a_review_that_leaves_a_point_open_comes_back(page: Page, mira: Visitor) -> None:
    ended = mira.press(page, "End it")
    typed = answers() | {"review__words_0": "I said it back."}
    del typed["review__answer_1"]
    wrong = mira.press(ended, "Keep it for my coach", 422, **typed)
    assert len(wrong.summary) == 1
    assert wrong.summary[0].startswith("Say yes, partly or not yet: Sorry")
    assert wrong.value("review-words_0") == "I said it back."
    assert wrong.value("review-answer_0") == "partly"


def test_who_plays_the_customer_knows_what_the_coach_knows_and_sees_no_review(
    page: Page, mira: Visitor, app: Flask, service_workplace: Workplace
) -> None:
    mira.press(page, "Ask them", along__whom="tom", along__role="player")
    tom = somebody(app, service_workplace, "tom")
    playing = tom.get(page.address)
    assert COACH_KNOWS in playing.words
    assert NEXT_WORDS[0] in playing.words
    tom.press(playing, "Write it in their name", customer__words="And my pans?")
    seen = mira.get(page.address)
    assert "And my pans?" in seen.words
    ended = mira.press(seen, "End it")
    mira.press(ended, "Keep it for my coach", **answers(), review__closing="I hurried.")
    assert "I hurried." not in tom.get(page.address).html
    assert STANDING_POINTS[0] not in tom.get(page.address).words


def test_a_coach_gives_a_drill_and_is_then_its_coach(app: Flask, service_workplace: Workplace) -> None:
    ruth, tom = (somebody(app, service_workplace, key) for key in ("ruth", "tom"))
    given = ruth.press(ruth.get(paths.DESK_PRACTICE), "Begin it", drill="dry-tap", person="tom")
    assert "Tom practises · you coach" in given.words
    listed = tom.get(paths.DESK_PRACTICE)
    assert "Yours, begun" in listed.words
    assert tom.get(listed.link("A dry tap at bath time")).buttons()[0]
    assert not listed.soup.select('[name="person"]')
