"""The pages of causes: what is behind several reports, and what is said once to all of them."""

from datetime import timedelta

import pytest
from flask import Flask

from portal import paths
from portal.acts.close import resolve
from portal.acts.workplace import Workplace
from portal.reports.report import Report, Status
from portal.reports.timeline import Kind
from tests.acts.causes import DOWN, cause_of, joined, now_of_cause, opened
from tests.browsing import Visitor
from tests.signing_in import somebody
from tests.workplaces import ADA, Clock, filling, kinds, now_of, publish, reported, small_library, story, told


@pytest.fixture
def mira(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "mira")


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    return reported(service_workplace)


def address_of(report: Report) -> str:
    return paths.desk_report_signed_in(report.reference)


def test_a_cause_is_opened_from_a_report_and_the_customer_reads_it_at_once(
    mira: Visitor, report: Report, service_workplace: Workplace
) -> None:
    told(service_workplace)
    page = mira.get(address_of(report))
    typed = {"open-cause__title": "The pump at Eelby", "open-cause__sentence": DOWN, "open-cause__next_word": "15:30"}
    after = mira.press(page, "Open the cause", **typed)
    assert "The next word comes by 15:30 today" in after.words
    assert told(service_workplace) == [("cause_updated", "customer")]
    cause = mira.get(after.link("The pump at Eelby"))
    assert DOWN in cause.words
    assert "1 of 1 is open" in cause.words
    assert "Next word by 15:30 today" in cause.words


def test_the_hour_may_be_left_to_the_promise_but_never_be_later(mira: Visitor, report: Report) -> None:
    page = mira.get(address_of(report))
    assert "Left empty, it is by Tuesday 18:00" in page.words or "Left empty, it is by Wednesday 18:00" in page.words
    typed = {"open-cause__title": "The pump", "open-cause__sentence": DOWN}
    wrong = mira.press(page, "Open the cause", 422, **typed, **{"open-cause__next_word": "soon"})
    assert wrong.errors == {"open-cause-next_word": "Enter the time as hours and minutes, such as 15:30."}
    assert wrong.value("open-cause-sentence") == DOWN


def test_a_cause_in_words_of_its_customer_comes_back_with_what_to_take_out(mira: Visitor, report: Report) -> None:
    typed = {"open-cause__title": "Ada’s pump", "open-cause__sentence": DOWN, "open-cause__next_word": "15:30"}
    wrong = mira.press(mira.get(address_of(report)), "Open the cause", 409, **typed)
    assert "what belongs to this customer: “Ada”" in " ".join(wrong.summary)
    assert wrong.value("open-cause-title") == "Ada’s pump"


def test_a_report_joins_a_cause_of_any_topic_which_is_shown_with_its_count(
    mira: Visitor, report: Report, service_workplace: Workplace
) -> None:
    opened(service_workplace, reported(service_workplace, topic="wrong-bill"), person="bea")
    page = mira.get(address_of(report))
    choices = [option.get_text() for option in page.soup.select("#join-cause-cause option")]
    assert choices == ["Choose", "The pump at Eelby (1 open report; A wrong bill)"]
    wrong = mira.press(page, "Put it to the others", 422)
    assert wrong.errors == {"join-cause-cause": "Choose a cause that is open."}
    after = mira.press(page, "Put it to the others", **{"join-cause__cause": "1"})
    assert ", with 1 other report" in after.words
    assert kinds(service_workplace, report)[-2:] == [Kind.JOINED_CAUSE, Kind.CAUSE_UPDATED]


def test_who_was_told_of_a_cause_is_told_why_it_is_another(
    mira: Visitor, report: Report, service_workplace: Workplace
) -> None:
    opened(service_workplace, report)
    page = mira.get(address_of(report))
    wrong = mira.press(page, "Take it out", 422, **{"leave-cause__why": "Another street."})
    assert wrong.errors == {"leave-cause-words": "Tell them why it is another cause than they were told."}
    words = "Your street hangs on another pump. I look at it now."
    mira.press(wrong, "Take it out", **{"leave-cause__words": words})
    assert cause_of(service_workplace, report) is None
    assert story(service_workplace, report)[-1].texts == {"answer": words}


