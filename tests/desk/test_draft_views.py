"""What was begun in any form waits for its writer, on every device, with or without scripts, and for nobody else."""

from functools import cached_property
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal import paths
from portal.acts.answer import answer
from portal.acts.close import resolve
from portal.acts.erase import erase
from portal.acts.workplace import Workplace
from portal.desk import draft_views
from portal.reports.report import Report
from portal.reports.timeline import Kind
from portal.web.limits import Limit
from tests.browsing import Page, Visitor
from tests.desk.test_report_views import address_of
from tests.signing_in import somebody
from tests.workplaces import Clock, filling, kinds, now_of, reported, rows, story, told

KEEP, THROW, ANSWER = "Keep as draft", "Throw the draft away", "Send to"
JSON = {"Accept": "application/json"}


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    found = reported(service_workplace)
    told(service_workplace)
    return found


@pytest.fixture
def page(visitor: Visitor, report: Report) -> Page:
    return visitor.get(address_of(report))


def press_in(visitor: Visitor, page: Page, act: str, button: str, status: Any = 200, **typed: str) -> Page:
    """Press one of the buttons that every form has, in the form of this act."""
    address, data, encoding = visitor.filled(within(page, act), button, **typed)
    return visitor.send(address, data, encoding, status)


def within(page: Page, act: str) -> Any:
    """The page with no form but this one."""

    class OneForm(Page):
        @cached_property
        def soup(self) -> Any:
            soup = BeautifulSoup(page.html, "html.parser")
            for form in soup.select(f"main form:not(#{act}-form)"):
                form.decompose()
            return soup

    return OneForm(page.response, page.address)


def saved_by_script(visitor: Visitor, page: Page, act: str, status: int = 200, **typed: str) -> Any:
    address, data, _ = visitor.filled(within(page, act), KEEP, **typed)
    response = visitor.client.post(address, data=data, headers=JSON, buffered=True)
    assert response.status_code == status, response.text
    return response.json


TYPED = {
    "answer": {"answer__words": "I have begun"},
    "heard": {"heard__heard": "The tap is"},
    "effort": {"effort__tried": "I rang the works", "effort__asked": "Bea"},
    "offer": {"offer__worth": "lots of it", "offer__words": "Ten bottles", "offer__responsibility": "theirs"},
    "wait": {"wait__reason": "Which street", "wait__days": "28"},
    "hand-over": {"hand-over__to": "bea", "hand-over__why": "My day ends", "hand-over__must_know": "Ring"},
    "reclassify": {"reclassify__topic": "wrong-bill", "reclassify__reason": "It is about"},
    "resolve": {"resolve__what_we_did": "We dug"},
    "decline": {"decline__tried": "I rang", "decline__why": "No pipe", "decline__instead": "A tank"},
    "set-aside": {"set-aside__reason": "duplicate", "set-aside__why": "Sent twice"},
}


@pytest.mark.parametrize("act", TYPED)
def test_what_was_begun_in_a_form_comes_back_on_another_device_and_then_goes_with_sending_or_throwing_away(
    visitor: Visitor, page: Page, report: Report, app: Flask, service_workplace: Workplace, act: str
) -> None:
    after = press_in(visitor, page, act, KEEP, **TYPED[act])
    assert "Kept. It waits here for you." in after.words
    assert after.address == f"{address_of(report)}#{act}"
    other_device = somebody(app, service_workplace, "mira").get(paths.desk_report_signed_in(report.reference))
    for came_back in (after, other_device):
        assert {field: came_back.value(field.replace("__", "-")) for field in TYPED[act]} == TYPED[act]
        assert came_back.soup.select_one(f"details#{act}[open] .begun")
        assert "Kept at 12:00 today. Only you see it." in came_back.words
    press_in(visitor, after, act, THROW)
    assert rows(service_workplace.store)["drafts"] == []
    assert "Only you see it." not in visitor.get(address_of(report)).words


def test_a_kept_draft_is_no_act(visitor: Visitor, page: Page, report: Report, service_workplace: Workplace) -> None:
    before = kinds(service_workplace, report)
    press_in(visitor, page, "resolve", KEEP, resolve__what_we_did="We dug")
    saved_by_script(visitor, page, "answer", answer__words="I have begun")
    assert kinds(service_workplace, report) == before
    assert now_of(service_workplace, report) == report
    assert told(service_workplace) == []


