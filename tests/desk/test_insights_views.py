"""Responders and leads read what complaints teach, with tables to take along and no figure of a person."""

import csv
import io

import pytest
from flask import Flask

from portal import paths
from portal.acts.close import resolve
from portal.acts.say_how_it_went import say_how_it_went
from portal.acts.workplace import Workplace
from portal.desk.insights_tables import TABLES
from portal.store import page_drafts
from portal.store.feedback import Feedback
from portal.store.page_drafts import DraftKind, NewDraft
from tests.browsing import Visitor
from tests.signing_in import somebody
from tests.workplaces import Clock, filling, publish, reported, small_library


@pytest.fixture
def mira(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "mira")


def some_reports(workplace: Workplace, clock: Clock) -> None:
    for _ in range(3):
        report = reported(workplace, what_happened="Brown water again.")
        clock.pass_by(hours=1)
        resolve(workplace, report.id, "mira", filling(), "Mended.")
        say_how_it_went(workplace, report.id, Feedback(True, True))


@pytest.mark.parametrize("person", ["mira", "ruth"])
def test_each_part_says_what_it_shows(app: Flask, service_workplace: Workplace, clock: Clock, person: str) -> None:
    some_reports(service_workplace, clock)
    page = somebody(app, service_workplace, person).get(paths.DESK_INSIGHTS)
    for said in (
        "No water: 3 in the last four weeks, 0 in the four before.",
        "3 ended: 3 resolved; 0 are open now.",
        "Nothing came in on A wrong bill; Something else.",
        "Nobody has put reports together under a cause in these weeks.",
        "The water is brown after a storm",
        "3 of 3, too few to say",
        "No script was sent in these weeks.",
        "Too few to say: kept 3 of 3 (100 %), and it takes 20.",
        "Half within 25 % of the time, 90 of 100 within 25 %; 3 measured",
    ):
        assert said in page.words, said


def test_nobody_who_acted_is_named_on_the_page(mira: Visitor, service_workplace: Workplace, clock: Clock) -> None:
    some_reports(service_workplace, clock)
    page = mira.get(paths.DESK_INSIGHTS)
    main = page.soup.find("main")
    assert main is not None
    for name in ("Mira", "Tom", "Bea", "Ruth"):
        assert name not in main.get_text(), name


def test_each_picture_has_its_words_and_its_table(mira: Visitor, service_workplace: Workplace, clock: Clock) -> None:
    some_reports(service_workplace, clock)
    soup = mira.get(paths.DESK_INSIGHTS).soup
    pictures = soup.select("svg.weeks[role=img]")
    assert len(pictures) == 2
    assert all(picture["aria-label"] for picture in pictures)
    assert [len(table.select("tbody tr")) for table in soup.select("details table")] == [26, 26]


@pytest.mark.parametrize(("period", "weeks"), [("quarter", 13), ("half", 26), ("year", 52)])
def test_the_period_is_chosen_and_shown_again(mira: Visitor, period: str, weeks: int) -> None:
    page = mira.get(f"{paths.DESK_INSIGHTS}?period={period}")
    assert f"{weeks} weeks, since" in page.words
    assert page.value("period") == period


@pytest.mark.parametrize("address", [paths.DESK_INSIGHTS, f"{paths.DESK_INSIGHTS}/weeks.csv"])
def test_a_period_that_is_no_choice_is_said(mira: Visitor, address: str) -> None:
    assert mira.get(f"{address}?period=decade", 422).errors["period"] == "Choose one of the three from the list."


@pytest.mark.parametrize("part", sorted(TABLES))
def test_each_table_is_there_for_a_spreadsheet_with_a_cell_for_each_column(
    mira: Visitor, service_workplace: Workplace, clock: Clock, part: str
) -> None:
    some_reports(service_workplace, clock)
    answer = mira.client.get(paths.desk_insights_csv(part, "quarter"))
    assert answer.mimetype == "text/csv"
    name = f"insights-{part}-2026-11-23-quarter.csv"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    header, *rows = csv.reader(io.StringIO(answer.text))
    assert len(rows) == {"weeks": 39, "causes": 0, "limitations": 1, "scripts": 0, "promises": 3}[part]
    assert {len(row) for row in rows} <= {len(header)}


def test_no_cell_is_a_formula(mira: Visitor, service_workplace: Workplace) -> None:
    library = small_library()
    titled = {"no-water": library.public.topics["no-water"].model_copy(update={"title": "=HYPERLINK(1)"})}
    public = library.public.model_copy(update={"topics": library.public.topics | titled})
    publish(service_workplace, library.model_copy(update={"public": public}))
    answer = mira.client.get(paths.desk_insights_csv("weeks", "quarter"))
    assert "'=HYPERLINK(1)" in {row["title"] for row in csv.DictReader(io.StringIO(answer.text))}


def test_a_table_that_does_not_exist_is_not_found(mira: Visitor) -> None:
    mira.get(f"{paths.DESK_INSIGHTS}/people.csv", 404)


def test_a_proposal_that_waits_is_named_beside_its_limitation(
    mira: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    like_it = reported(service_workplace, what_happened="Brown water again.")
    with service_workplace.store.writing() as conn:
        for slug, report in (("brown-water", None), ("kettles", like_it.id), ("elsewhere", None)):
            new = NewDraft(DraftKind.LIMITATION, slug, f"On {slug}", "", "mira", clock.now, {}, report)
            page_drafts.add(conn, new)
    page = mira.get(paths.DESK_INSIGHTS)
    proposed = [link.get_text() for link in page.soup.select("#limitations ~ table a") if "Proposed" in link.get_text()]
    assert proposed == ["Proposed: On brown-water", "Proposed: On kettles"]
