"""What looks odd waits for a person, and nobody who sent it loses anything by that. DESIGN §5, §8."""

from dataclasses import replace

import pytest
from flask import Flask

from portal import paths
from portal.acts import hold_report
from portal.acts.empty_quarantine import forget_set_aside
from portal.acts.person_export import all_held_on
from portal.acts.uploads import discard_abandoned
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.store import held_reports
from portal.store.clocks import clocks_of
from portal.store.reports import newest_reports, update_report
from tests.audit.record import Part, Tried
from tests.browsing import Page, Visitor
from tests.intake.filling_in import CHANGE, CHECK, GOOD, PNG, SEND, check_page_of
from tests.signing_in import somebody
from tests.workplaces import NOON, Clock, rows, told

LET_IN, SET_ASIDE = "Let in those ticked", "Set aside those ticked"
URGENT = "urgent"
SENT = 40


def held_page(visitor: Visitor, **typed: str) -> Page:
    return visitor.press(check_page_of(visitor, homepage="https://cheap.example", **typed), SEND)


def with_a_file(visitor: Visitor) -> Page:
    typed = GOOD | {"homepage": "https://cheap.example"}
    return visitor.press(visitor.get(paths.REPORT), CHECK, files={"files": [("tap.png", PNG)]}, **typed)


def waiting(workplace: Workplace) -> list[str]:
    with workplace.store.reading() as conn:
        return [held.words for held in held_reports.waiting(conn, URGENT, 100)]


def filed(workplace: Workplace) -> list[str]:
    with workplace.store.reading() as conn:
        return [report.reference for report in newest_reports(conn)]


@pytest.fixture
def mira(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "mira")


def ticked(page: Page) -> list[str]:
    return [str(box["value"]) for box in page.soup.select('main input[name="chosen"]')]


