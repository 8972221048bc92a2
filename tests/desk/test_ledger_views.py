"""Whoever is signed in sees what our choices cost, in counts, and takes it along for a spreadsheet."""

import csv
import io

import pytest
from flask import Flask

from portal import paths
from portal.acts.close import resolve
from portal.acts.say_how_it_went import say_how_it_went
from portal.acts.set_aside import set_aside
from portal.acts.workplace import Workplace
from portal.promises.clock_events import VoidReason
from portal.store.feedback import Feedback
from tests.browsing import Visitor
from tests.signing_in import somebody
from tests.workplaces import Clock, filling, publish, reported, small_library


@pytest.fixture
def mira(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "mira")


def told_how_it_went(workplace: Workplace, clock: Clock, *answers: bool) -> None:
    for solved in answers:
        report = reported(workplace, what_happened="Brown water since the storm.")
        clock.pass_by(hours=1)
        resolve(workplace, report.id, "mira", filling(), "Mended.")
        say_how_it_went(workplace, report.id, Feedback(solved, True))


def test_each_choice_stands_with_its_counts_beside_what_its_page_says(
    mira: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    told_how_it_went(service_workplace, clock, True, True, True, True, False)
    page = mira.get(paths.DESK_LEDGER)
    for said in (
        "No water comes out of my tap",
        "Whatever it takes",
        "4 of 5 (80 %)",
        "5 of 5 (100 %)",
        "Half ended within 1 hour",
        "5 resolved, 0 declined",
        "What its page says it costs",
        "You wait a little.",
        "The water is brown after a storm",
    ):
        assert said in page.words, said


def test_of_too_few_answers_nothing_is_said_but_their_number(
    mira: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    told_how_it_went(service_workplace, clock, True, False)
    page = mira.get(paths.DESK_LEDGER)
    assert "1 of 2, too few answers to say" in page.words
    assert "(50 %)" not in page.words


def test_what_was_set_aside_is_counted_apart_by_its_reason(mira: Visitor, service_workplace: Workplace) -> None:
    first = ""
    for reason in (VoidReason.SPAM, VoidReason.SPAM, VoidReason.DUPLICATE):
        report = reported(service_workplace)
        first = first or report.reference
        set_aside(
            service_workplace,
            report.id,
            "mira",
            filling(),
            reason=reason,
            why="I can tell.",
            same_as=first,
            sure=True,
        )
    page = mira.get(paths.DESK_LEDGER)
    assert "0 reports since" in page.words
    assert "3 (1 sent twice, 2 spam) set aside and not counted" in page.words


@pytest.mark.parametrize(
    ("period", "count"), [("month", "1 report since"), ("quarter", "2 reports since"), ("year", "3 reports since")]
)
def test_the_period_is_chosen_and_shown_again(
    app: Flask, service_workplace: Workplace, clock: Clock, period: str, count: str
) -> None:
    for days in (150, 40, 0):
        reported(service_workplace)
        clock.pass_by(days=days)
    page = somebody(app, service_workplace, "mira").get(f"{paths.DESK_LEDGER}?period={period}")
    assert count in page.words
    assert page.value("period") == period


@pytest.mark.parametrize("address", [paths.DESK_LEDGER, paths.DESK_LEDGER_CSV])
def test_a_period_that_is_no_choice_is_said(mira: Visitor, address: str) -> None:
    page = mira.get(f"{address}?period=decade", 422)
    assert page.errors["period"] == "Choose one of the three from the list."


def test_the_table_is_there_for_a_spreadsheet_and_no_cell_is_a_formula(
    mira: Visitor, service_workplace: Workplace
) -> None:
    library = small_library()
    said = {"no-water": library.public.topics["no-water"].model_copy(update={"says": "=HYPERLINK(1)"})}
    public = library.public.model_copy(update={"topics": library.public.topics | said})
    publish(service_workplace, library.model_copy(update={"public": public}))
    reported(service_workplace)
    answer = mira.client.get(paths.desk_ledger_csv("year"))
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == "attachment; filename=stance-ledger-2026-11-23-year.csv"
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(answer.text))}
    assert rows["no-water"]["title"] == "'=HYPERLINK(1)"
    assert (rows["no-water"]["stance"], rows["no-water"]["reports"], rows["no-water"]["median_s"]) == (
        "all-costs",
        "1",
        "",
    )
    assert rows["brown-water"]["kind"] == "limitations"
