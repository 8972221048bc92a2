"""Efforts on the desk: opened and closed from the report's page, by whoever is there."""

import pytest
from werkzeug.datastructures import MultiDict

from portal.acts.close import resolve
from portal.acts.conclude_effort import conclude_effort
from portal.acts.try_something import Effort, try_something
from portal.acts.workplace import Workplace
from portal.acts.write_or_carry_on import write_or_carry_on
from portal.desk.effort_forms import IN_THE_DARK
from portal.reports.efforts import efforts_under_way
from portal.reports.report import Report
from portal.reports.timeline import Kind
from tests.browsing import Page, Visitor
from tests.desk.test_report_views import address_of
from tests.workplaces import Clock, filling, kinds, reported, rows, story

OPEN, CONCLUDE = "Show what I try", "Show what came of it"


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    return reported(service_workplace)


@pytest.fixture
def effort(service_workplace: Workplace, report: Report) -> int:
    """An effort under way, by its number."""
    try_something(service_workplace, report.id, "mira", filling(), Effort("I ring the works."))
    return story(service_workplace, report)[-1].id or 0


def page_of(visitor: Visitor, report: Report) -> Page:
    return visitor.get(address_of(report))


def test_it_opens_from_one_field_and_stands_above_until_it_is_concluded(
    visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    opened = visitor.press(page_of(visitor, report), OPEN, effort__tried="I ring the works.")
    assert "Under way Mira is trying this now, since 12:00 today What I am trying I ring the works." in opened.words
    [effort] = efforts_under_way(story(service_workplace, report))
    fields = {f"conclude-{effort.id}__came_of_it": "No answer.", f"conclude-{effort.id}__next_step": "I drive there."}
    closed = visitor.press(opened, CONCLUDE, **fields)
    assert "The customer sees what came of it." in closed.words
    assert CONCLUDE not in closed.buttons()
    assert efforts_under_way(story(service_workplace, report)) == []


def test_told_with_what_came_of_it_it_is_opened_and_closed_in_one(
    visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    typed = {"effort__tried": "I rang.", "effort__came_of_it": "No answer.", "effort__asked": "Priya"}
    visitor.press(page_of(visitor, report), OPEN, **typed)
    assert efforts_under_way(story(service_workplace, report)) == []
    assert story(service_workplace, report)[-1].texts == {
        "tried": "I rang.",
        "came_of_it": "No answer.",
        "asked": "Priya",
    }


def test_what_came_of_it_says_what_is_next_or_who_is_asked(
    visitor: Visitor, service_workplace: Workplace, report: Report, effort: int
) -> None:
    page = page_of(visitor, report)
    before = rows(service_workplace.store)
    wrong = visitor.press(page, OPEN, 422, effort__tried="I rang.", effort__came_of_it="No answer.")
    assert wrong.errors == {"effort-next_step": IN_THE_DARK}
    wrong = visitor.press(page, CONCLUDE, 422)
    assert list(wrong.errors) == [f"conclude-{effort}-came_of_it", f"conclude-{effort}-next_step"]
    assert rows(service_workplace.store) == before


def test_each_of_several_has_its_own_form(
    visitor: Visitor, service_workplace: Workplace, report: Report, effort: int
) -> None:
    try_something(service_workplace, report.id, "tom", filling(), Effort("I look for a tank."))
    second = story(service_workplace, report)[-1].id
    page = page_of(visitor, report)
    assert page.buttons().count(CONCLUDE) == 2
    address, data, encoding = visitor.filled(page, CONCLUDE)
    for field, words in (("came_of_it", "No answer."), ("asked", "Priya")):
        data.setlist(f"conclude-{effort}-{field}", [words])
    visitor.send(address, data, encoding)
    assert [entry.id for entry in efforts_under_way(story(service_workplace, report))] == [second]


def test_who_comes_second_is_told_who_was_first_and_keeps_the_words(
    visitor: Visitor, service_workplace: Workplace, report: Report, effort: int, clock: Clock
) -> None:
    page = page_of(visitor, report)
    clock.pass_by(minutes=20)
    conclude_effort(service_workplace, report.id, "tom", filling(), effort=effort, came_of_it="No.", asked="Priya")
    before = rows(service_workplace.store)
    fields = {f"conclude-{effort}__came_of_it": "They will ring back.", f"conclude-{effort}__next_step": "I wait."}
    late = visitor.press(page, CONCLUDE, 409, **fields)
    assert late.summary[0].startswith("Tom has said what came of this already, at 12:20 today.")
    assert "What you wrote, to copy What came of it They will ring back. What is next I wait." in late.words
    assert rows(service_workplace.store) == before
    assert kinds(service_workplace, report).count(Kind.CONCLUDED) == 1


def test_resolving_says_that_it_ends_what_is_under_way(visitor: Visitor, report: Report, effort: int) -> None:
    page = page_of(visitor, report)
    assert page.words.count("What is under way ends with it: what you write here is what came of it.") == 2


def test_an_effort_of_that_number_that_is_not_there_is_said_so(visitor: Visitor, report: Report, effort: int) -> None:
    address, data, encoding = visitor.filled(page_of(visitor, report), CONCLUDE)
    there, nowhere = f"conclude-{effort}", "conclude-999"
    moved = MultiDict({name.replace(there, nowhere): text for name, text in data.items()})
    moved[f"{nowhere}-came_of_it"], moved[f"{nowhere}-asked"] = "No.", "Priya"
    wrong = visitor.send(address.replace(there, nowhere), moved, encoding, 409)
    assert wrong.summary == ["There is no effort under way here that this could be said of. Write it as an answer."]


def test_reports_that_go_on_from_one_another_lead_to_each_other(
    visitor: Visitor, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    resolve(service_workplace, report.id, "mira", filling(), "We dug.")
    clock.pass_by(days=15)
    new = write_or_carry_on(service_workplace, report.id, filling(), "Dry again.").report
    assert page_of(visitor, report).link(new.reference) == f"/desk/reports/{new.reference}"
    assert page_of(visitor, new).link(report.reference) == f"/desk/reports/{report.reference}"
