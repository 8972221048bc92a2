"""The form keeps what was typed whatever goes wrong, shows who gets it and by when, and files once."""

import re
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event

from portal import paths
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.errors import StoreUnavailable
from portal.reports.report import ContactKind
from portal.store.attachments import attachments_of
from portal.store.contacts import contact_of
from portal.store.engine import Store
from portal.store.reports import newest_reports
from portal.store.sqlite import WRITES
from portal.web.current import workplace
from portal.web.limits import HOLD_REPORT, SEND_REPORT, counted_by
from portal.web.overload import OVERLOADED
from tests.browsing import Page, Visitor
from tests.intake.filling_in import CHANGE, CHECK, GOOD, PNG, SEND, check_page_of, receipt_of
from tests.workplaces import (
    Clock,
    publish,
    reported,
    rows,
    small_library,
    story,
    told,
    with_target,
    without_shifts,
    without_topic,
)

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea></p></main><h1>Gone</h1>",
    "{{ 7 * 7 }} {% raw %}",
    "javascript:alert(1) https://example.org/<b>",
    "Wattenmeer" * 900,
    "\0\x01\x1b[31m\x85\x9f tail",
    "🚰👩‍🔧 naïve Ελληνικά",
    "\u202eמים\u202c אין מים בברז \u2067x",
    "&amp; &lt; &#x3c;",
    "line one\r\nline two\rline three\n\nline five",
]


def filed(workplace: Workplace) -> list[Any]:
    with workplace.store.reading() as conn:
        return newest_reports(conn)


