"""What each page asks of the database is counted: no page asks more often because there is more to show."""

from collections.abc import Callable, Mapping

import pytest
from flask import Flask

from portal import paths
from portal.acts.answer import answer
from portal.acts.workplace import Workplace
from portal.reports.links import TRACK, customer_token
from portal.reports.report import Report
from tests.browsing import Visitor, app, service_workplace, visitor
from tests.intake.filling_in import CHECK, GOOD, SEND, check_page_of
from tests.signing_in import sign_in
from tests.statements import statements
from tests.workplaces import SECRET, clock, filling, reported

__all__ = ["app", "clock", "service_workplace", "visitor"]

# Upper bounds, without BEGIN: raise one only for something that a person who waits for the page would miss.
MOST: Mapping[str, int] = {
    "the form": 1,
    "the check page": 6,
    "sending it": 13,
    "the receipt": 7,
    "the customer's page": 12,
    "is there news, and there is none": 3,
    "my desk": 15,
    "a report on the desk": 32,
    "a search": 10,
}


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    return reported(service_workplace)


def test_no_page_asks_more_than_it_needs_nor_more_often_when_there_is_more_to_show(
    visitor: Visitor, app: Flask, service_workplace: Workplace, report: Report
) -> None:
    desk = sign_in(Visitor(app), service_workplace, "mira")
    asked = _asked(visitor, desk, service_workplace, report)
    assert {page: asked[page] for page, most in MOST.items() if asked[page] > most} == {}
    for number in range(12):
        answer(service_workplace, report.id, "mira", filling(), f"I dig the pipe, part {number}.")
        reported(service_workplace)
    again = _asked(visitor, desk, service_workplace, report)
    assert {page: (asked[page], again[page]) for page in MOST if again[page] > asked[page]} == {}


def _asked(visitor: Visitor, desk: Visitor, workplace: Workplace, report: Report) -> dict[str, int]:
    address = paths.tracking(customer_token(SECRET, TRACK, report.reference, report.generation))
    form = visitor.get(paths.REPORT)
    receipt = visitor.press(check_page_of(visitor), SEND).address
    sent = visitor.filled(check_page_of(visitor), SEND)
    tag = visitor.client.get(f"{address}/news").headers["ETag"]
    pages: Mapping[str, Callable[[], object]] = {
        "the form": lambda: visitor.get(paths.REPORT),
        "the check page": lambda: visitor.press(form, CHECK, **GOOD),
        "sending it": lambda: visitor.send(*sent, 303),
        "the receipt": lambda: visitor.get(receipt),
        "the customer's page": lambda: visitor.get(address),
        "is there news, and there is none": lambda: visitor.client.get(
            f"{address}/news", headers={"If-None-Match": tag}
        ),
        "my desk": lambda: desk.get(paths.DESK_REPORTS),
        "a report on the desk": lambda: desk.get(paths.desk_report_signed_in(report.reference)),
        "a search": lambda: desk.get(f"{paths.DESK_SEARCH}?q=pipe"),
    }
    return {page: _count(workplace, ask) for page, ask in pages.items()}


def _count(workplace: Workplace, ask: Callable[[], object]) -> int:
    with statements(workplace.store) as sent:
        ask()
    return len([sql for sql in sent if not sql.startswith("BEGIN")])
