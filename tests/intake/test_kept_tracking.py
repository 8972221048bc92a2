"""A private page that is opened again within its minute is the same page, and yet never an old one or another's."""

from dataclasses import replace

import pytest
from flask import Flask

from portal import paths
from portal.acts.answer import answer
from portal.acts.erase import erase
from portal.acts.workplace import Workplace
from portal.intake.tracking_version import tracking_version
from portal.reports.links import TRACK, customer_token
from portal.reports.report import Report
from portal.store.reports import update_report
from tests.browsing import Page, Visitor
from tests.statements import statements
from tests.workplaces import SECRET, Clock, filling, reported


def address_of(report: Report) -> str:
    return paths.tracking(customer_token(SECRET, TRACK, report.reference, report.generation))


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    return reported(service_workplace)


def asked_for(workplace: Workplace, visitor: Visitor, report: Report) -> tuple[Page, int]:
    """The page, and how often the database was asked for it."""
    with statements(workplace.store) as sent:
        page = visitor.get(address_of(report))
    return page, len([sql for sql in sent if not sql.startswith("BEGIN")])


def test_within_the_minute_it_is_the_same_page_with_a_form_of_ones_own(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    one, other = Visitor(app), Visitor(app)
    first, _ = asked_for(service_workplace, one, report)
    again, asked = asked_for(service_workplace, one, report)
    others = other.get(address_of(report))
    assert asked == 2
    # What comes before the first dot is the visitor's own; then stands when it was signed, and the signature.
    mine, still_mine, theirs = (page.value("csrf_token").split(".")[0] for page in (first, again, others))
    assert mine == still_mine != theirs
    assert len({page.value("stamp") for page in (first, again, others)}) == 3
    pages = (first, again, others)
    without = {page.html.replace(page.value("csrf_token"), "").replace(page.value("stamp"), "") for page in pages}
    assert len(without) == 1


def test_a_form_of_a_page_that_was_kept_can_be_sent_and_what_came_of_it_is_said_once(
    visitor: Visitor, report: Report
) -> None:
    visitor.get(address_of(report))
    sent = visitor.press(visitor.get(address_of(report)), "Send it", words="It drips again.")
    assert "It shows below" in sent.words
    assert "It drips again." in sent.words
    later = visitor.get(address_of(report))
    assert "It shows below" not in later.words
    assert "It drips again." in later.words


def test_whatever_happens_shows_at_once(
    visitor: Visitor, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    for number in range(3):
        answer(service_workplace, report.id, "mira", filling(), f"I dig, part {number}.")
        assert f"part {number}" in visitor.get(address_of(report)).words
    clock.pass_by(minutes=1)
    _, asked = asked_for(service_workplace, visitor, report)
    assert asked > 2
    erase(service_workplace, report.id)
    assert "I dig" not in visitor.get(address_of(report)).words


def test_nobody_gets_anothers_page_nor_one_by_a_link_that_was_taken_back(
    visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    other = reported(service_workplace)
    for _ in range(2):
        assert report.reference in visitor.get(address_of(report)).words
        assert report.reference not in visitor.get(address_of(other)).words
    with service_workplace.store.writing() as conn:
        update_report(conn, report.id, generation=2)
    visitor.get(address_of(report), 404)


def test_a_page_of_a_report_that_was_read_before_somebody_acted_is_never_kept_as_the_page_of_after(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    """The report and its last entry are read one after the other, and somebody may act in between."""
    version = tracking_version(service_workplace, report)
    for change in ({"topic": "wrong-bill"}, {"severity": "annoying"}, {"closed_at": service_workplace.now()}):
        assert tracking_version(service_workplace, replace(report, **change)) != version
