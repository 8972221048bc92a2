"""Anyone of the team adds a point, once; anybody says that it was talked about, and who and when is kept."""

import pytest

from portal.acts.huddle_talk import MOST_OPEN, add_point, mark_talked_about
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.store import huddle_points
from portal.store.huddle_points import StoredPoint
from tests.workplaces import Clock, filling, reported, rows


def open_points(workplace: Workplace, team: str = "lines") -> list[StoredPoint]:
    with workplace.store.reading() as conn:
        return huddle_points.open_points(conn, team)


def test_sending_the_form_twice_adds_one_point(workplace: Workplace) -> None:
    once = filling()
    for _ in range(2):
        add_point(workplace, "lines", "mira", once, "The van.")
    assert [(point.words, point.added_by) for point in open_points(workplace)] == [("The van.", "mira")]


def test_another_point_from_the_same_filling_in_is_added_too(workplace: Workplace) -> None:
    once = filling()
    add_point(workplace, "lines", "mira", once, "The van.")
    add_point(workplace, "lines", "mira", once, "The ladder.")
    add_point(workplace, "lines", "mira", once, "The ladder.", reported(workplace).reference)
    assert [point.words for point in open_points(workplace)] == ["The van.", "The ladder.", "The ladder."]


def test_a_lead_of_the_team_adds_one_too_and_somebody_of_another_team_does_not(workplace: Workplace) -> None:
    add_point(workplace, "lines", "ruth", filling(), "The van.")
    before = rows(workplace.store)
    with pytest.raises(MoveRefused, match="You are not in the lines desk"):
        add_point(workplace, "lines", "bea", filling(), "Bills.")
    assert rows(workplace.store) == before
    assert open_points(workplace, "bills") == []


def test_a_point_about_a_report_that_is_not_there_is_refused_and_nothing_changes(workplace: Workplace) -> None:
    before = rows(workplace.store)
    with pytest.raises(MoveRefused, match="no report with this reference"):
        add_point(workplace, "lines", "mira", filling(), "The van.", "R7K4-M2PX")
    assert rows(workplace.store) == before


def test_who_talked_about_it_first_and_when_is_kept(workplace: Workplace, clock: Clock) -> None:
    add_point(workplace, "lines", "mira", filling(), "The van.")
    (point,) = open_points(workplace)
    began = clock.now
    mark_talked_about(workplace, point.id, "bea")
    clock.pass_by(minutes=5)
    mark_talked_about(workplace, point.id, "tom")
    with workplace.store.reading() as conn:
        (kept,) = huddle_points.talked_about(conn, "lines", began)
    assert (kept.talked_by, kept.talked_at, kept.added_by) == ("bea", began, "mira")
    with pytest.raises(LookupError):
        mark_talked_about(workplace, 404, "tom")


def test_more_points_than_anybody_can_talk_about_are_refused(sqlite_workplace: Workplace) -> None:
    for _ in range(MOST_OPEN):
        add_point(sqlite_workplace, "lines", "mira", filling(), "The van.")
    with pytest.raises(MoveRefused, match="Talk about some of them first"):
        add_point(sqlite_workplace, "lines", "mira", filling(), "The van.")
