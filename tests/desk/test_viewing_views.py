"""Two people at one report see each other; a link that a scanner opens shows nobody as being there."""

from typing import Any

import pytest
from bs4 import Tag
from flask import Flask

from portal import paths
from portal.acts.answer import answer
from portal.acts.workplace import Workplace
from portal.reports.report import Report
from tests.browsing import Page, Visitor
from tests.desk.test_draft_views import saved_by_script
from tests.desk.test_report_views import address_of
from tests.signing_in import somebody
from tests.workplaces import Clock, filling, reported, rows, story


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    return reported(service_workplace)


def others(page: Page) -> str:
    found = page.soup.find(id="others")
    assert isinstance(found, Tag)
    return " ".join(found.get_text(" ").split())


def beat(visitor: Visitor, page: Page, status: int = 200) -> Any:
    """What the page's script sends."""
    form = page.soup.find(id="viewing")
    assert isinstance(form, Tag)
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    response = visitor.client.post(str(form["action"]), data=fields, headers={"Accept": "application/json"})
    assert response.status_code == status
    return response.json


def test_each_of_two_who_are_signed_in_sees_the_other_at_the_next_page(
    app: Flask, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    address = paths.desk_report_signed_in(report.reference)
    tom, mira = (somebody(app, service_workplace, person) for person in ("tom", "mira"))
    clock.pass_by(hours=2, minutes=2)
    toms = tom.get(address)
    assert others(toms) == ""
    clock.pass_by(seconds=30)
    assert others(mira.get(address)) == "Tom has this open too, since 14:02."
    saved_by_script(tom, toms, "answer", answer__words="I am at the pump.")
    miras = mira.get(address)
    assert others(miras) == "Tom has this open too, since 14:02, and is writing an answer."
    assert "at the pump" not in miras.html
    assert others(tom.get(address)) == "Mira has this open too, since 14:02."
    clock.pass_by(seconds=61)
    assert others(tom.get(address)) == ""


def test_the_script_hears_who_else_is_there_and_what_was_said_since_the_page_was_opened(
    visitor: Visitor, app: Flask, service_workplace: Workplace, report: Report
) -> None:
    mine = visitor.get(address_of(report))
    other = Visitor(app)
    theirs = other.get(address_of(report, "tom"))
    assert beat(visitor, mine) == {"others": [], "meanwhile": []}
    assert beat(other, theirs)["others"] == ["Mira has this open too, since 12:00."]
    answer(service_workplace, report.id, "tom", filling(), "I am at the pump.")
    assert beat(visitor, mine) == {
        "others": ["Tom has this open too, since 12:00."],
        "meanwhile": ["Tom answered, 12:00 today."],
    }
    assert beat(other, theirs)["meanwhile"] == []


def test_a_link_that_is_only_opened_shows_nobody_and_whoever_keeps_a_draft_is_there(
    visitor: Visitor, app: Flask, service_workplace: Workplace, report: Report
) -> None:
    mine = visitor.get(address_of(report))
    assert rows(service_workplace.store)["viewers"] == []
    saved_by_script(visitor, mine, "answer", answer__words="I dig.")
    theirs = Visitor(app).get(address_of(report, "tom"))
    assert others(theirs) == "Mira has this open too, since 12:00, and is writing an answer."


def test_being_there_is_no_entry(visitor: Visitor, service_workplace: Workplace, report: Report) -> None:
    before = story(service_workplace, report)
    beat(visitor, visitor.get(address_of(report)))
    assert story(service_workplace, report) == before


def test_who_did_not_come_from_our_page_is_not_noted(
    visitor: Visitor, app: Flask, service_workplace: Workplace, report: Report
) -> None:
    page = visitor.get(address_of(report))
    assert "our cookie" in beat(Visitor(app), page, 422)["problem"]
    assert rows(service_workplace.store)["viewers"] == []