def test_a_report_goes_from_the_form_over_the_check_page_to_the_receipt(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    check = check_page_of(visitor)
    assert filed(service_workplace) == []
    assert "Mira and Tom are there now." in check.words
    assert "Mira or Tom answers by 16:00 today." in check.words
    assert "A person answers by 16:00 today." in check.words
    assert "The tap is dry." in check.words
    receipt = visitor.press(check, SEND)
    [report] = filed(service_workplace)
    assert report.reference in receipt.words
    assert "Mira at the lines desk" in receipt.words
    assert "Monday 23 November 2026, 16:00" in receipt.words
    assert told(service_workplace) == [("assigned", "mira"), ("received", "customer")]
    with service_workplace.store.reading() as conn:
        contact = contact_of(conn, report.id)
    assert contact is not None
    assert (contact.kind, contact.address, contact.name) == (ContactKind.MAIL, "ada@example.org", "Ada")


def test_the_check_page_says_when_somebody_comes_if_nobody_is_there(visitor: Visitor, clock: Clock) -> None:
    clock.pass_by(hours=8)
    check = check_page_of(visitor)
    assert "Nobody is there now. Mira starts 08:00 tomorrow." in check.words
    assert "Mira answers by 12:00 tomorrow." in check.words


def test_the_check_page_says_that_all_get_it_where_nobody_has_a_shift(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    clock.pass_by(minutes=1)
    publish(service_workplace, without_shifts(small_library()))
    assert "All of them get it, and the first to come in takes it." in check_page_of(visitor).words
    assert "Somebody of the lines desk answers by" in check_page_of(visitor).words


def test_a_limitation_that_fits_is_shown_and_never_in_the_way(visitor: Visitor, service_workplace: Workplace) -> None:
    check = check_page_of(visitor, what_happened="There is brown water in the sink.")
    assert "The water is brown after a storm" in check.words
    assert "Let it run for ten minutes." in check.words
    assert "We test it and tell you." in check.words
    visitor.press(check, SEND)
    assert len(filed(service_workplace)) == 1
    assert "brown after a storm" not in check_page_of(visitor).words


ERRORS: list[tuple[dict[str, Any], str, str]] = [
    ({"topic": ""}, "topic", "Choose what it is about."),
    ({"topic": "no-such"}, "topic", "Choose what it is about."),
    ({"topic": "not-yet"}, "topic", "Choose what it is about."),
    ({"what_happened": " \n "}, "what_happened", "Tell us what happened. A sentence is enough."),
    ({"what_happened": "\0\x01"}, "what_happened", "Tell us what happened. A sentence is enough."),
    ({"what_happened": "a" * 10_001}, "what_happened", "Shorten what happened to 10,000 characters; it has 10,001."),
    ({"severity": ""}, "severity", "Choose how it affects you."),
    ({"contact": ""}, "contact", "Choose how we may reach you."),
    ({"contact": "pigeon"}, "contact", "Choose how we may reach you."),
    ({"mail": ""}, "mail", "Enter your e-mail address, or choose another way to be reached."),
    ({"mail": "ada"}, "mail", "Enter one e-mail address in full, such as sam@example.org."),
    ({"mail": "ada@example.org, eve@example.org"}, "mail", "Enter one e-mail address in full"),
    ({"mail": "ada@example.org\r\nBcc: eve@example.org"}, "mail", "Enter one e-mail address in full"),
    ({"contact": "phone", "phone": ""}, "phone", "Enter your phone number, or choose another way to be reached."),
    ({"contact": "phone", "phone": "call me"}, "phone", "Enter the number in digits, such as 01632 960 001."),
    ({"contact": "phone", "phone": "()()()"}, "phone", "Enter the number in digits"),
    ({"name": "a" * 101}, "name", "Give a name of 100 characters or fewer."),
]


@pytest.mark.parametrize(("typed", "field", "message"), ERRORS)
def test_an_error_stands_beside_its_field_and_on_top_and_nothing_typed_is_lost(
    visitor: Visitor, service_workplace: Workplace, typed: dict[str, Any], field: str, message: str
) -> None:
    form = visitor.get("/report")
    # A browser cannot send a choice that is not on the page, but somebody else can.
    address, data, encoding = visitor.filled(form, CHECK, **GOOD)
    for name, value in typed.items():
        data.setlist(name, [value])
    page = visitor.send(address, data, encoding, 422)
    assert page.title.startswith("Error: ")
    assert list(page.errors) == [field]
    assert page.errors[field].startswith(message)
    assert page.summary == list(page.errors.values())
    for name in ("what_happened", "mail", "name"):
        expected = {**GOOD, **typed}[name]
        if expected.isprintable():
            assert page.value(name) == expected
    assert filed(service_workplace) == []


def test_all_errors_come_at_once_in_the_order_of_the_page(visitor: Visitor) -> None:
    page = visitor.press(visitor.get("/report"), CHECK, 422)
    assert list(page.errors) == ["topic", "what_happened", "severity", "contact"]
    assert page.summary == list(page.errors.values())
    assert page.soup.select_one(".error-summary[role=alert]")


@pytest.mark.parametrize("typed", NASTY)
def test_whatever_is_typed_is_shown_as_text_and_kept_as_it_is(
    visitor: Visitor, service_workplace: Workplace, typed: str
) -> None:
    check = check_page_of(visitor, what_happened=typed, name=typed[:60])
    receipt = visitor.press(check, SEND)
    page = visitor.get(receipt.link("your private page"))
    for each in (check, receipt, page):
        assert not each.soup.select("main script, main img, main h1 ~ h1, main b")
        assert all(str(a["href"]).startswith(("/", "http", "#", "tel:", "mailto:")) for a in each.soup.select("a"))
    [report] = filed(service_workplace)
    kept = story(service_workplace, report)[0].texts["what_happened"]
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    overrides = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    visible = "".join(c for c in lines if c == "\n" or not (ord(c) < 32 or 127 <= ord(c) < 160 or c in overrides))
    assert kept == visible.strip()


def test_change_something_keeps_all_that_was_typed(visitor: Visitor) -> None:
    check = visitor.press(
        visitor.get("/report?page=/about/"),
        CHECK,
        files={"files": [("tap.png", PNG)]},
        **(GOOD | {"contact": "phone", "phone": "01632 960 001"}),
    )
    form = visitor.press(check, CHANGE)
    assert form.summary == []
    expected = GOOD | {"contact": "phone", "phone": "01632 960 001", "page": "/about/"}
    assert {name: form.value(name) for name in expected} == expected
    assert "tap.png" in form.words
    assert form.value("stamp") == check.value("stamp")
    again = visitor.press(form, CHECK, what_happened="Another word.")
    assert "Another word." in again.words
    assert "tap.png" in again.words


def test_an_attachment_can_be_left_out_by_clearing_its_box(visitor: Visitor, service_workplace: Workplace) -> None:
    files = {"files": [("tap.png", PNG), ("notes.txt", b"words")]}
    check = visitor.press(visitor.get("/report"), CHECK, files=files, **GOOD)
    form = visitor.press(check, CHANGE)
    boxes = [str(box["value"]) for box in form.soup.select("input[name=staged]")]
    receipt = visitor.press(visitor.press(form, CHECK, staged=boxes[1:]), SEND)
    assert receipt.status == 200
    with service_workplace.store.reading() as conn:
        assert [each.name for each in attachments_of(conn, filed(service_workplace)[0].id)] == ["notes.txt"]


def test_attachments_survive_an_error_elsewhere_in_the_form(visitor: Visitor, service_workplace: Workplace) -> None:
    page = visitor.press(
        visitor.get("/report"), CHECK, 422, files={"files": [("tap.png", PNG)]}, **(GOOD | {"mail": ""})
    )
    assert "tap.png" in page.words
    visitor.press(visitor.press(page, CHECK, mail="ada@example.org"), SEND)
    with service_workplace.store.reading() as conn:
        assert [each.name for each in attachments_of(conn, filed(service_workplace)[0].id)] == ["tap.png"]


def test_a_file_that_cannot_be_taken_is_named_and_the_others_are_kept(visitor: Visitor) -> None:
    files = {"files": [("virus.exe", PNG), ("tap.png", PNG), ("empty.txt", b"")]}
    page = visitor.press(visitor.get("/report"), CHECK, 422, files=files, **GOOD)
    assert "“virus.exe” is a kind of file we cannot take." in page.errors["files"]
    assert "tap.png" in page.words
    assert page.value("what_happened") == GOOD["what_happened"]


def test_one_file_too_many_is_named(visitor: Visitor) -> None:
    files = {"files": [(f"tap{n}.png", PNG) for n in range(6)]}
    page = visitor.press(visitor.get("/report"), CHECK, 422, files=files, **GOOD)
    assert page.errors["files"] == "Attach 5 files at most; “tap5.png” is one too many."


@pytest.mark.parametrize("forged", ["nonsense", "", "eyJ.x.y", "\0"])
def test_a_made_up_name_of_an_attachment_attaches_nothing(
    visitor: Visitor, service_workplace: Workplace, forged: str
) -> None:
    check = visitor.press(visitor.get("/report"), CHECK, files={"files": [("tap.png", PNG)]}, **GOOD)
    address, data, encoding = visitor.filled(check, SEND)
    data.setlist("staged", [forged])
    page = visitor.send(address, data, encoding, 422)
    assert "Attach it again." in page.errors["files"]
    assert filed(service_workplace) == []


def test_sending_twice_files_once(visitor: Visitor, service_workplace: Workplace) -> None:
    check = check_page_of(visitor)
    first, second = visitor.press(check, SEND), visitor.press(check, SEND)
    assert first.address == second.address
    assert len(filed(service_workplace)) == 1


def test_the_receipt_survives_a_reload_a_bookmark_and_time(visitor: Visitor, app: Flask, clock: Clock) -> None:
    receipt = receipt_of(visitor)
    assert visitor.get(receipt.address).html == receipt.html
    clock.pass_by(days=200)
    assert Visitor(app).get(receipt.address).html == receipt.html


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ({"contact": "mail"}, "by e-mail at ada@example.org"),
        ({"contact": "phone", "phone": "01632 960 001"}, "by phone on 01632 960 001"),
        ({"contact": "none"}, "only on the private link"),
    ],
)
def test_the_receipt_says_how_we_reach_the_customer(visitor: Visitor, contact: dict[str, str], words: str) -> None:
    assert words in receipt_of(visitor, **contact).words


