"""What an open tracking page asks every few seconds: cheap while nothing is new, and the same from every process."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine, event

from portal import paths
from portal.acts.answer import answer
from portal.acts.close import resolve
from portal.acts.conclude_effort import conclude_effort
from portal.acts.hand_over import hand_over
from portal.acts.try_something import Effort, try_something
from portal.acts.wait import wait_for_customer
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.reports.links import TRACK, customer_token
from portal.reports.report import Report
from portal.store.reports import update_report
from tests.browsing import Visitor
from tests.workplaces import NOON, SECRET, Clock, filling, reported, rows, story, workplace_on


def address_of(report: Report) -> str:
    return paths.tracking(customer_token(SECRET, TRACK, report.reference, report.generation))


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    return reported(service_workplace)


def shown_tag(visitor: Visitor, report: Report) -> str:
    """The tag with which the script of a page that was opened now begins."""
    looked = visitor.get(address_of(report)).soup.select_one("#looked")
    assert looked is not None
    return f'W/"{looked["data-version"]}"'


def words_of(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def ask(visitor: Visitor, report: Report, tag: str) -> Any:
    headers = {"If-None-Match": tag} if tag else {}
    return visitor.client.get(address_of(report) + "/news", headers=headers, buffered=True)


def test_while_nothing_is_new_the_answer_is_empty_and_costs_one_look(visitor: Visitor, report: Report) -> None:
    tag = shown_tag(visitor, report)
    asked: list[str] = []

    def keep(_conn: object, _cursor: object, sql: str, *_: object) -> None:
        asked.append(sql)

    event.listen(Engine, "before_cursor_execute", keep)
    same = ask(visitor, report, tag)
    event.remove(Engine, "before_cursor_execute", keep)
    assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", tag)
    assert len([sql for sql in asked if " timeline " in sql]) == 1
    assert not [sql for sql in asked if " texts " in sql]
    assert [sql for sql in asked if sql.startswith(("INSERT", "UPDATE", "DELETE"))] == []


ACTS = {
    "an effort": lambda w, i: try_something(w, i, "mira", filling(), Effort("I ring.")),
    "an answer": lambda w, i: answer(w, i, "mira", filling(), "I dig."),
    "a hand-over": lambda w, i: hand_over(w, i, "mira", filling(), to="tom", why="Shift.", must_know="Ring twice."),
    "a question": lambda w, i: wait_for_customer(w, i, "mira", filling(), reason="Which tap?", days=14),
    "the outcome": lambda w, i: resolve(w, i, "mira", filling(), "We dug."),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_whatever_is_done_is_news_once(
    visitor: Visitor, service_workplace: Workplace, report: Report, act: Any
) -> None:
    tag = shown_tag(visitor, report)
    act(service_workplace, report.id)
    new = ask(visitor, report, tag)
    assert new.status_code == 200
    page = visitor.get(address_of(report))
    for name, html in new.json["parts"].items():
        part = page.soup.select_one(f'[data-live="{name}"]')
        assert part is not None
        assert words_of(html) == words_of(str(part))
    assert ask(visitor, report, new.headers["ETag"]).status_code == 304


def test_what_time_alone_changes_follows_with_the_minute(visitor: Visitor, report: Report, clock: Clock) -> None:
    tag = shown_tag(visitor, report)
    clock.pass_by(hours=3, minutes=45)
    new = ask(visitor, report, tag)
    assert "Due soon" in new.json["parts"]["promises"]


def test_every_process_gives_the_same_tag(visitor: Visitor, service_workplace: Workplace, report: Report) -> None:
    """A page may be answered by one process and ask another."""
    other = Visitor(create_service(workplace_on(service_workplace.store, service_workplace.settings, Clock(NOON))))
    tag = shown_tag(visitor, report)
    assert ask(other, report, tag).status_code == 304
    answer(service_workplace, report.id, "mira", filling(), "I dig.")
    assert ask(other, report, tag).status_code == 200


def test_another_report_is_no_news_here(visitor: Visitor, service_workplace: Workplace, report: Report) -> None:
    tag = shown_tag(visitor, report)
    answer(service_workplace, reported(service_workplace).id, "mira", filling(), "I dig.")
    assert ask(visitor, report, tag).status_code == 304


def test_nothing_internal_is_in_it(visitor: Visitor, service_workplace: Workplace, report: Report) -> None:
    hand_over(service_workplace, report.id, "mira", filling(), to="tom", why="secret-why", must_know="secret-note")
    assert "secret" not in ask(visitor, report, "").text


def test_it_is_never_stored_and_sets_no_cookie_while_nothing_is_new(visitor: Visitor, report: Report) -> None:
    tag = shown_tag(visitor, report)
    same = ask(visitor, report, tag)
    assert same.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in same.headers


def test_asking_at_the_scripts_pace_meets_no_limit_and_leaves_no_trace(
    limited: Visitor, service_workplace: Workplace, report: Report, caplog: pytest.LogCaptureFixture
) -> None:
    tag = shown_tag(limited, report)
    before = rows(service_workplace.store)
    with caplog.at_level("INFO"):
        assert {ask(limited, report, tag).status_code for _ in range(300)} == {304}
    assert rows(service_workplace.store) == before
    assert caplog.records == []


def test_a_revoked_link_hears_nothing(visitor: Visitor, service_workplace: Workplace, report: Report) -> None:
    tag = shown_tag(visitor, report)
    with service_workplace.store.writing() as conn:
        update_report(conn, report.id, generation=2)
    assert ask(visitor, report, tag).status_code == 404


def test_an_effort_is_alive_until_it_is_said_what_came_of_it(
    visitor: Visitor, service_workplace: Workplace, report: Report, clock: Clock
) -> None:
    try_something(service_workplace, report.id, "mira", filling(), Effort("I ring the works.", next_step="At two."))
    page = visitor.get(address_of(report))
    assert "Mira at the lines desk has it, and is trying something now." in page.words
    assert "Mira is trying this now, 12:00 today What I am trying I ring the works. What is next At two." in page.words
    assert len(page.soup.select(".story > .alive")) == 1
    effort = story(service_workplace, report)[-1].id or 0
    clock.pass_by(minutes=20)
    conclude_effort(service_workplace, report.id, "tom", filling(), effort=effort, came_of_it="No.", next_step="I dig.")
    page = visitor.get(address_of(report))
    told = "Mira tried something, 12:00 today What I tried I ring the works. What I try next At two. "
    assert told + "Tom said what came of it, 12:20 today What came of it No. What I try next I dig." in page.words
    assert page.words.count("I ring the works.") == 1
    assert page.soup.select(".alive") == []
    assert "is trying" not in page.words


def test_an_effort_that_the_outcome_ended_says_so(
    visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    try_something(service_workplace, report.id, "mira", filling(), Effort("I ring the works."))
    resolve(service_workplace, report.id, "mira", filling(), "We dug.")
    words = visitor.get(address_of(report)).words
    assert "What I tried I ring the works. What came of it It was resolved, as told above." in words


def test_a_pause_stands_out_with_its_reason_and_its_end(
    visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    wait_for_customer(service_workplace, report.id, "mira", filling(), reason="Which tap is dry?", days=14)
    pause = visitor.get(address_of(report)).soup.select_one("section.pause")
    assert pause is not None
    words = pause.get_text(" ", strip=True)
    assert words.startswith("Mira needs something from you Which tap is dry?")
    assert "If we hear nothing by Monday 7 December 2026, 12:00, we close this." in words


def test_without_scripts_a_link_looks_again(visitor: Visitor, report: Report, clock: Clock) -> None:
    clock.pass_by(minutes=5)
    page = visitor.get(address_of(report))
    assert "As of 12:05 today." in page.words
    assert page.link("Look again") == address_of(report)
