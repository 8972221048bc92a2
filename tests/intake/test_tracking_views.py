"""The private page tells all that is public, takes what the customer writes, and opens for nobody else."""

from typing import Any

import pytest
from flask import Flask

from portal import paths
from portal.acts.answer import answer
from portal.acts.close import decline, resolve
from portal.acts.customer_writes import customer_writes
from portal.acts.hand_over import hand_over
from portal.acts.try_something import Effort, try_something
from portal.acts.wait import wait_for_customer
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.reports.links import RECEIPT, TRACK, customer_token
from portal.reports.report import Report, Status
from portal.reports.timeline import Kind
from portal.store.contacts import contact_of
from portal.store.reports import update_report
from tests.browsing import Page, Visitor
from tests.intake.filling_in import CHECK, GOOD, PNG, SEND
from tests.workplaces import (
    ADA,
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
    with_target,
)

WRITE = "Send it"


def address_of(report: Report, purpose: str = TRACK) -> str:
    token = customer_token(SECRET, purpose, report.reference, report.generation)
    return paths.tracking(token) if purpose == TRACK else paths.receipt(token)


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    return reported(service_workplace)


@pytest.fixture
def page(visitor: Visitor, report: Report) -> Page:
    return visitor.get(address_of(report))


def test_the_story_tells_what_is_public_newest_first_and_nothing_else(
    visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    try_something(service_workplace, report.id, "mira", filling(), Effort("I rang.", "No answer.", "I dig.", "Priya"))
    hand_over(service_workplace, report.id, "mira", filling(), to="tom", why="secret-why", must_know="secret-note")
    answer(service_workplace, report.id, "tom", filling(), "I have it now.\nhttps://example.org/<x>")
    page = visitor.get(address_of(report))
    heard = page.words
    assert heard.index("I have it now.") < heard.index("handed this to Tom") < heard.index("I rang.")
    assert heard.index("I rang.") < heard.index("The tap is dry.")
    assert "Tom at the lines desk has it." in heard
    for secret in ("secret-why", "secret-note", "fewest open reports", "Only the team"):
        assert secret not in page.html
    assert page.soup.select_one('a[rel~="noreferrer"][href="https://example.org/"]')


def test_each_promise_is_said_with_its_state(
    visitor: Visitor, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    assert "Promised: a person answers by 16:00 today" in visitor.get(address_of(report)).words
    clock.pass_by(hours=3, minutes=45)
    assert "Due soon: a person answers by 16:00 today" in visitor.get(address_of(report)).words
    answer(service_workplace, report.id, "mira", filling(), "Here.")
    assert "Kept: a person answered at 15:45 today" in visitor.get(address_of(report)).words


def test_what_is_left_of_each_promise_stands_after_its_due_time(visitor: Visitor, report: Report, clock: Clock) -> None:
    for minutes, said in (
        (30, "Promised: a person answers by 16:00 today, 3 working hours left"),
        (190, "Due soon: a person answers by 16:00 today, 20 working minutes left"),
        (40, "Missed: a person was to answer by 16:00 today, late by 20 minutes"),
    ):
        clock.pass_by(minutes=minutes)
        assert said in visitor.get(address_of(report)).words


def test_promises_that_rest_say_which_they_are_and_count_nothing(
    visitor: Visitor, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    wait_for_customer(service_workplace, report.id, "mira", filling(), reason="Which street?", days=3)
    clock.pass_by(hours=5)
    page = visitor.get(address_of(report))
    said = [" ".join(each.get_text(" ").split()) for each in page.soup.select(".clocks li")]
    resting = [each for each in said if each.startswith("Waiting for you")]
    assert resting == list(dict.fromkeys(resting)) != []
    assert all(each.endswith("rests until you have written") for each in resting)
    assert not any(each.endswith("left") or "late by" in each for each in said)


def test_what_the_customer_adds_shows_at_once_with_its_files(
    visitor: Visitor, page: Page, service_workplace: Workplace, report: Report
) -> None:
    told(service_workplace)
    after = visitor.press(page, WRITE, words="It is worse.", files={"files": [("tap.png", PNG)]})
    assert "Sent. It shows below" in after.words
    assert "It is worse." in after.words
    assert "tap.png" in after.words
    assert after.value("words") == ""
    assert told(service_workplace) == [("customer_wrote", "mira")]


def test_pressing_twice_writes_once_and_a_corrected_word_is_kept(
    visitor: Visitor, page: Page, service_workplace: Workplace, report: Report
) -> None:
    for words in ("It is worse.", "It is worse.", "It is much worse."):
        visitor.press(page, WRITE, words=words)
    assert kinds(service_workplace, report).count(Kind.CUSTOMER_WROTE) == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [("", "Write what you want to add."), (" \0 ", "Write what you want to add."), ("a" * 10_001, "Shorten it to")],
)
def test_an_empty_or_endless_message_is_said_beside_its_field(
    visitor: Visitor, page: Page, service_workplace: Workplace, report: Report, words: str, message: str
) -> None:
    before = rows(service_workplace.store)
    wrong = visitor.press(page, WRITE, 422, words=words)
    assert wrong.errors["words"].startswith(message)
    assert wrong.summary == list(wrong.errors.values())
    assert wrong.title.startswith("Error: ")
    assert len(wrong.value("words")) in (0, 10_001)
    assert rows(service_workplace.store) == before


def test_a_file_that_cannot_be_taken_keeps_the_words_and_the_good_files(visitor: Visitor, page: Page) -> None:
    files = {"files": [("tap.png", PNG), ("tap.exe", PNG)]}
    wrong = visitor.press(page, WRITE, 422, words="Look at this.", files=files)
    assert "“tap.exe”" in wrong.errors["files"]
    assert wrong.value("words") == "Look at this."
    after = visitor.press(wrong, WRITE)
    assert "tap.png" in after.words


def test_a_message_to_a_closed_report_opens_it_again(
    visitor: Visitor, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    resolve(service_workplace, report.id, "mira", filling(), "Done.")
    page = visitor.get(address_of(report))
    assert "Not settled after all?" in page.words
    assert "If you write by Monday 7 December 2026, 12:00, this opens again." in page.words
    clock.pass_by(days=13)
    visitor.press(page, WRITE, words="It is dry again.")
    assert now_of(service_workplace, report).status is Status.OPEN


NEW = "Send it as a new report"


def test_a_message_that_comes_too_late_becomes_a_new_report_with_the_promises_that_were_shown(
    visitor: Visitor, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    resolve(service_workplace, report.id, "mira", filling(), "Done.")
    clock.pass_by(days=15)
    page = visitor.get(address_of(report))
    assert "What you write here becomes a new report that goes on from it" in page.words
    assert "Mira and Tom are there now. For the new report we promise: A person answers by 16:00 today." in page.words
    receipt = visitor.press(page, NEW, words="It is dry again.", files={"files": [("tap.png", PNG)]})
    assert "We have your report" in receipt.words
    assert f"It goes on from {report.reference}" in receipt.words
    assert "Mira reads what you wrote and answers by Tuesday 8 December 2026, 16:00." in receipt.words
    new = visitor.get(receipt.link("your private page"))
    assert "Promised: a person answers by 16:00 today" in new.words
    assert f"sent this report, which goes on from {report.reference}" in new.words
    assert "tap.png" in new.words
    assert new.link(report.reference) == address_of(report)
    old = visitor.get(address_of(report))
    assert old.link("Go to") == new.address
    assert not old.soup.select("form textarea[name=words]")


def test_a_page_that_was_open_when_the_window_closed_files_the_new_report_all_the_same(
    visitor: Visitor, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    """They were shown no promises, and get those in force."""
    resolve(service_workplace, report.id, "mira", filling(), "Done.")
    page = visitor.get(address_of(report))
    clock.pass_by(days=15)
    assert "We have your report" in visitor.press(page, WRITE, words="It is dry again.").words
    again = visitor.press(page, WRITE, words="And brown.")
    assert "And brown." in again.words
    assert again.address != address_of(report)


def test_promises_that_changed_a_day_ago_are_shown_again_before_anything_is_filed(
    visitor: Visitor, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    resolve(service_workplace, report.id, "mira", filling(), "Done.")
    clock.pass_by(days=15)
    page = visitor.get(address_of(report))
    clock.pass_by(minutes=1)
    publish(service_workplace, with_target(small_library(), "first-reply", "2 working hours"))
    clock.pass_by(hours=25)
    before = rows(service_workplace.store)
    wrong = visitor.press(page, NEW, 409, words="It is dry again.")
    assert wrong.summary == ["What we promise has changed since you began. Look at it again before you send."]
    assert wrong.value("words") == "It is dry again."
    assert rows(service_workplace.store) == before
    assert "We have your report" in visitor.press(wrong, NEW).words


def test_what_was_taken_back_is_not_carried_on(
    visitor: Visitor, page: Page, service_workplace: Workplace, report: Report
) -> None:
    withdraw(service_workplace, report.id)
    late = visitor.press(page, WRITE, 409, words="It is dry again.")
    assert "Start a new one, and mention this reference." in late.summary[0]
    assert "This is what you wrote, to copy: It is dry again." in late.words
    assert late.link("Start a new report") == "/report?topic=no-water"


def test_a_declined_report_says_what_was_tried_why_and_what_instead(
    visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    decline(service_workplace, report.id, "mira", filling(), tried="I rang.", why="No pipe.", instead="A tank.")
    words = visitor.get(address_of(report)).words
    assert "Why it stops here No pipe." in words
    assert "What you can do instead A tank." in words


def test_a_report_is_taken_back_after_a_question(
    visitor: Visitor, page: Page, service_workplace: Workplace, report: Report
) -> None:
    ask = visitor.get(page.link("Take this report back"))
    assert now_of(service_workplace, report).status is Status.OPEN
    after = visitor.press(ask, "Take it back")
    assert "You took this report back." in after.words
    assert now_of(service_workplace, report).status is Status.WITHDRAWN
    assert "Take this report back" not in after.words
    assert not after.soup.select("form textarea")


def test_what_was_closed_meanwhile_cannot_be_taken_back(
    visitor: Visitor, page: Page, service_workplace: Workplace, report: Report
) -> None:
    ask = visitor.get(page.link("Take this report back"))
    resolve(service_workplace, report.id, "mira", filling(), "Done.")
    assert "nothing to withdraw" in visitor.press(ask, "Take it back", 409).summary[0]
    assert visitor.get(ask.address, 303).response.location == address_of(report)


def test_the_contact_can_be_corrected_and_the_form_shows_the_present_one(
    visitor: Visitor, page: Page, service_workplace: Workplace, report: Report
) -> None:
    form = visitor.get(page.link("Change how we reach you"))
    assert (form.value("contact"), form.value("mail"), form.value("name")) == ("mail", ADA.address, "Ada")
    after = visitor.press(form, "Keep this", contact="phone", phone="01632 960 001", name="")
    assert "By phone on 01632 960 001." in after.words
    with service_workplace.store.reading() as conn:
        assert contact_of(conn, report.id) == BY_PHONE


def test_a_wrong_contact_changes_nothing_and_keeps_what_was_typed(
    visitor: Visitor, page: Page, service_workplace: Workplace
) -> None:
    before = rows(service_workplace.store)
    wrong = visitor.press(visitor.get(page.link("Change how")), "Keep this", 422, mail="ada@")
    assert wrong.errors == {"mail": "Enter one e-mail address in full, such as sam@example.org."}
    assert wrong.value("mail") == "ada@"
    assert rows(service_workplace.store) == before


@pytest.mark.parametrize("contact", [BY_PHONE, NO_CONTACT])
def test_the_page_says_how_the_customer_is_reached(
    visitor: Visitor, service_workplace: Workplace, contact: Any
) -> None:
    words = visitor.get(address_of(reported(service_workplace, contact=contact))).words
    assert ("By phone on 01632 960 001." if contact is BY_PHONE else "Not at all: you look here.") in words


def _altered(report: Report) -> list[str]:
    good = address_of(report).removeprefix(paths.TRACKING)
    reference, mac = good.split(".")
    other = "a" if mac[-1] != "a" else "b"
    wrong = customer_token(SECRET + "x", TRACK, reference, report.generation)
    old = customer_token(SECRET, TRACK, reference, report.generation + 1)
    receipt = customer_token(SECRET, RECEIPT, reference, report.generation)
    unknown = customer_token(SECRET, TRACK, "A2A2-A2AA", 1)
    return [
        f"{reference}.{mac[:-1]}{other}",
        reference,
        f"{reference}.",
        mac,
        wrong,
        old,
        receipt,
        unknown,
        "x",
        "é%00",
    ]


def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(visitor: Visitor, report: Report) -> None:
    answers = {visitor.get(paths.TRACKING + token, 404).html for token in _altered(report)}
    assert len(answers) == 1
    assert "The link may have lost a piece on the way" in answers.pop()


def test_the_link_of_the_receipt_does_not_track_nor_the_other_way_round(visitor: Visitor, report: Report) -> None:
    tracking, receipt = address_of(report), address_of(report, RECEIPT)
    visitor.get(receipt.replace(paths.RECEIPT, paths.TRACKING), 404)
    visitor.get(tracking.replace(paths.TRACKING, paths.RECEIPT), 404)


def test_stray_characters_of_a_mail_program_do_no_harm(visitor: Visitor, report: Report) -> None:
    for stray in (">", ".", "%20", ")", ",%3E"):
        visitor.get(address_of(report) + stray)


def test_a_revoked_link_opens_nothing(visitor: Visitor, service_workplace: Workplace, report: Report) -> None:
    with service_workplace.store.writing() as conn:
        update_report(conn, report.id, generation=2)
    visitor.get(address_of(report), 404)
    visitor.get(address_of(now_of(service_workplace, report)))


def test_an_attachment_is_a_download_for_this_link_only(
    visitor: Visitor, app: Flask, service_workplace: Workplace
) -> None:
    form = visitor.get("/report")
    hostile = b"<script>alert(1)</script>"
    check = visitor.press(form, CHECK, files={"files": [("a\u202e b.txt", hostile)]}, **GOOD)
    page = visitor.get(visitor.press(check, SEND).link("your private page"))
    address = next(str(a["href"]) for a in page.soup.select(".files a"))
    sent = Visitor(app).get(address)
    assert sent.response.data == hostile
    assert sent.response.headers["Content-Disposition"].startswith("attachment")
    assert sent.response.mimetype == "text/plain"
    assert sent.response.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.response.headers["Cache-Control"] == "no-store"
    other = address_of(reported(service_workplace))
    visitor.get(f"{other}/files/{address.rsplit('/', 1)[1]}", 404)
    visitor.get(address + "x", 404)
    for file in service_workplace.settings.attachments_dir.iterdir():
        file.unlink()
    visitor.get(address, 404)


@pytest.mark.parametrize(
    ("reference", "mail", "mails"),
    [("{0}", "ada@example.org", 1), ("{0}", "eve@example.org", 0), ("A2A2-A2AA", "ada@example.org", 0)],
)
def test_a_lost_link_is_asked_for_with_one_and_the_same_answer(
    visitor: Visitor, service_workplace: Workplace, report: Report, reference: str, mail: str, mails: int
) -> None:
    told(service_workplace)
    form = visitor.get(paths.REPORT_LINK)
    after = visitor.press(form, "Send me the link", reference=reference.format(report.reference), mail=mail)
    wrong = visitor.press(form, "Send me the link", reference="B2B2-B2BB", mail="nobody@example.org")
    assert after.html == wrong.html
    assert report.reference not in after.html
    assert told(service_workplace) == [("link_again", "customer")] * mails


def test_what_is_no_reference_or_address_is_said(visitor: Visitor) -> None:
    page = visitor.press(visitor.get(paths.REPORT_LINK), "Send me", 422, reference="hello", mail="x")
    assert page.errors == {
        "reference": "Enter the reference as it stands in our mail, such as R7K4-M2PX.",
        "mail": "Enter one e-mail address in full, such as sam@example.org.",
    }
    assert (page.value("reference"), page.value("mail")) == ("hello", "x")


def test_who_asks_for_links_again_and_again_has_to_wait(limited: Visitor, report: Report, clock: Clock) -> None:
    form = limited.get(paths.REPORT_LINK)
    fields = {"reference": report.reference, "mail": ADA.address}
    for _ in range(5):
        limited.press(form, "Send me", **fields)
    page = limited.press(form, "Send me", 429, **fields)
    assert page.response.headers["Retry-After"] == "900"
    assert page.value("mail") == ADA.address


def test_who_guesses_links_is_stopped_and_who_has_one_is_not(limited: Visitor, report: Report) -> None:
    for _ in range(60):
        limited.client.get(paths.TRACKING + "A2A2-A2AA." + "a" * 32)
    limited.get(paths.TRACKING + "A2A2-A2AA." + "a" * 32, 429)
    limited.get(address_of(report))


def test_who_writes_without_end_has_to_wait_and_keeps_the_words(limited: Visitor, report: Report) -> None:
    page = limited.get(address_of(report))
    for number in range(60):
        limited.client.post(**_posted(limited, page, f"Word {number}"))
    assert limited.press(page, WRITE, 429, words="One more.").value("words") == "One more."


def _posted(visitor: Visitor, page: Page, words: str) -> dict[str, Any]:
    address, data, _ = visitor.filled(page, WRITE, words=words)
    return {"path": address, "data": data}


def test_if_the_team_wrote_meanwhile_nothing_is_lost(
    visitor: Visitor, page: Page, service_workplace: Workplace, report: Report
) -> None:
    answer(service_workplace, report.id, "mira", filling(), "I dig.")
    customer_writes(service_workplace, report.id, filling(), "From my phone.")
    after = visitor.press(page, WRITE, words="From my desk.")
    for words in ("I dig.", "From my phone.", "From my desk."):
        assert words in after.words
    withdraw(service_workplace, report.id)
    assert [entry.at for entry in story(service_workplace, report)]
