"""A lead sees who did what on the desk; nobody can change it, and nobody else sees it."""

import pytest
from flask import Flask

from portal import paths
from portal.acts.answer import answer
from portal.acts.hand_over import hand_over
from portal.acts.workplace import Workplace
from tests.browsing import Page, Visitor
from tests.signing_in import sign_in, somebody
from tests.workplaces import Clock, filling, reported


def lines(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]


@pytest.fixture
def ruth(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "ruth")


def test_every_act_is_told_with_its_person_time_and_report(
    ruth: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    report = reported(service_workplace)
    clock.pass_by(minutes=5)
    answer(service_workplace, report.id, "mira", filling(), "I have rung the works.")
    page = ruth.get(paths.DESK_AUDIT)
    assert lines(page)[0] == f"12:05 today Mira answered {report.reference}"
    assert "rung the works" not in page.html
    assert lines(page)[1:] == ["12:00 today Ruth signed in –", "12:00 today Ruth asked for a link to sign in –"]
    assert page.link(report.reference) == paths.desk_report_signed_in(report.reference)


def test_it_can_be_narrowed_to_one_person_and_to_one_report(ruth: Visitor, service_workplace: Workplace) -> None:
    first, second = reported(service_workplace), reported(service_workplace)
    for report, person in ((first, "mira"), (first, "tom"), (second, "tom")):
        answer(service_workplace, report.id, person, filling(), "Hello.")
    assert len(lines(ruth.get(f"{paths.DESK_AUDIT}?person=tom"))) == 2
    assert len(lines(ruth.get(f"{paths.DESK_AUDIT}?report={first.reference.lower()}"))) == 2
    both = ruth.get(f"{paths.DESK_AUDIT}?person=tom&report={first.reference}")
    assert lines(both) == [f"12:00 today Tom answered {first.reference}"]
    assert (both.value("person"), both.value("report")) == ("tom", first.reference)


@pytest.mark.parametrize("typed", ["nothing like it", "A2A2-A2AA"])
def test_a_reference_that_does_not_exist_is_said(ruth: Visitor, typed: str) -> None:
    page = ruth.get(f"{paths.DESK_AUDIT}?report={typed}", 422)
    assert page.errors["report"].startswith("There is no report with this reference.")
    assert page.value("report") == typed


def test_two_hundred_rows_are_shown_and_no_more(ruth: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    for _ in range(201):
        answer(service_workplace, report.id, "mira", filling(), "Hello.")
    assert len(lines(ruth.get(paths.DESK_AUDIT))) == 200


def test_what_makes_no_entry_of_its_own_for_the_customer_stands_in_it_too(
    ruth: Visitor, service_workplace: Workplace
) -> None:
    report = reported(service_workplace)
    hand_over(service_workplace, report.id, "mira", filling(), to="tom", why="My day ends.", must_know="Ring twice.")
    said = lines(ruth.get(f"{paths.DESK_AUDIT}?report={report.reference}"))
    assert [line.split(" today ")[1] for line in said] == [
        f"Mira left a note {report.reference}",
        f"Mira handed the report over {report.reference}",
    ]


def test_responders_do_not_see_it(visitor: Visitor, service_workplace: Workplace) -> None:
    sign_in(visitor, service_workplace, "mira")
    page = visitor.get(paths.DESK_AUDIT, 403)
    assert "This is for leads" in page.title
    assert "Audit log" not in page.words
