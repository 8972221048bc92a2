"""A report has one page with two ways to it: the signed link of a notice, and a session. Both can do the same."""

from datetime import timedelta

import pytest
from flask import Flask

from portal import paths
from portal.acts.workplace import Workplace
from portal.reports.links import responder_token
from portal.reports.report import Report
from portal.reports.timeline import Kind
from tests.browsing import Visitor
from tests.signing_in import audited, somebody
from tests.workplaces import SECRET, Clock, kinds, publish, reported, small_library, story, without_person


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    return reported(service_workplace)


def by_link(workplace: Workplace, report: Report, person: str = "mira") -> str:
    expires = (workplace.now() + timedelta(days=30)).date()
    return paths.desk_report(responder_token(SECRET, report.reference, report.generation, person, expires))


@pytest.mark.parametrize(("person", "name"), [("mira", "Mira"), ("bea", "Bea"), ("ruth", "Ruth")])
def test_whoever_is_signed_in_acts_on_any_report_in_their_own_name(
    app: Flask, service_workplace: Workplace, report: Report, person: str, name: str
) -> None:
    visitor = somebody(app, service_workplace, person)
    address = paths.desk_report_signed_in(report.reference)
    page = visitor.get(address)
    assert f"you act as {name}" in page.words
    after = visitor.press(page, "Send to Ada", answer__words="I rang the works.")
    assert (after.address, "Your answer is on the customer’s page." in after.words) == (address, True)
    assert [entry.author.key for entry in story(service_workplace, report) if entry.kind is Kind.ANSWERED] == [person]


def test_the_page_is_the_same_by_both_ways_but_for_its_addresses_and_the_way_around(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    link, address = by_link(service_workplace, report), paths.desk_report_signed_in(report.reference)
    signed_in = somebody(app, service_workplace, "mira").get(address)
    linked = Visitor(app).get(link)
    assert linked.soup.select("nav") == []
    forms = [{str(form["action"]) for form in page.soup.select("form")} for page in (linked, signed_in)]
    # A pause is for whoever is signed in, in the foot of every page.
    assert {action.replace(link, address) for action in forms[0]} == forms[1] - {f"{paths.DESK_REST}/pause"}
    words = [
        {" ".join(each.split()) for each in page.soup.select("main")[0].stripped_strings}
        for page in (linked, signed_in)
    ]
    # What is among colleagues needs a session; nothing else is missing.
    assert words[0] <= words[1]
    assert {"What we promised", "What you can do", "What has happened"} <= words[0]


def test_a_link_opens_one_report_for_one_person_and_nothing_else_of_the_desk(
    visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    visitor.get(by_link(service_workplace, report))
    for address in (paths.DESK_REPORTS, paths.desk_report_signed_in(report.reference), paths.DESK_SESSIONS):
        assert visitor.get(address).address.startswith(paths.DESK + "?")


def test_a_link_acts_for_whom_it_was_made_whoever_is_signed_in(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    ruth = somebody(app, service_workplace, "ruth")
    assert "you act as Mira" in ruth.get(by_link(service_workplace, report)).words


def test_opening_by_link_is_on_record_and_opening_signed_in_is_not(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    somebody(app, service_workplace, "tom").get(paths.desk_report_signed_in(report.reference))
    Visitor(app).get(by_link(service_workplace, report))
    assert audited(service_workplace)[2:] == [("opened_by_link", "mira")]


def test_who_has_left_has_neither_way_in(
    app: Flask, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    visitor = somebody(app, service_workplace, "mira")
    clock.pass_by(minutes=1)
    publish(service_workplace, without_person(small_library(), "mira"))
    visitor.get(by_link(service_workplace, report), 404)
    assert visitor.get(paths.desk_report_signed_in(report.reference)).address.startswith(paths.DESK + "?")


def test_a_reference_is_found_as_people_type_it_and_what_is_none_is_not(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    visitor = somebody(app, service_workplace, "mira")
    page = visitor.get(paths.desk_report_signed_in(report.reference.lower().replace("-", "")))
    assert report.reference in page.title
    visitor.get(paths.desk_report_signed_in("A2A2-A2AA"), 404)
    visitor.get(paths.desk_report_signed_in("nothing"), 404)


def test_a_fresh_link_is_for_links_only(app: Flask, service_workplace: Workplace, report: Report) -> None:
    visitor = somebody(app, service_workplace, "mira")
    answer = visitor.client.post(paths.desk_report_signed_in(report.reference) + "/fresh-link")
    assert answer.status_code == 404
    assert Kind.ANSWERED not in kinds(service_workplace, report)