def test_nobody_sees_anothers_draft(
    visitor: Visitor, page: Page, report: Report, app: Flask, service_workplace: Workplace
) -> None:
    press_in(visitor, page, "answer", KEEP, answer__words="I am at my wits’ end")
    for address in (address_of(report, "tom"), address_of(report, "ruth")):
        assert "wits" not in Visitor(app).get(address).html
    for person in ("tom", "ruth"):
        theirs = somebody(app, service_workplace, person)
        assert "wits" not in theirs.get(paths.desk_report_signed_in(report.reference)).html
        press_in(theirs, theirs.get(paths.desk_report_signed_in(report.reference)), "answer", THROW)
    assert visitor.get(address_of(report)).value("answer-words") == "I am at my wits’ end"


def test_the_script_is_told_when_it_was_kept(visitor: Visitor, page: Page, report: Report, clock: Clock) -> None:
    clock.pass_by(hours=2, minutes=3)
    assert saved_by_script(visitor, page, "answer", answer__words="I have begun") == {"kept": "14:03"}
    assert visitor.get(address_of(report)).value("answer-words") == "I have begun"
    assert saved_by_script(visitor, page, "answer", answer__words=" ") == {"kept": ""}
    assert visitor.get(address_of(report)).value("answer-words") == ""


def test_sent_it_is_a_draft_no_more_and_from_two_pages_it_is_sent_once(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    saved_by_script(visitor, page, "answer", answer__words="I dig.")
    elsewhere = visitor.get(address_of(report))
    visitor.press(page, ANSWER, answer__words="I dig.")
    assert "Only you see it." not in visitor.get(address_of(report)).words
    visitor.press(elsewhere, ANSWER)
    assert kinds(service_workplace, report).count(Kind.ANSWERED) == 1
    assert rows(service_workplace.store)["drafts"] == []


def test_what_is_refused_stays_a_draft(visitor: Visitor, page: Page, report: Report) -> None:
    press_in(visitor, page, "decline", KEEP, decline__tried="I rang.")
    visitor.press(visitor.get(address_of(report)), "Decline it", 422)
    assert visitor.get(address_of(report)).value("decline-tried") == "I rang."


def test_a_page_that_is_not_ours_keeps_nothing_and_gives_the_words_back(
    page: Page, app: Flask, service_workplace: Workplace
) -> None:
    stranger = Visitor(app)
    wrong = press_in(stranger, page, "answer", KEEP, 422, answer__words="I have begun")
    assert "our cookie" in wrong.summary[0]
    assert wrong.value("answer-words") == "I have begun"
    assert "our cookie" in saved_by_script(Visitor(app), page, "answer", 422, answer__words="x")["problem"]
    assert rows(service_workplace.store)["drafts"] == []


def test_very_many_in_a_row_are_refused_and_the_words_stay(
    limited: Visitor, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_views, "KEEP_DRAFT", Limit("keep draft", 2, 600))
    page = limited.get(address_of(report))
    for words in ("I have", "I have beg"):
        saved_by_script(limited, page, "answer", answer__words=words)
    refused = press_in(limited, page, "answer", KEEP, 429, answer__words="I have begun")
    assert refused.value("answer-words") == "I have begun"
    assert "very often" in refused.summary[0]


def test_after_erasure_nothing_is_kept(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    erase(service_workplace, report.id)
    assert "erased" in saved_by_script(visitor, page, "answer", 409, answer__words="I have begun")["problem"]


def test_what_was_begun_on_a_report_that_closed_meanwhile_can_still_be_copied(
    visitor: Visitor, page: Page, report: Report, app: Flask, service_workplace: Workplace
) -> None:
    saved_by_script(visitor, page, "answer", answer__words="I have begun a long answer.")
    resolve(service_workplace, report.id, "tom", filling(), "Mended.")
    closed = visitor.get(address_of(report))
    assert "What you had begun to write" in closed.words
    assert "I have begun a long answer." in closed.words
    assert "a long answer" not in Visitor(app).get(address_of(report, "tom")).words
    gone = visitor.press(closed, THROW)
    assert "a long answer" not in gone.words


def test_where_the_session_ran_out_what_was_typed_comes_back(
    report: Report, app: Flask, service_workplace: Workplace
) -> None:
    mira = somebody(app, service_workplace, "mira")
    page = mira.get(paths.desk_report_signed_in(report.reference))
    mira.client.delete_cookie("forthright-desk")
    again = press_in(mira, page, "answer", KEEP, 401, answer__words="I have begun")
    assert "I have begun" in again.words


def test_an_act_that_is_none_has_no_drafts(visitor: Visitor, page: Page) -> None:
    address, data, encoding = visitor.filled(within(page, "answer"), KEEP)
    visitor.send(address.replace("/answer/", "/praise/"), data, encoding, 404)


def test_a_script_begins_an_empty_answer_at_once(visitor: Visitor, page: Page) -> None:
    begun = visitor.press(page, "Begin my answer with it")
    assert begun.value("answer-script") == "first-word"
    assert begun.value("answer-words").startswith("Dear Ada, ")
    assert "You have begun an answer already." not in begun.words


def test_a_script_that_was_begun_and_not_touched_is_no_draft(
    visitor: Visitor, page: Page, service_workplace: Workplace
) -> None:
    begun = visitor.press(page, "Begin my answer with it")
    visitor.press(begun, "Begin my answer with it")
    assert rows(service_workplace.store)["drafts"] == []


def test_a_script_never_overwrites_what_was_typed_but_asks(visitor: Visitor, page: Page, report: Report) -> None:
    asked = visitor.press(page, "Begin my answer with it", answer__words="I have begun")
    assert "You have begun an answer already." in asked.words
    assert asked.value("answer-words") == "I have begun"
    below = visitor.get(asked.link("Add the script below it"))
    assert below.value("answer-words").startswith("I have begun\n\nDear Ada, ")
    assert below.value("answer-script") == "first-word"
    anew = visitor.get(asked.link("Begin anew with the script"))
    assert anew.value("answer-words").startswith("Dear Ada, ")
    assert visitor.get(asked.link("Leave it as it is")).value("answer-words") == "I have begun"


def test_send_and_resolve_does_both_with_one_mail(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    after = visitor.press(page, "Send and resolve", answer__words="We dug, and the water runs again.")
    assert "Resolved. The customer can open it again if it is not." in after.words
    assert told(service_workplace) == [("resolved", "customer")]
    assert story(service_workplace, report)[-1].texts == {"what_we_did": "We dug, and the water runs again."}
    assert not now_of(service_workplace, report).status.is_open


def test_a_script_that_resolves_is_held_to_the_same_rules(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    begun = visitor.press(page, "Begin my answer with it")
    refused = visitor.press(begun, "Send and resolve", 409)
    assert refused.summary == ["Write this passage in your own words first: “what you see from here”."]
    own = begun.value("answer-words").replace("[[what you see from here]]", "the pump stopped at ten to seven")
    visitor.press(refused, "Send and resolve", answer__words=own)
    assert story(service_workplace, report)[-1].facts == {"script": "first-word"}
    assert [row.script for row in rows(service_workplace.store)["script_uses"]] == ["first-word"]


def test_who_answers_while_another_writes_is_shown_first_and_one_more_press_sends(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    answer(service_workplace, report.id, "tom", filling(), "I am at the pump.")
    refused = visitor.press(page, ANSWER, 409, answer__words="I dig.")
    assert "Tom answered, 12:00 today" in refused.summary
    above = refused.soup.select_one("#answer .meanwhile")
    assert above is not None
    assert "I am at the pump." in above.get_text()
    assert refused.value("answer-words") == "I dig."
    assert kinds(service_workplace, report).count(Kind.ANSWERED) == 1
    visitor.press(refused, "Send to Ada all the same")
    assert [entry.texts for entry in story(service_workplace, report)[-2:]] == [
        {"answer": "I am at the pump."},
        {"answer": "I dig."},
    ]


def test_what_comes_while_one_reads_that_is_shown_as_well(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    answer(service_workplace, report.id, "tom", filling(), "I am at the pump.")
    once = visitor.press(page, ANSWER, 409, answer__words="I dig.")
    answer(service_workplace, report.id, "tom", filling(), "It runs.")
    twice = visitor.press(once, ANSWER, 409)
    found = twice.soup.select_one("#answer .meanwhile")
    assert found is not None
    assert "It runs." in found.get_text()
    assert "at the pump" not in found.get_text()


def test_what_oneself_did_meanwhile_asks_nothing(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    answer(service_workplace, report.id, "mira", filling(), "From my telephone.")
    visitor.press(page, ANSWER, answer__words="I dig.")
    assert kinds(service_workplace, report).count(Kind.ANSWERED) == 2
