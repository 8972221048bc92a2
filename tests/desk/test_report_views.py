"""The responder sees all that helps and can do each thing from the link in the notice, and nobody else can."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from portal import paths
from portal.acts.close import resolve
from portal.acts.customer_writes import customer_writes
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.reports.links import TRACK, customer_token, responder_token
from portal.reports.report import Report, Status
from portal.reports.timeline import Kind
from tests.browsing import Page, Visitor
from tests.workplaces import (
    BY_PHONE,
    NO_CONTACT,
    SECRET,
    Clock,
    filling,
    kinds,
    now_of,
    publish,
    reported,
    rows,
    small_library,
    story,
    told,
    without_person,
    without_shifts,
)

ANSWER, EFFORT, HAND_OVER, RESOLVE, DECLINE = "Send to", "Show what I try", "Hand it over", "Resolve it", "Decline it"
EXPIRES = date(2026, 12, 23)


def address_of(report: Report, person: str = "mira", expires: date = EXPIRES) -> str:
    return paths.desk_report(responder_token(SECRET, report.reference, report.generation, person, expires))


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    found = reported(service_workplace)
    told(service_workplace)
    return found


@pytest.fixture
def page(visitor: Visitor, report: Report) -> Page:
    return visitor.get(address_of(report))


def test_the_page_shows_what_the_responder_needs(visitor: Visitor, service_workplace: Workplace) -> None:
    page = visitor.get(address_of(reported(service_workplace, what_happened="Brown water!")))
    for words in (
        "you act as Mira",
        "Mira has it",
        "Ada: “I have no water”",
        "Brown water!",
        "They get your answer by mail at ada@example.org.",
        "Promised: answer by 16:00 today",
        "Whatever it takes",
        "Bottled water today.",
        "The water is brown after a storm",
        "First word",
        "Saying no",
        "on shift with the fewest open reports (Mira 0, Tom 0)",
    ):
        assert words in page.words, words
    assert "About bills" not in page.words, "a script for other topics"


@pytest.mark.parametrize(
    ("contact", "words"),
    [(BY_PHONE, "asked to be rung: 01632 960 001"), (NO_CONTACT, "asked not to be contacted")],
)
def test_the_page_says_how_the_customer_is_reached(
    visitor: Visitor, service_workplace: Workplace, contact: Any, words: str
) -> None:
    assert words in visitor.get(address_of(reported(service_workplace, contact=contact))).words


def test_the_text_of_a_script_is_shown_and_none_of_it_runs(page: Page) -> None:
    assert "Dear {{customer_name}}, 1 < 2 & [[what you see from here]]." in page.words
    assert not page.soup.select("main script")
    assert "<script>alert(1)</script>" in page.words


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "</p><img src=x onerror=y>", "a" * 5_000, "\u200eמים"])
def test_what_the_customer_wrote_is_shown_as_text(visitor: Visitor, service_workplace: Workplace, typed: str) -> None:
    page = visitor.get(address_of(reported(service_workplace, what_happened=typed)))
    assert typed in page.soup.get_text()
    assert not page.soup.select("main script, main img")


@dataclass(frozen=True)
class Done:
    """What a responder does: the button, what is typed, the entry it makes and the message to the customer."""

    button: str
    typed: dict[str, str]
    kind: Kind
    message: str

    @property
    def fields(self) -> list[str]:
        return [name.replace("__", "-") for name in self.typed]


ACTS = [
    Done(ANSWER, {"answer__words": "I dig."}, Kind.ANSWERED, "answered"),
    Done(EFFORT, {"effort__tried": "I ring."}, Kind.EFFORT, "effort_logged"),
    Done(RESOLVE, {"resolve__what_we_did": "We dug."}, Kind.RESOLVED, "resolved"),
    Done(
        DECLINE,
        {"decline__tried": "I rang.", "decline__why": "No pipe.", "decline__instead": "A tank."},
        Kind.DECLINED,
        "declined",
    ),
    Done(
        HAND_OVER,
        {"hand-over__to": "tom", "hand-over__why": "My day ends.", "hand-over__must_know": "Ring twice."},
        Kind.HANDED_OVER,
        "handed_over",
    ),
]
INSIDE = {"tom", "My day ends.", "Ring twice."}
each_act = pytest.mark.parametrize("act", ACTS, ids=lambda act: act.message)


@each_act
def test_it_is_done_told_and_mailed_and_the_customer_sees_what_is_theirs(
    visitor: Visitor, page: Page, service_workplace: Workplace, report: Report, act: Done
) -> None:
    after = visitor.press(page, act.button, **act.typed)
    assert after.address == address_of(report)
    assert after.soup.select_one("[role=status]")
    assert kinds(service_workplace, report).count(act.kind) == 1
    assert (act.message, "customer") in told(service_workplace)
    token = customer_token(SECRET, TRACK, report.reference, report.generation)
    theirs = visitor.get(paths.tracking(token)).words
    assert all((words in theirs) is (words not in INSIDE) for words in act.typed.values())


@each_act
def test_pressed_twice_it_is_done_once(
    visitor: Visitor, page: Page, service_workplace: Workplace, report: Report, act: Done
) -> None:
    visitor.press(page, act.button, **act.typed)
    before = rows(service_workplace.store)
    visitor.press(page, act.button, **act.typed)
    assert rows(service_workplace.store) == before
    assert kinds(service_workplace, report).count(act.kind) == 1


@each_act
def test_left_empty_it_says_what_is_missing_and_changes_nothing(
    visitor: Visitor, page: Page, service_workplace: Workplace, act: Done
) -> None:
    before = rows(service_workplace.store)
    wrong = visitor.press(page, act.button, 422)
    assert list(wrong.errors) == act.fields
    assert wrong.summary == list(wrong.errors.values())
    assert wrong.title.startswith("Error: ")
    assert len(wrong.soup.select("details[open] .error")) == len(act.fields)
    assert rows(service_workplace.store) == before


@each_act
def test_on_a_report_that_was_closed_meanwhile_it_says_why_and_keeps_the_words(
    visitor: Visitor, page: Page, service_workplace: Workplace, report: Report, act: Done
) -> None:
    withdraw(service_workplace, report.id)
    before = rows(service_workplace.store)
    wrong = visitor.press(page, act.button, 409, **act.typed)
    assert "the customer has withdrawn it" in wrong.summary[0]
    assert [wrong.value(field) for field in act.fields] == list(act.typed.values())
    assert rows(service_workplace.store) == before


def test_too_long_a_text_is_said_with_its_length(visitor: Visitor, page: Page) -> None:
    wrong = visitor.press(page, ANSWER, 422, answer__words="a" * 20_001)
    assert wrong.errors == {"answer-words": "Shorten this to 10,000 characters; it has 20,001."}
    long = {"effort__tried": "I rang.", "effort__next_step": "I dig.", "effort__asked": "a" * 20_001}
    assert list(visitor.press(page, EFFORT, 422, **long).errors) == ["effort-asked"]


def test_a_closed_report_shows_its_story_and_can_only_be_opened_again(
    visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    resolve(service_workplace, report.id, "mira", filling(), "We dug.")
    page = visitor.get(address_of(report))
    assert "This report is closed" in page.words
    assert "A message from the customer opens it again, and so can you." in page.words
    assert "We dug." in page.words
    shown = [str(form.get("action")).rsplit("/", 1)[-1] for form in page.soup.select("main form:not([hidden])")]
    assert shown == ["open-again"]
    customer_writes(service_workplace, report.id, filling(), "Not done.")
    assert visitor.get(address_of(report)).soup.select("main form:not([hidden])")


def test_of_a_report_that_was_taken_back_nobody_says_that_it_opens_again(
    visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    withdraw(service_workplace, report.id)
    assert "opens it again" not in visitor.get(address_of(report)).words


def test_it_can_be_handed_to_colleagues_first_then_teams_then_others_and_never_to_a_lead(page: Page) -> None:
    choices = [str(option["value"]) for option in page.soup.select('select[name="hand-over-to"] option')]
    assert choices == ["", "tom", "bills", "lines", "bea"]


def test_somebody_who_is_no_choice_is_refused(visitor: Visitor, page: Page, service_workplace: Workplace) -> None:
    before = rows(service_workplace.store)
    typed = {"hand-over__to": "ruth", "hand-over__why": "x y", "hand-over__must_know": "z"}
    wrong = visitor.press(page, HAND_OVER, 422, **typed)
    assert wrong.errors == {"hand-over-to": "Choose a colleague or a team."}
    assert rows(service_workplace.store) == before


def test_what_the_whole_team_has_is_taken_by_whoever_acts_first(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    clock.pass_by(minutes=1)
    publish(service_workplace, without_shifts(small_library()))
    report = reported(service_workplace)
    page = visitor.get(address_of(report, "tom"))
    assert "all of the lines desk have it; whoever acts first takes it" in page.words
    assert "Tom has it" in visitor.press(page, ANSWER, answer__words="I have it.").words
    assert now_of(service_workplace, report).owner == "tom"


def test_a_link_is_good_until_its_day_and_then_asks_to_be_replaced(
    visitor: Visitor, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    address = address_of(report)
    clock.now = clock.now.replace(month=12, day=23, hour=23, minute=59)
    page = visitor.get(address)
    clock.pass_by(minutes=1)
    expired = visitor.get(address, 410)
    assert "This link has expired" in expired.words
    assert "The tap is dry." not in expired.html
    before = rows(service_workplace.store)
    refused = visitor.press(page, ANSWER, 410, answer__words="I typed this for long.")
    assert "I typed this for long." in refused.words
    assert rows(service_workplace.store) == before
    sent = visitor.press(refused, "Mail me a fresh link")
    assert "A fresh link is on its way to your own address." in sent.words
    assert ("fresh_link", "mira") in told(service_workplace)


def test_a_responder_who_left_the_team_opens_nothing(
    visitor: Visitor, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    clock.pass_by(minutes=1)
    publish(service_workplace, without_person(small_library(), "mira"))
    visitor.get(address_of(report), 404)


def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(
    visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    good = address_of(report).removeprefix(paths.DESK_REPORT)
    reference, _, day, mac = good.split(".")
    other = address_of(reported(service_workplace)).rsplit(".", 1)[1]
    wrong = [
        f"{reference}.tom.{day}.{mac}",
        f"{reference}.mira.20270101.{mac}",
        f"{reference}.mira.20261399.{mac}",
        f"{reference}.mira.{day}.{other}",
        f"A2A2-A2AA.mira.{day}.{mac}",
        f"{reference}.{mac}",
        customer_token(SECRET, TRACK, reference, 1),
        responder_token(SECRET, reference, 2, "mira", EXPIRES),
        responder_token(SECRET, reference, 1, "nobody", EXPIRES),
        responder_token(SECRET + "x", reference, 1, "mira", EXPIRES),
        "x",
    ]
    assert len({visitor.get(paths.DESK_REPORT + token, 404).html for token in wrong}) == 1
    assert visitor.get(address_of(report)).status == 200


def test_an_act_that_is_none_is_not_found(visitor: Visitor, page: Page) -> None:
    address, data, encoding = visitor.filled(page, ANSWER, answer__words="I dig.")
    visitor.send(address.replace("/answer", "/praise"), data, encoding, 404)


def test_without_our_cookie_the_filled_form_comes_back(
    visitor: Visitor, page: Page, service_workplace: Workplace, app: Any
) -> None:
    other = Visitor(app)
    wrong = other.press(page, ANSWER, 422, answer__words="I dig.")
    assert "our cookie" in wrong.summary[0]
    assert wrong.value("answer-words") == "I dig."
    other.press(wrong, ANSWER)
    assert told(service_workplace) == [("answered", "customer")]


def test_what_is_answered_late_at_night_is_told_by_the_wall_clock(
    visitor: Visitor, page: Page, clock: Clock, service_workplace: Workplace, report: Report
) -> None:
    clock.now += timedelta(hours=11, minutes=30)
    visitor.press(page, ANSWER, answer__words="I dig.")
    clock.pass_by(hours=1)
    assert "Mira answered, 23:30 yesterday" in visitor.get(address_of(report)).words
    assert story(service_workplace, report)[-1].kind is Kind.ANSWERED
    assert now_of(service_workplace, report).status is Status.OPEN