def test_sending_without_a_form_leads_to_the_form(visitor: Visitor) -> None:
    response = visitor.client.get(paths.REPORT_SEND)
    assert (response.status_code, response.location) == (303, paths.REPORT)


def test_the_topic_and_the_page_of_the_address_are_filled_in(visitor: Visitor) -> None:
    assert visitor.get("/report?topic=wrong-bill").value("topic") == "wrong-bill"
    about = visitor.get("/report?page=/policies/refunds/")
    assert (about.value("topic"), about.value("page")) == ("something-else", "/policies/refunds/")
    assert "About the page “Refunds”." in about.words


@pytest.mark.parametrize(
    "query",
    ["topic=no-such", "page=/no/such/", "page=//evil.example/", "topic=%00", "page=<script>", "topic=&page=", "x=y"],
)
def test_what_the_address_asks_for_and_is_not_there_is_ignored(visitor: Visitor, query: str) -> None:
    page = visitor.get(f"/report?{query}")
    assert page.value("page") == ""
    assert "evil" not in page.html
    assert page.summary == []


def test_a_page_or_topic_that_readers_do_not_see_yet_is_not_given_away(visitor: Visitor) -> None:
    assert "nobody may see" not in visitor.get("/report?page=/policies/unfinished/").html
    assert "not take reports on yet" not in visitor.get("/report").html


