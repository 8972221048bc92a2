"""What a customer says and decides at the end: each is one button away, and a GET changes nothing."""

import json
import re
from datetime import timedelta

from portal.acts.answer import answer
from portal.acts.close import resolve
from portal.acts.compose import mail_for
from portal.acts.listen import say_what_i_heard
from portal.acts.open_again import open_again
from portal.acts.submit import submit
from portal.acts.uploads import path_of
from portal.acts.watch import watch
from portal.acts.workplace import Workplace
from portal.reports.links import TRACK, customer_token
from portal.reports.report import Attachment, Report
from portal.reports.timeline import Kind
from portal.store import attachments
from portal.store.feedback import Feedback, feedback_of
from tests.browsing import Page, Visitor
from tests.workplaces import Clock, claimed, filling, kinds, reported, rows, story, submission, told


def page_of(visitor: Visitor, workplace: Workplace, report: Report, beneath: str = "") -> Page:
    token = customer_token(workplace.secret, TRACK, report.reference, report.generation)
    return visitor.get(f"/r/{token}{beneath}")


def heard(workplace: Workplace) -> Report:
    report = reported(workplace)
    say_what_i_heard(workplace, report.id, "mira", filling(), "The tap is dry since seven.")
    told(workplace)
    return report


def test_one_button_confirms_what_was_heard(visitor: Visitor, service_workplace: Workplace) -> None:
    report = heard(service_workplace)
    page = page_of(visitor, service_workplace, report)
    assert "The tap is dry since seven." in page.words
    after = visitor.press(page, "Yes, that is it")
    assert "Did we hear you right?" not in after.words
    assert told(service_workplace) == [("heard_confirmed", "mira")]


def test_what_was_not_heard_right_is_put_right(visitor: Visitor, service_workplace: Workplace) -> None:
    report = heard(service_workplace)
    page = page_of(visitor, service_workplace, report)
    after = visitor.press(page, "Put it right", heard__correction="Since six.")
    assert "Since six." in after.words
    assert kinds(service_workplace, report)[-1] is Kind.CORRECTED


