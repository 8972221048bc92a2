"""What goes beyond answering: summing up, giving, asking a lead, waiting, escalating, filing elsewhere, scripts."""

import pytest

from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.reports.report import Report
from portal.reports.timeline import Kind
from tests.browsing import Page, Visitor
from tests.desk.test_report_views import address_of
from tests.workplaces import kinds, publish, reported, small_library, story, told


def trained(library: Library, person: str, *skills: str) -> Library:
    """The library in which a responder is trained for more."""
    people = dict(library.desk.team.responders)
    people[person] = people[person].model_copy(update={"skills": dict.fromkeys(skills)})
    team = library.desk.team.model_copy(update={"responders": people})
    return library.model_copy(update={"desk": library.desk.model_copy(update={"team": team})})


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    publish(service_workplace, trained(small_library(), "tom", "pumps"))
    found = reported(service_workplace)
    told(service_workplace)
    return found


@pytest.fixture
def page(visitor: Visitor, report: Report) -> Page:
    return visitor.get(address_of(report))


def test_what_was_heard_is_put_to_the_customer(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    visitor.press(page, "Ask whether that is right", heard__heard="The tap is dry since seven.")
    assert told(service_workplace) == [("heard", "customer")]


def test_what_is_within_authority_is_given_at_once(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    typed = {"offer__worth": "20", "offer__words": "Ten bottles, today."}
    visitor.press(page, "Give it, or ask for it", **typed)
    assert told(service_workplace) == [("offered", "customer")]


def test_the_page_says_whether_it_is_given_or_a_lead_was_asked(visitor: Visitor, page: Page) -> None:
    given = visitor.press(page, "Give it, or ask for it", offer__worth="£20", offer__words="Ten bottles, today.")
    assert "Given. The customer can read it now." in given.words
    typed = {"offer__worth": "500", "offer__words": "A year free."}
    refused = visitor.press(given, "Give it, or ask for it", 409, **typed)
    assert "This is more than the 50 you may give here without asking." in refused.summary[0]
    asked = visitor.press(refused, "Give it, or ask for it", offer__why="The fifth time.")
    assert "so a lead was asked" in asked.words
    assert "Given." not in asked.words


def test_what_may_be_given_is_said_as_an_amount(visitor: Visitor, report: Report, service_workplace: Workplace) -> None:
    library = small_library()
    site = library.site.model_copy(update={"currency": "£"})
    publish(service_workplace, library.model_copy(update={"site": site}))
    page = visitor.get(address_of(report))
    assert "Up to £50" in page.words
    assert "Without asking, up to £50 where it was ours" in page.words
    wrong = visitor.press(page, "Give it, or ask for it", 422, offer__worth="12.50", offer__words="Ten bottles.")
    assert wrong.errors == {"offer-worth": "Enter whole pounds, such as 12."}
    typed = {"offer__worth": "120", "offer__words": "A year free.", "offer__why": "The fifth time."}
    visitor.press(wrong, "Give it, or ask for it", **typed)
    assert "worth £120" in visitor.get(address_of(report, "ruth")).words


def test_far_too_little_comes_back_once_with_a_hint_and_is_then_sent(
    visitor: Visitor, page: Page, service_workplace: Workplace
) -> None:
    hinted = visitor.press(page, "Give it, or ask for it", 409, offer__worth="1", offer__words="A leaflet.")
    assert hinted.errors["offer-worth"].startswith("You may give up to 50 here. Is this enough for what happened?")
    assert (hinted.value("offer-worth"), hinted.value("offer-words")) == ("1", "A leaflet.")
    assert told(service_workplace) == []
    visitor.press(hinted, "Give it, or ask for it")
    assert told(service_workplace) == [("offered", "customer")]


def test_a_lead_who_gives_more_than_the_table_says_is_asked_once_whether_they_mean_it(
    visitor: Visitor, report: Report, service_workplace: Workplace
) -> None:
    page = visitor.get(address_of(report, "ruth"))
    hinted = visitor.press(page, "Give it, or ask for it", 409, offer__worth="500", offer__words="A year free.")
    assert hinted.errors["offer-worth"].startswith("The table says up to 50 here.")
    visitor.press(hinted, "Give it, or ask for it")
    assert told(service_workplace) == [("offered", "customer")]


def test_a_responder_opens_a_closed_report_again_and_says_why(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    closed = visitor.press(page, "Resolve it", resolve__what_we_did="We dug.")
    told(service_workplace)
    wrong = visitor.press(closed, "Open it again for", 422)
    assert wrong.errors == {"open-again-reason": "Say why, so that the customer knows what to expect."}
    assert "Decline it" not in wrong.buttons()
    after = visitor.press(wrong, "Open it again for", **{"open-again__reason": "We closed it by mistake."})
    assert "Open again. The customer reads why." in after.words
    assert "Decline it" in after.buttons()
    assert told(service_workplace) == [("reopened", "customer")]


def test_a_withdrawn_report_shows_its_promises_and_questions_as_ended(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    typed = {"offer__worth": "500", "offer__words": "A year free.", "offer__why": "The fifth time."}
    visitor.press(page, "Give it, or ask for it", **typed)
    withdraw(service_workplace, report.id)
    after = visitor.get(address_of(report, "ruth"))
    assert "Ended: the answer due by" in after.words
    assert "Promised:" not in after.words
    assert "This ended with the report: nobody waits for an answer." in after.words
    assert "You are asked" not in after.words


def test_a_worth_that_is_no_number_keeps_what_was_typed(visitor: Visitor, page: Page) -> None:
    wrong = visitor.press(page, "Give it, or ask for it", 422, offer__worth="lots", offer__words="Ten bottles.")
    assert wrong.errors == {"offer-worth": "Enter a whole number, such as 20, or 0."}
    assert wrong.value("offer-words") == "Ten bottles."


def test_above_it_the_lead_answers_from_their_own_link(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    typed = {"offer__worth": "500", "offer__words": "A year free.", "offer__why": "The fifth time."}
    after = visitor.press(page, "Give it, or ask for it", **typed)
    assert "A lead was asked" in after.words
    assert "Answer" not in after.buttons()
    assert told(service_workplace) == [("lead_asked", "ruth")]
    asked = visitor.get(address_of(report, "ruth"))
    assert "The fifth time." in asked.words
    wrong = visitor.press(asked, "Answer", 422, **{"lead-answer__allowed": "no"})
    assert wrong.errors == {"lead-answer-why": "Say why not, so that your colleague can go on from there."}
    visitor.press(asked, "Answer", **{"lead-answer__allowed": "yes"})
    assert told(service_workplace) == [("lead_answered", "mira"), ("offered", "customer")]


def test_waiting_has_a_public_reason(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    wrong = visitor.press(page, "Ask, and wait", 422)
    assert wrong.errors == {"wait-reason": "Say what you need, so that they know what to send."}
    after = visitor.press(page, "Ask, and wait", wait__reason="Which street?", wait__days="7")
    assert "until the customer has written" in after.words
    assert story(service_workplace, report)[-1].facts == {"limit_days": 7}


def test_it_goes_to_somebody_trained_for_it(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    typed = {"escalate__skill": "pumps", "escalate__why": "No pressure.", "escalate__must_know": "Nothing more."}
    after = visitor.press(page, "Hand it to somebody trained", **typed)
    assert "Tom has it" in after.words
    assert ("handed_to_you", "tom") in told(service_workplace)


def test_it_is_filed_where_it_belongs(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    typed = {"reclassify__topic": "wrong-bill", "reclassify__reason": "It is about the bill."}
    after = visitor.press(page, "File it there", **typed)
    assert "My bill is wrong" in after.words
    assert Kind.RECLASSIFIED in kinds(service_workplace, report)


def test_an_answer_begun_from_a_script_must_be_made_personal(
    visitor: Visitor, page: Page, report: Report, service_workplace: Workplace
) -> None:
    begun = visitor.get(address_of(report) + "?script=first-word")
    assert begun.value("answer-script") == "first-word"
    assert begun.value("answer-words").startswith("Dear Ada, ")
    refused = visitor.press(begun, "Send to", 409)
    assert refused.summary == ["Write this passage in your own words first: “what you see from here”."]
    assert refused.value("answer-words") == begun.value("answer-words")
    own = begun.value("answer-words").replace("[[what you see from here]]", "the pump stopped at ten to seven")
    visitor.press(refused, "Send to", answer__words=own)
    assert told(service_workplace) == [("answered", "customer")]


def test_opening_a_script_changes_nothing(visitor: Visitor, report: Report, service_workplace: Workplace) -> None:
    before = len(story(service_workplace, report))
    visitor.get(address_of(report) + "?script=first-word")
    visitor.get(address_of(report) + "?script=no-such-script")
    assert len(story(service_workplace, report)) == before