def test_a_report_about_a_page_goes_to_its_owner(visitor: Visitor, service_workplace: Workplace) -> None:
    form = visitor.get("/report?page=/about/")
    check = visitor.press(form, CHECK, **(GOOD | {"topic": "something-else"}))
    assert "Bea answers for this page." in check.words
    visitor.press(check, SEND)
    assert filed(service_workplace)[0].owner == "bea"


def test_without_our_cookie_the_filled_form_comes_back_and_the_next_press_works(
    visitor: Visitor, app: Flask, service_workplace: Workplace
) -> None:
    check = check_page_of(visitor)
    other = Visitor(app)
    page = other.press(check, SEND, 422)
    assert "your browser did not send back our cookie" in page.summary[0]
    assert page.title.startswith("Error: ")
    assert {name: page.value(name) for name in GOOD} == GOOD
    assert filed(service_workplace) == []
    other.press(other.press(page, CHECK), SEND)
    assert len(filed(service_workplace)) == 1


def test_a_stamp_that_is_not_ours_is_not_taken(visitor: Visitor, service_workplace: Workplace) -> None:
    check = check_page_of(visitor)
    for stamp in ("", "chosen by somebody", check.value("stamp") + "x", "é.\0"):
        page = visitor.press(check, SEND, 422, stamp=stamp)
        assert "was not made here" in page.summary[0]
        assert page.value("what_happened") == GOOD["what_happened"]
    assert filed(service_workplace) == []