def test_what_fills_in_the_empty_line_waits_for_a_person_and_is_told_so_without_blame(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    check = check_page_of(visitor, homepage="https://cheap.example")
    assert "yours says “https://cheap.example”" in check.words
    held = visitor.press(check, SEND)
    assert "We have what you wrote" in held.title
    assert "There is nothing for you to do." in held.words
    assert "sometimes a browser does it for its reader" in held.words
    assert not {"spam", "robot", "suspicious"} & set(held.words.lower().split())
    assert waiting(service_workplace) == ["The tap is dry."]
    assert filed(service_workplace) == []
    assert told(service_workplace) == [
        ("quarantine_waits", "mira"),
        ("quarantine_waits", "ruth"),
        ("quarantine_waits", "tom"),
    ]


def test_whoever_empties_the_line_again_is_not_held(visitor: Visitor, service_workplace: Workplace) -> None:
    check = check_page_of(visitor, homepage="https://cheap.example")
    form = visitor.press(check, CHANGE)
    visitor.press(visitor.press(form, CHECK, homepage=""), SEND)
    assert len(filed(service_workplace)) == 1
    assert waiting(service_workplace) == []


def test_what_a_person_lets_in_is_a_report_received_when_it_came_under_the_reference_it_had(
    visitor: Visitor, mira: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    held = visitor.press(with_a_file(visitor), SEND)
    reference = held.soup.select_one(".reference")
    assert reference is not None
    clock.pass_by(minutes=90)
    page = mira.get(paths.DESK_QUARANTINE)
    assert "The tap is dry." in page.words
    after = mira.press(page, LET_IN, chosen=ticked(page))
    assert "One report let in." in after.words
    assert filed(service_workplace) == [reference.get_text()]
    with service_workplace.store.reading() as conn:
        [report] = newest_reports(conn)
        assert report.received_at == NOON
        assert min(clock.due_at for clock in clocks_of(conn, report.id)).hour == 16
    receipt = visitor.get(held.address, 303)
    assert "We have your report" in visitor.get(str(receipt.response.location)).words
    assert ("received", "customer") in told(service_workplace)
    assert waiting(service_workplace) == []


def test_what_is_set_aside_says_so_on_its_private_page_and_can_be_let_in_after_all(
    visitor: Visitor, mira: Visitor, service_workplace: Workplace
) -> None:
    held = held_page(visitor)
    page = mira.get(paths.DESK_QUARANTINE)
    after = mira.press(page, SET_ASIDE, chosen=ticked(page))
    assert "One report set aside." in after.words
    told_now = visitor.get(held.address).words
    assert "If we got that wrong, we are sorry" in told_now
    mira.press(after, "Let in those ticked after all", chosen=ticked(after))
    assert "We have your report" in visitor.get(str(visitor.get(held.address, 303).response.location)).words
    assert len(filed(service_workplace)) == 1


def test_sent_twice_is_held_once_and_let_in_twice_is_one_report(
    visitor: Visitor, mira: Visitor, service_workplace: Workplace
) -> None:
    check = check_page_of(visitor, homepage="x")
    first, again = visitor.press(check, SEND), visitor.press(check, SEND)
    assert first.address == again.address
    page = mira.get(paths.DESK_QUARANTINE)
    chosen = ticked(page)
    mira.press(page, LET_IN, chosen=chosen)
    mira.press(page, LET_IN, chosen=chosen)
    assert len(filed(service_workplace)) == 1
    assert "We have your report" in visitor.press(check, SEND).title
    refused = mira.press(page, SET_ASIDE, 409, chosen=chosen)
    assert "was let in meanwhile" in refused.summary[0]


def test_nothing_ticked_or_no_button_is_an_error_and_changes_nothing(
    visitor: Visitor, mira: Visitor, service_workplace: Workplace
) -> None:
    held_page(visitor)
    page = mira.get(paths.DESK_QUARANTINE)
    assert "Tick the reports" in mira.press(page, LET_IN, 422).summary[0]
    assert "none of ours" in mira.press(page, LET_IN, 422, chosen=["-1"]).summary[0]
    assert "no longer kept" in mira.press(page, LET_IN, 409, chosen=["999"]).summary[0]
    assert len(waiting(service_workplace)) == 1


def test_more_from_one_place_than_people_send_waits_and_goes_on_waiting_for_nobody_else(
    limited: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    check = check_page_of(limited)
    clock.pass_by(seconds=3)
    for _ in range(30):
        limited.press(check, SEND)
    other = check_page_of(limited)
    clock.pass_by(seconds=3)
    assert "Many reports came from the same connection" in limited.press(other, SEND).words
    limited.client.environ_base["REMOTE_ADDR"] = "192.0.2.77"
    assert "We have your report" in limited.press(_ready(limited, clock), SEND).title


def _ready(visitor: Visitor, clock: Clock, **typed: str) -> Page:
    check = check_page_of(visitor, **typed)
    clock.pass_by(seconds=6)
    return check


def test_in_a_crowd_a_person_looks_first_except_at_what_is_of_the_highest_severity(
    service_workplace: Workplace, clock: Clock
) -> None:
    """It holds across processes: one service files them, another one holds the next."""
    settings = service_workplace.settings.model_copy(update={"limits": "on", "most_reports_an_hour": 2})
    one, other = (Visitor(create_service(replace(service_workplace, settings=settings))) for _ in range(2))
    for _ in range(2):
        assert "We have your report" in one.press(_ready(one, clock, severity="annoying"), SEND).title
    assert "Very many people" in other.press(_ready(other, clock, severity="annoying"), SEND).words
    assert "We have your report" in other.press(_ready(other, clock, severity=URGENT), SEND).title
    clock.pass_by(minutes=61)
    assert "We have your report" in other.press(_ready(other, clock, severity="annoying"), SEND).title


def test_an_attachment_of_what_waits_is_kept_and_one_of_what_was_forgotten_is_not(
    visitor: Visitor, app: Flask, service_workplace: Workplace, clock: Clock
) -> None:
    held = visitor.press(with_a_file(visitor), SEND)
    clock.pass_by(days=2)
    assert discard_abandoned(service_workplace) == 0
    mira = somebody(app, service_workplace, "mira")
    page = mira.get(paths.DESK_QUARANTINE)
    mira.press(page, SET_ASIDE, chosen=ticked(page))
    clock.pass_by(days=31)
    assert forget_set_aside(service_workplace) == 1
    assert discard_abandoned(service_workplace) == 1
    visitor.get(held.address, 404)


def test_what_is_held_on_somebody_who_asks_for_it_is_held_in_the_quarantine_too(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    held_page(visitor)
    [kept] = all_held_on(service_workplace, "ADA@example.org")["quarantine"]
    assert (kept["name"], kept["words"]) == ("Ada", "The tap is dry.")


def test_the_private_page_of_what_was_let_in_leads_to_its_report_for_as_long_as_there_is_one(
    visitor: Visitor, mira: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    """It may be the only link of somebody who gave no address; whoever takes back a report’s links takes it too."""
    held = held_page(visitor, contact="none")
    page = mira.get(paths.DESK_QUARANTINE)
    mira.press(page, LET_IN, chosen=ticked(page))
    clock.pass_by(days=400)
    assert forget_set_aside(service_workplace) == 0
    assert "We have your report" in visitor.get(str(visitor.get(held.address, 303).response.location)).words
    with service_workplace.store.writing() as conn:
        [report] = newest_reports(conn)
        update_report(conn, report.id, generation=2)
    visitor.get(held.address, 404)


def test_a_full_quarantine_says_that_we_have_not_got_it_and_blames_nobody(
    visitor: Visitor, service_workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hold_report, "MOST_WAITING", 1)
    first, second = (check_page_of(visitor, homepage="x", what_happened=words) for words in ("One.", "Two."))
    held = visitor.press(first, SEND)
    refused = visitor.press(second, SEND, 503)
    assert "we have not got it" in refused.words
    assert "from your connection" not in refused.words
    assert "Two." in refused.html
    assert visitor.press(first, SEND).address == held.address
    assert waiting(service_workplace) == ["One."]


@pytest.mark.reliability
def test_nothing_that_is_sent_is_dropped_whatever_it_looks_like(
    service_workplace: Workplace, clock: Clock, tried: Tried
) -> None:
    """By people and by what looks like a program, from one place and from many, through two processes: each is told
    that we have it, and we have it; or that we have not, and what they typed is still there.
    """
    settings = service_workplace.settings.model_copy(update={"limits": "on", "most_reports_an_hour": 20})
    services = [create_service(replace(service_workplace, settings=settings)) for _ in range(2)]
    had, not_had = set(), 0
    for number in range(SENT):
        place = "192.0.2.1" if number % 2 else f"198.51.100.{number}"
        visitor = Visitor(services[number % 3 % 2], REMOTE_ADDR=place)
        words = f"Report {number}."
        check = check_page_of(
            visitor, what_happened=words, severity="annoying", homepage="x" if number % 5 == 0 else ""
        )
        clock.pass_by(seconds=6)
        address, data, encoding = visitor.filled(check, SEND)
        page = visitor.client.post(address, data=data, content_type=encoding, follow_redirects=True, buffered=True)
        if page.status_code == 200 and ("We have your report" in page.text or "We have what you wrote" in page.text):
            had.add(words)
        else:
            not_had += 1
            assert words in page.text
    with service_workplace.store.reading() as conn:
        kept = {held.words for held in held_reports.waiting(conn, URGENT, SENT)}
        in_reports = {str(row.body) for row in rows(service_workplace.store)["texts"]}
    tried(
        f"Reports by people and programs, from one place and many; {len(kept)} waited for a person",
        part=Part.SPAM,
        times=SENT,
        unit="reports",
        lost=had - kept - in_reports,
        note=f"{not_had} were told to send it later, with all they had typed",
    )
    assert kept
    assert in_reports