def test_the_sentence_is_renewed_for_all_and_late_is_visible(
    mira: Visitor, report: Report, service_workplace: Workplace, clock: Clock
) -> None:
    cause = opened(service_workplace, report, next_word=clock.now + timedelta(hours=1))
    other = joined(service_workplace, cause)[0]
    clock.pass_by(hours=2)
    page = mira.get(paths.desk_cause(cause.id))
    assert "Late: the next word was promised by" in page.words
    assert "Late:" in mira.get(paths.DESK_CAUSES).words
    wrong = mira.press(page, "Say it to everybody", 422)
    assert wrong.errors == {"renew-sentence": "Write what is known now. That nothing has changed is news too."}
    after = mira.press(page, "Say it to everybody", renew__sentence="The part is here.", renew__next_word="17:00")
    assert "Said to all. On 2 reports." in after.words
    assert "Late:" not in after.words
    for each in (report, other):
        assert story(service_workplace, each)[-1].texts == {"words": "The part is here."}


def test_one_answer_goes_to_all_with_each_customers_name_and_names_what_was_closed_meanwhile(
    mira: Visitor, report: Report, service_workplace: Workplace
) -> None:
    cause = opened(service_workplace, report)
    closed = joined(service_workplace, cause)[0]
    page = mira.get(paths.desk_cause(cause.id))
    resolve(service_workplace, closed.id, "mira", filling(), "Mended early.")
    refused = mira.press(page, "Answer all 2", 409, answer__words="Hello {{name}}.")
    assert "{{name}} cannot be filled in" in refused.summary[0]
    assert refused.value("answer-words") == "Hello {{name}}."
    words = "Hello {{customer_name}}, your {{reference}} is with us. {{responder_name}}"
    after = mira.press(refused, "Answer the open report", answer__words=words)
    assert "Answered. On 1 report." in after.words
    assert f"{closed.reference}" in after.words
    last = story(service_workplace, report)[-1]
    assert last.texts == {"answer": f"Hello {ADA.name}, your {report.reference} is with us. Mira"}
    assert kinds(service_workplace, closed)[-1] is Kind.RESOLVED


def test_all_are_resolved_at_once_and_then_nothing_is_open(
    mira: Visitor, report: Report, service_workplace: Workplace
) -> None:
    cause = opened(service_workplace, report)
    joined(service_workplace, cause, 2)
    page = mira.get(paths.desk_cause(cause.id))
    after = mira.press(page, "Resolve all 3", resolve__what_we_did="The pump runs again.")
    assert "Resolved. On 3 reports." in after.words
    assert "0 of 3 are open" in after.words
    assert now_of(service_workplace, report).status is Status.RESOLVED


def test_a_cause_ends_with_a_last_word_and_can_be_opened_again(
    mira: Visitor, report: Report, service_workplace: Workplace
) -> None:
    cause = opened(service_workplace, report)
    page = mira.get(paths.desk_cause(cause.id))
    wrong = mira.press(page, "Close the cause", 422)
    assert list(wrong.errors) == ["close-words"]
    after = mira.press(page, "Close the cause", close__words="It runs again since noon.")
    assert "as the last word" in after.words
    assert "The pump at Eelby" in mira.get(paths.DESK_CAUSES).words
    refused = mira.press(page, "Say it to everybody", 409, renew__sentence="Too late.")
    assert "is closed by now" in refused.summary[0]
    again = mira.press(after, "Open it again", reopen__sentence="It stopped again.")
    assert "Open again. On 1 report." in again.words
    assert now_of_cause(service_workplace, cause).is_open


def test_where_nothing_is_promised_an_hour_has_to_be_chosen(
    mira: Visitor, report: Report, service_workplace: Workplace
) -> None:
    library = small_library()
    promises = {name: page for name, page in library.public.commitments.items() if name != "next-word"}
    changed = library.public.model_copy(update={"commitments": promises})
    publish(service_workplace, library.model_copy(update={"public": changed}))
    page = mira.get(address_of(report))
    typed = {"open-cause__title": "The pump", "open-cause__sentence": DOWN}
    wrong = mira.press(page, "Open the cause", 422, **typed)
    assert wrong.errors == {"open-cause-next_word": "Say by when the next word comes, such as 15:30."}
    mira.press(wrong, "Open the cause", **{"open-cause__next_word": "11:00"})
    assert "by 11:00 tomorrow" in mira.get(address_of(report)).words


def test_there_is_nothing_at_the_address_of_a_cause_that_is_none(mira: Visitor) -> None:
    mira.get(paths.desk_cause(77), 404)
    mira.get(paths.desk_cause(10**30), 404)