def test_what_came_back_faster_than_anybody_reads_is_shown_once_more(
    limited: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    check = check_page_of(limited)
    again = limited.press(check, SEND)
    assert "quicker than reading takes" in again.words
    assert filed(service_workplace) == []
    clock.pass_by(seconds=3)
    limited.press(again, SEND)
    assert len(filed(service_workplace)) == 1


def test_too_many_reports_from_one_place_wait_and_keep_what_was_typed(
    limited: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    """More than the quarantine takes from one place as well: see test_held_reports."""
    check = check_page_of(limited)
    clock.pass_by(seconds=3)
    with limited.client.application.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        for limit in (SEND_REPORT, HOLD_REPORT):
            count = counted_by(workplace(), limit)
            with service_workplace.store.writing() as conn:
                for _ in range(limit.most):
                    count(conn)
    page = limited.press(check, SEND, 429)
    assert page.response.headers["Retry-After"] == "600"
    assert "Wait ten minutes" in page.summary[0]
    assert {name: page.value(name) for name in GOOD} == GOOD
    clock.pass_by(minutes=11)
    limited.press(limited.press(page, CHECK), SEND)


def test_promises_that_changed_long_ago_are_shown_anew_before_anything_is_sent(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    check = check_page_of(visitor)
    publish(service_workplace, with_target(small_library(), "first-reply", "1 working hour"))
    clock.pass_by(hours=25)
    page = visitor.press(check, SEND, 409)
    assert "What we promise has changed since you began." in page.summary[0]
    assert "answers by 14:00 today" in page.words
    assert filed(service_workplace) == []
    visitor.press(page, SEND)
    assert len(filed(service_workplace)) == 1


def test_a_topic_that_went_while_somebody_typed_is_asked_for_again(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    check = check_page_of(visitor, topic="wrong-bill")
    clock.pass_by(minutes=1)
    publish(service_workplace, without_topic(small_library(), "wrong-bill"))
    page = visitor.press(check, SEND, 422)
    assert page.errors == {"topic": "Choose what it is about."}
    assert page.value("what_happened") == GOOD["what_happened"]


class Away(Store):
    """A database that does not answer."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.engine, store.name)

    def writing(self, *, foreign_keys: bool = True) -> Any:
        raise StoreUnavailable("The database does not answer.")

    def reading(self) -> Any:
        raise StoreUnavailable("The database does not answer.")


@pytest.fixture
def breakable(service_workplace: Workplace) -> tuple[Visitor, Any]:
    """A visitor with the limits on, and a switch that takes the database away or brings it back."""
    settings = service_workplace.settings.model_copy(update={"limits": "on"})
    workplace = replace(service_workplace, settings=settings)
    visitor = Visitor(create_service(workplace))
    store = workplace.store

    def switch(*, away: bool) -> None:
        now = Away(store) if away else store
        object.__setattr__(workplace, "store", now)
        workplace.in_force._store = now

    return visitor, switch


def test_while_the_database_is_away_nothing_typed_is_lost_and_another_way_is_shown(
    breakable: tuple[Visitor, Any], clock: Clock, service_workplace: Workplace
) -> None:
    visitor, switch = breakable
    check = visitor.press(visitor.get("/report"), CHECK, files={"files": [("tap.png", PNG)]}, **GOOD)
    clock.pass_by(seconds=3)
    switch(away=True)
    page = visitor.press(check, SEND, 503)
    assert "we have not got it" in page.summary[0]
    assert page.response.headers["Retry-After"] == "120"
    assert {name: page.value(name) for name in GOOD} == GOOD
    assert "tap.png" in page.words
    assert "01632 960 100" in page.words
    again = visitor.press(page, CHECK, 503)
    assert {name: again.value(name) for name in GOOD} == GOOD
    switch(away=False)
    visitor.press(visitor.press(again, CHECK), SEND)
    assert len(filed(service_workplace)) == 1


def test_while_the_database_is_away_the_form_still_opens_with_another_way_to_reach_us(
    breakable: tuple[Visitor, Any],
) -> None:
    visitor, switch = breakable
    switch(away=True)
    assert "01632 960 100" in visitor.get("/report").words
    lost = visitor.get("/report/sent/A2A2-A2AA." + "a" * 32, 503)
    assert "Try again in a few minutes" in lost.words
    assert lost.response.headers["Retry-After"] == "120"


def test_an_oversize_body_is_refused_with_a_page(visitor: Visitor, service_workplace: Workplace) -> None:
    form = visitor.get("/report")
    page = visitor.press(form, CHECK, 413, **(GOOD | {"what_happened": "a" * 600_000}))
    assert "That is too large to send" in page.words
    big = b"x" * (service_workplace.settings.max_attachment_bytes * 5 + 600_000)
    page = visitor.press(form, CHECK, 413, files={"files": [("big.txt", big)]}, **GOOD)
    assert "That is too large to send" in page.words


def test_an_attachment_beyond_the_limit_is_named(visitor: Visitor) -> None:
    files = {"files": [("big.txt", b"x" * 10_000_001)]}
    page = visitor.press(visitor.get("/report"), CHECK, 422, files=files, **GOOD)
    assert page.errors["files"] == "“big.txt” is larger than 10 MB. Attach a smaller copy."


def test_a_name_cannot_turn_the_words_around_it(visitor: Visitor, service_workplace: Workplace) -> None:
    receipt_of(visitor, name="Ada\u202e\u2066\r\nBcc: x")
    with service_workplace.store.reading() as conn:
        contact = contact_of(conn, filed(service_workplace)[0].id)
    assert contact is not None
    assert contact.name == "Ada Bcc: x"


def test_the_due_time_on_the_check_page_is_the_one_on_the_receipt(visitor: Visitor, clock: Clock) -> None:
    clock.now = clock.now.replace(hour=17, minute=30)
    check = check_page_of(visitor)
    said = re.search(r"answers by (\d\d:\d\d) tomorrow", check.words)
    assert said
    day = clock.now + timedelta(days=1)
    assert f"Tuesday {day.day} November 2026, {said[1]}" in visitor.press(check, SEND).words


def test_somebody_else_with_the_same_words_files_a_report_of_their_own(
    visitor: Visitor, app: Flask, service_workplace: Workplace
) -> None:
    receipt_of(visitor)
    receipt_of(Visitor(app))
    reported(service_workplace)
    assert len(filed(service_workplace)) == 3
    assert len({row.reference for row in rows(service_workplace.store)["reports"]}) == 3


def test_every_line_of_the_summary_leads_to_its_field(visitor: Visitor) -> None:
    page: Page = visitor.press(visitor.get("/report"), CHECK, 422, contact="mail", mail="x")
    for link in page.soup.select(".error-summary a"):
        assert page.soup.select_one(str(link["href"])), link


def test_a_report_that_is_sent_is_one_commit_with_its_limit_counted_in_it(
    limited: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    """From the check page's button to the confirmation: one transaction that writes, and so one wait for the disk."""
    check = check_page_of(limited)
    clock.pass_by(seconds=3)
    commits: list[Connection] = []

    def counted(conn: Connection) -> None:
        if conn.get_execution_options().get(WRITES):
            commits.append(conn)

    event.listen(service_workplace.store.engine, "commit", counted)
    limited.press(check, SEND)
    assert len(filed(service_workplace)) == len(commits) == 1


def test_while_another_writes_for_too_long_the_form_comes_back_with_another_way(
    visitor: Visitor, service_workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow database makes nobody wait for ever: an honest answer, with all that was typed, and nothing filed."""
    check = check_page_of(visitor)
    monkeypatch.setattr(service_workplace.store._writers, "_patience_s", 0.05)
    holds, done = threading.Event(), threading.Event()

    def write_for_long() -> None:
        with service_workplace.store.writing():
            holds.set()
            done.wait(30)

    writer = threading.Thread(target=write_for_long)
    writer.start()
    try:
        assert holds.wait(10)
        page = visitor.press(check, SEND, 503)
    finally:
        done.set()
        writer.join()
    assert page.response.headers["Retry-After"] == "120"
    assert "01632 960 100" in page.words
    assert {name: page.value(name) for name in GOOD} == GOOD
    assert filed(service_workplace) == []


def test_beyond_what_can_be_answered_in_time_it_says_so_at_once_and_gives_back_what_was_typed(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    check = check_page_of(visitor)
    visitor.client.environ_base[OVERLOADED] = True
    page = visitor.press(check, SEND, 503)
    assert int(page.response.headers["Retry-After"]) > 0
    assert "01632 960 100" in page.words
    assert GOOD["what_happened"] in page.words
    assert filed(service_workplace) == []


def test_a_form_that_was_open_when_the_clock_was_set_back_can_be_sent(
    limited: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    """Otherwise nobody with a form open could send it until the clock has caught up."""
    check = check_page_of(limited)
    clock.pass_by(days=-1)
    limited.press(check, SEND)
    assert len(filed(service_workplace)) == 1
