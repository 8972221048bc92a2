"""Training on the desk: mine, what helps, what is asked; to leads only what they must act on."""

import pytest
from flask import Flask

from portal import paths
from portal.acts.workplace import Workplace
from tests.practices import training_library
from tests.signing_in import somebody
from tests.workplaces import publish, rows


@pytest.fixture(autouse=True)
def _with_skills(service_workplace: Workplace) -> None:
    publish(service_workplace, training_library())


def test_my_skills_stand_with_their_last_day_and_what_helps(app: Flask, service_workplace: Workplace) -> None:
    page = somebody(app, service_workplace, "mira").get(paths.DESK_TRAINING)
    assert "Valves ends on Friday 15 January 2027." in page.words
    assert "Needed for: No water comes out of my tap" in page.words
    assert "Drills that help: A dry tap at bath time" in page.words
    assert "Bills Does not lapse" in page.words


def test_a_responder_learns_nothing_of_anothers_training(app: Flask, service_workplace: Workplace) -> None:
    words = somebody(app, service_workplace, "bea").get(paths.DESK_TRAINING).words
    assert "Mira" not in words
    assert "Tom" not in words
    assert "trained today" not in words


def test_a_lead_sees_counts_gaps_and_names_only_where_training_runs_out(
    app: Flask, service_workplace: Workplace
) -> None:
    page = somebody(app, service_workplace, "ruth").get(paths.DESK_TRAINING)
    cover = page.soup.select_one('[aria-labelledby="cover"]')
    assert cover is not None
    words = " ".join(cover.get_text(" ").split())
    assert "Valves One person is trained." in words
    assert "Tom: ended on Sunday 1 November 2026" in words
    assert "Mira: ends on Friday 15 January 2027" in words
    assert "5 times nobody there has it Monday 23 November, 16:00 to 18:00" in words
    assert "Bills One person is trained." in words
    assert words.count("Mira") == 1


def test_what_is_asked_is_answered_on_the_page(app: Flask, service_workplace: Workplace) -> None:
    mira, ruth, tom = (somebody(app, service_workplace, key) for key in ("mira", "ruth", "tom"))
    wrong = mira.press(mira.get(paths.DESK_TRAINING), "Ask your lead", 422)
    assert wrong.summary == ["Say in one line what you would like to learn, or do next."]
    mira.press(wrong, "Ask your lead", wish="How valves are tested.")
    asked = ruth.get(paths.DESK_TRAINING)
    assert "“How valves are tested.”" in asked.words
    before = rows(service_workplace.store)
    empty = ruth.press(asked, "Answer Mira", 422)
    assert empty.summary == ["Write your answer first. A no is an answer too, with its reason."]
    assert rows(service_workplace.store) == before
    ruth.press(empty, "Answer Mira", training__1__answer="On Thursday.")
    assert "On Thursday." in mira.get(paths.DESK_TRAINING).words
    assert "Who waits" not in ruth.get(paths.DESK_TRAINING).words
    assert "valves are tested" not in tom.get(paths.DESK_TRAINING).words