def test_a_correction_that_has_no_summary_to_correct_says_so_and_stays_on_the_page(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    report = heard(service_workplace)
    page = page_of(visitor, service_workplace, report)
    visitor.press(page, "Put it right", heard__correction="Since six.")
    again = visitor.press(page, "Put it right", 409, heard__correction="Since half past five.")
    assert again.summary == ["You have answered this already. Write below what you want to add."]
    assert again.value("words") == "Since half past five."
    address, data, encoding = visitor.filled(page, "Put it right")
    data["heard-entry"] = "none"
    wrong = visitor.send(address, data, encoding, 422)
    assert wrong.summary == ["Go back to your page and answer there once more."]
    assert not wrong.soup.select(".error-summary a")


def test_the_two_questions_come_at_the_end_and_are_answered_apart(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    report = reported(service_workplace)
    assert "How did it go?" not in page_of(visitor, service_workplace, report).words
    resolve(service_workplace, report.id, "mira", filling(), "Mended.")
    page = page_of(visitor, service_workplace, report)
    wrong = visitor.press(page, "Tell us", 422)
    assert wrong.summary == ["Choose an answer to at least one of the two questions."]
    assert wrong.title.startswith("Error: ")
    after = visitor.press(page, "Tell us", feedback__solved="no", feedback__cared_for="yes")
    assert "answered the two questions: not solved, felt cared for" in after.words
    with service_workplace.store.reading() as conn:
        assert feedback_of(conn, report.id) == Feedback(solved=False, cared_for=True)


def test_after_a_second_outcome_the_two_questions_are_asked_afresh(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    report = reported(service_workplace)
    resolve(service_workplace, report.id, "mira", filling(), "Mended.")
    page = page_of(visitor, service_workplace, report)
    visitor.press(page, "Tell us", feedback__solved="no", feedback__cared_for="yes")
    open_again(service_workplace, report.id, "mira", filling(), "We mended the wrong pipe.")
    with service_workplace.store.reading() as conn:
        assert feedback_of(conn, report.id) is None
    resolve(service_workplace, report.id, "mira", filling(), "Now it is the right one.")
    again = page_of(visitor, service_workplace, report)
    assert "You have answered." not in again.words
    assert "not solved, felt cared for" in again.words, "the timeline keeps what was said"
    visitor.press(again, "Tell us", feedback__solved="no", feedback__cared_for="yes")
    with service_workplace.store.reading() as conn:
        assert feedback_of(conn, report.id) == Feedback(solved=False, cared_for=True)


def test_thanks_go_straight_to_the_person_and_reopen_nothing(visitor: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    resolve(service_workplace, report.id, "mira", filling(), "Mended.")
    told(service_workplace)
    visitor.press(page_of(visitor, service_workplace, report), "Send your thanks", thanks__words="You were kind.")
    (notice,) = claimed(service_workplace)
    assert (notice.message, notice.recipient) == ("thanked", "mira")
    assert "You were kind." in mail_for(service_workplace, notice).as_string()
    assert Kind.REOPENED not in kinds(service_workplace, report)


def test_you_are_late_is_there_when_something_is_and_only_then(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    report = reported(service_workplace)
    assert "You are late" not in page_of(visitor, service_workplace, report).buttons()
    clock.now += timedelta(hours=4, seconds=1)
    watch(service_workplace)
    page = page_of(visitor, service_workplace, report)
    assert "£5 off your next bill." in page.words
    after = visitor.press(page, "You are late")
    assert "the lead knows" in after.words
    assert "You are late" not in after.buttons()


def test_mails_stop_with_one_click_or_one_post_and_come_back(visitor: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    told(service_workplace)
    answer(service_workplace, report.id, "mira", filling(), "We look.")
    (notice,) = claimed(service_workplace)
    mail = mail_for(service_workplace, notice)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.search(r"<https?://[^/]+(/r/stop/[^>]+)>", str(mail["List-Unsubscribe"]))
    assert found
    before = rows(service_workplace.store)
    page = visitor.get(found[1])
    assert rows(service_workplace.store) == before, "opening the link changes nothing"
    one_click = visitor.client.post(found[1], data={"List-Unsubscribe": "One-Click"}, headers={"Origin": "null"})
    assert one_click.status_code == 200
    answer(service_workplace, report.id, "mira", filling(), "Nothing yet.")
    assert told(service_workplace) == []
    visitor.press(visitor.press(page, "Stop the mails"), "Send me mails again")
    answer(service_workplace, report.id, "mira", filling(), "Found it.")
    assert told(service_workplace) == [("answered", "customer")]


def test_the_link_that_stops_mails_opens_nothing_else(visitor: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    token = customer_token(service_workplace.secret, "mute", report.reference, report.generation)
    visitor.get(f"/r/{token}", 404)
    track = customer_token(service_workplace.secret, TRACK, report.reference, report.generation)
    visitor.get(f"/r/stop/{track}", 404)


def test_a_customer_takes_their_data_along(visitor: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    answer(service_workplace, report.id, "mira", filling(), "We look.")
    response = page_of(visitor, service_workplace, report, "/data.json").response
    assert f'filename="report-{report.reference}.json"' in response.headers["Content-Disposition"]
    data = json.loads(response.text)
    assert data["contact"] == {"kind": "mail", "address": "ada@example.org", "name": "Ada"}
    assert [told["words"] for told in data["story"]] == [{"what_happened": "The tap is dry."}, {"answer": "We look."}]
    assert "loads" not in response.text, "what only the team sees stays with the team"


def test_erasing_leaves_no_word_no_address_and_no_file(visitor: Visitor, service_workplace: Workplace) -> None:
    file = Attachment("e" * 32, "tap.png", "image/png", 3)
    path = path_of(service_workplace.settings, file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"png")
    report = submit(service_workplace, submission(service_workplace, attachments=(file,)))
    page = visitor.press(page_of(visitor, service_workplace, report, "/data"), "Erase it all")
    assert "The tap is dry." not in page.words
    assert "ada@example.org" not in page.words
    assert not path.exists()
    assert all(not entry.texts for entry in story(service_workplace, report))
    assert kinds(service_workplace, report)[-1] is Kind.ERASED
    with service_workplace.store.reading() as conn:
        assert attachments.attachments_of(conn, report.id) == []
    everything = repr(rows(service_workplace.store))
    for personal in ("The tap is dry.", "ada@example.org", "'Ada'", "tap.png"):
        assert personal not in everything


def test_erasing_twice_is_erasing_once(visitor: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    for _ in range(2):
        visitor.press(page_of(visitor, service_workplace, report, "/data"), "Erase it all")
    assert kinds(service_workplace, report).count(Kind.ERASED) == 1
