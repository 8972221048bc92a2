"""The team's own scorecard: each promise with its counts and grade, and never a figure of one person."""

from datetime import date, timedelta

from flask import Flask

from portal import paths
from portal.acts.answer_obstacle import answer_obstacle
from portal.acts.raise_obstacle import InTheWay, raise_obstacle
from portal.acts.rest import take_break
from portal.acts.scorecard import current_scorecard
from portal.acts.team_clocks import keep_team_clocks
from portal.acts.team_scorecard import team_scorecard
from portal.acts.workplace import Workplace
from portal.store import obstacles
from portal.store.team_clocks import CountedClock
from tests.acts.promised_to_the_team import promising, trained, with_break
from tests.browsing import Visitor
from tests.desk.test_obstacle_views import main_of
from tests.signing_in import sign_in, somebody
from tests.workplaces import Clock, filling, publish, small_library


def answered(workplace: Workplace, clock: Clock, count: int, *, late: int = 0) -> None:
    """So many things in the way, of which some are answered too late."""
    for number in range(count):
        raise_obstacle(workplace, "mira", filling(), InTheWay(f"Number {number}"))
        clock.pass_by(minutes=121 if number < late else 1)
        with workplace.store.reading() as conn:
            obstacle = obstacles.open_obstacles(conn)[-1]
        answer_obstacle(workplace, obstacle.id, "ruth", filling(), "Yes.", by_day=None, done=False)
        clock.pass_by(minutes=-121 if number < late else -1)


def test_each_promise_stands_there_with_its_sentence_before_anything_came_under_it(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    promising(service_workplace)
    page = sign_in(visitor, service_workplace, "mira").get(paths.DESK_TEAM_PROMISES)
    for slug in ("lead-answer", "break-taken", "training-current"):
        assert f"To the team: {slug}" in page.words
    assert "Nothing to count yet" in page.words


def test_the_share_stands_with_its_counts_and_its_grade(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    promising(service_workplace)
    answered(service_workplace, clock, 20, late=1)
    page = sign_in(visitor, service_workplace, "mira").get(paths.DESK_TEAM_PROMISES)
    assert "Kept 19 of 20 (95 %)" in page.words
    assert "November 2026 19 of 20 (95 %) Yes" in page.words
    assert "Half were answered within 1 working minute." in page.words


def test_of_few_the_page_says_that_they_are_few(visitor: Visitor, service_workplace: Workplace, clock: Clock) -> None:
    promising(service_workplace)
    answered(service_workplace, clock, 3, late=1)
    page = sign_in(visitor, service_workplace, "mira").get(paths.DESK_TEAM_PROMISES)
    assert "Kept 2 of 3, of few" in page.words
    assert "66 %" not in page.words
    assert "So few that the figure says little." in page.words


def test_a_promise_past_its_time_is_missed_before_anybody_has_written_it_down(
    service_workplace: Workplace, clock: Clock
) -> None:
    promising(service_workplace)
    raise_obstacle(service_workplace, "mira", filling(), InTheWay("One."))
    clock.pass_by(hours=3)
    (record,) = (each.record for each in team_scorecard(service_workplace).promises if each.record)
    assert (record.total.counted, record.total.missed) == (1, 1)


def test_no_figure_of_the_teams_promises_is_of_a_person(app: Flask, service_workplace: Workplace, clock: Clock) -> None:
    library = trained(with_break(small_library()), date(2026, 12, 31))
    promising(service_workplace, library)
    clock.pass_by(minutes=30)
    keep_team_clocks(service_workplace)
    take_break(service_workplace, service_workplace.roster().people["mira"])
    clock.pass_by(minutes=1)
    keep_team_clocks(service_workplace)
    raise_obstacle(service_workplace, "mira", filling(), InTheWay("One."))
    assert not {"person", "subject", "subject_kind"} & set(CountedClock.__slots__)
    for reader in ("mira", "tom", "ruth"):
        page = somebody(app, service_workplace, reader).get(paths.DESK_TEAM_PROMISES)
        assert "Today 1 of 1 trainings are current." in page.words
        for person in service_workplace.roster().people.values():
            assert person.name not in main_of(page)


def test_the_teams_figures_are_not_published(service_workplace: Workplace, clock: Clock) -> None:
    promising(service_workplace)
    answered(service_workplace, clock, 2)
    published = current_scorecard(service_workplace)
    assert "lead-answer" not in published.figures.commitments
    assert "lead-answer" not in {each["slug"] for each in published.commitments.values()}


def test_an_organisation_without_such_promises_is_told_how_to_make_one(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    page = sign_in(visitor, service_workplace, "mira").get(paths.DESK_TEAM_PROMISES)
    assert "No promise to the team is published." in page.words


def test_a_promise_that_is_made_no_more_keeps_its_record(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    promising(service_workplace)
    answered(service_workplace, clock, 1)
    clock.pass_by(hours=1)
    publish(service_workplace, small_library(), clock.now + timedelta(seconds=1))
    page = sign_in(visitor, service_workplace, "mira").get(paths.DESK_TEAM_PROMISES)
    assert "To the team: lead-answer" in page.words
    assert "It is no longer promised." in page.words
