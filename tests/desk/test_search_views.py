"""Finding a report on the desk: the place where the words stand is shown, and nothing of it is anything but text."""

from urllib.parse import urlencode

import pytest
from flask import Flask

from portal import paths
from portal.acts.erase import erase
from portal.acts.hand_over import hand_over
from portal.acts.workplace import Workplace
from tests.browsing import Page, Visitor
from tests.signing_in import somebody
from tests.workplaces import filling, reported


@pytest.fixture
def bea(app: Flask, service_workplace: Workplace) -> Visitor:
    """Somebody of another team: whoever is signed in finds every report."""
    return somebody(app, service_workplace, "bea")


def search(visitor: Visitor, typed: str) -> Page:
    return visitor.get(f"{paths.DESK_SEARCH}?{urlencode({'q': typed})}")


def found(page: Page) -> list[str]:
    return [str(link["href"]).rpartition("/")[2] for link in page.soup.select("[data-listed]")]


def test_it_is_shown_where_the_words_stand(bea: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace, what_happened="The <i>tap</i> is dry & my café floods.")
    must_know = "The joint leaks."
    hand_over(service_workplace, report.id, "mira", filling(), to="tom", why="My day ends.", must_know=must_know)
    for typed, shown in {
        "TAP": "In their words: The <i> tap </i> is dry & my café floods.",
        "joint": "In a note for the team: The joint leaks.",
        "ada": "From: Ada ada @example.org",
    }.items():
        page = search(bea, typed)
        assert shown in page.words, typed
        assert found(page) == [report.reference], typed
    assert found(search(bea, "tap nowhere")) == []
    page = search(bea, "tap cafe")
    assert [mark.get_text() for mark in page.soup.select("mark")] == ["tap", "café"]
    assert page.soup.select("main i") == []


def test_a_reference_in_any_spelling_leads_straight_to_the_report(bea: Visitor, service_workplace: Workplace) -> None:
    reference = reported(service_workplace).reference
    there = paths.desk_report_signed_in(reference)
    for typed in (reference, reference.lower().replace("-", ""), reference.replace("-", " – "), f"about {reference}?"):
        assert search(bea, typed).address == there, typed


def test_a_reference_that_is_nobody_s_is_said_to_be_none(bea: Visitor) -> None:
    assert "There is no report with the reference R7K4-M2PX." in search(bea, "r7k4m2px").words


def test_what_was_erased_is_found_no_more(bea: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace, what_happened="A secret spring.")
    assert found(search(bea, "spring")) == [report.reference]
    erase(service_workplace, report.id)
    for typed in ("spring", "secret", "ada", "example"):
        assert found(search(bea, typed)) == [], typed


@pytest.mark.parametrize("typed", ['"', "tap' OR 1=1 --", "NEAR((", "***", "🙂", "x" * 5_000, "<script>", "\0", "%"])
def test_whatever_is_typed_gets_a_page(bea: Visitor, typed: str) -> None:
    page = search(bea, typed)
    assert found(page) == []
    assert page.value("q") == typed.replace("\0", "")[:500]


def test_the_newest_are_on_top_and_older_ones_follow(
    bea: Visitor, service_workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.desk.search_views.REPORTS_A_PAGE", 2)
    references = [reported(service_workplace).reference for _ in range(5)]
    page, seen = search(bea, "dry"), []
    while True:
        seen += found(page)
        older = page.soup.select_one("main a[rel=next]")
        if older is None:
            break
        page = bea.get(str(older["href"]))
    assert seen == references[::-1]


def test_the_box_is_on_my_desk_and_leads_here(bea: Visitor) -> None:
    form = bea.get(paths.DESK_REPORTS).soup.select_one("form[role=search]")
    assert form is not None
    assert (form["action"], form["method"]) == (paths.DESK_SEARCH, "get")
    assert "Everything that was written on a report is searched" in bea.get(paths.DESK_SEARCH).words
