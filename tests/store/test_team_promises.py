"""Clocks of promises to the team, trainings and what is in the way, as they are kept on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portal.store import obstacles, skill_trainings, team_clocks
from portal.store.engine import Store
from portal.store.releases import first_in_force_at, record_release, release_at
from portal.store.team_clocks import SubjectKind, TeamClock
from portal.team.obstacles import Turn, TurnKind
from tests.store.rows import NOON

CLOCK = TeamClock(SubjectKind.BREAK, "mira noon", "v1", "every-break", "running", NOON, NOON + timedelta(minutes=30))


def promised(conn: Connection) -> None:
    record_release(conn, "r1", built_at=NOON, recorded_at=NOON, body="{}", commitments=[("v1", "every-break", "{}")])


def raised(conn: Connection, **said: object) -> int:
    values: dict[str, object] = {"raised_by": "mira", "own_key": None, "report_id": None} | said
    return obstacles.add(conn, line="The stock list is old.", detail="", at=NOON, **values)  # type: ignore[arg-type]


def test_a_promise_runs_on_a_thing_once(store: Store) -> None:
    with store.writing() as conn:
        promised(conn)
        for state in ("running", "missed"):
            team_clocks.begin(conn, replace(CLOCK, state=state))
        assert [clock.state for clock in team_clocks.batch_after(conn, 0, 10)] == ["running"]


def test_a_clock_comes_back_as_it_was_kept(store: Store) -> None:
    with store.writing() as conn:
        promised(conn)
        team_clocks.begin(conn, CLOCK)
        (begun,) = team_clocks.clocks_on(conn, SubjectKind.BREAK, "mira noon")
        assert replace(begun, id=0) == CLOCK
        kept = replace(begun, state="kept", stopped_at=NOON, counts_at=NOON)
        team_clocks.keep(conn, kept)
        team_clocks.check_at(conn, begun.id, NOON)
        assert team_clocks.clock_by_id(conn, begun.id) == replace(kept, next_check_at=NOON)


def test_what_is_missed_or_stopped_runs_no_more(store: Store) -> None:
    with store.writing() as conn:
        promised(conn)
        team_clocks.begin(conn, CLOCK)
        team_clocks.begin(conn, replace(CLOCK, subject="late", state="missed", missed_at=NOON))
        team_clocks.begin(conn, replace(CLOCK, subject="done", state="kept", stopped_at=NOON))
        assert [clock.subject for clock in team_clocks.running_clocks(conn)] == [CLOCK.subject]
        assert team_clocks.known(conn, SubjectKind.BREAK, NOON) == {"mira noon", "late", "done"}
        assert team_clocks.known(conn, SubjectKind.OFFER, NOON) == set()


def test_what_leads_were_asked_on_a_report_is_found_until_it_is_answered(store: Store) -> None:
    asked = replace(CLOCK, subject_kind=SubjectKind.OFFER)
    with store.writing() as conn:
        promised(conn)
        team_clocks.begin(conn, replace(asked, subject="1/4", state="missed", missed_at=NOON))
        team_clocks.begin(conn, replace(asked, subject="1/5", state="kept", stopped_at=NOON))
        team_clocks.begin(conn, replace(asked, subject="12/4"))
        assert [clock.subject for clock in team_clocks.open_on_report(conn, 1)] == ["1/4"]


def test_the_watch_gets_what_is_due_in_order(store: Store) -> None:
    with store.writing() as conn:
        promised(conn)
        for number, minutes in enumerate((20, 10, 40, None)):
            at = NOON + timedelta(minutes=minutes) if minutes else None
            team_clocks.begin(conn, replace(CLOCK, subject=f"{number}", next_check_at=at))
        found = team_clocks.to_check(conn, NOON + timedelta(minutes=20), 10)
        assert [clock.subject for clock in found] == ["1", "0"]


def test_what_a_scorecard_reads_leads_to_no_person(store: Store) -> None:
    with store.writing() as conn:
        promised(conn)
        team_clocks.begin(conn, CLOCK)
        assert "mira" not in repr(team_clocks.counted(conn))


def test_a_training_ends_once(store: Store) -> None:
    with store.writing() as conn:
        number = skill_trainings.note(conn, "mira", "valves", date(2026, 12, 31), NOON)
        skill_trainings.end(conn, number, NOON, next_last_day=date(2027, 12, 31))
        skill_trainings.end(conn, number, NOON + timedelta(days=1), next_last_day=None)
        assert skill_trainings.running(conn) == []
        found = skill_trainings.trainings(conn, [number])[number]
        assert (found.ended_at, found.next_last_day) == (NOON, date(2027, 12, 31))


def test_something_in_the_way_has_a_name_or_a_mark_and_never_both(store: Store) -> None:
    for wrong in ({"own_key": "mark"}, {"raised_by": None}):
        with pytest.raises(IntegrityError), store.writing() as conn:
            raised(conn, **wrong)


def test_a_turn_that_closes_takes_it_from_the_open_ones(store: Store) -> None:
    with store.writing() as conn:
        first, second = raised(conn), raised(conn, raised_by=None, own_key="mark")
        obstacles.add_turn(conn, first, Turn(NOON, TurnKind.DONE, "ruth", "It is done.", None))
        obstacles.add_turn(conn, first, Turn(NOON + timedelta(hours=1), TurnKind.OUT_OF_THE_WAY))
        assert [each.id for each in obstacles.open_obstacles(conn)] == [second]
        assert [each.id for each in obstacles.closed_obstacles(conn, NOON, 10)] == [first]


def test_mine_too_is_a_number(store: Store) -> None:
    with store.writing() as conn:
        number = raised(conn)
        added = [obstacles.add_echo(conn, number, mark) for mark in ("one", "one", "two")]
        assert added == [True, False, True]
        (found,) = obstacles.open_obstacles(conn)
        assert found.mine_too == 2


def test_the_release_of_a_moment_is_the_last_that_was_recorded_by_then(store: Store) -> None:
    with store.writing() as conn:
        promised(conn)
        later = NOON + timedelta(hours=1)
        record_release(conn, "r2", built_at=later, recorded_at=later, body="{}")
        assert release_at(conn, NOON - timedelta(seconds=1)) is None
        assert release_at(conn, NOON + timedelta(minutes=59)) == "r1"
        assert release_at(conn, later) == "r2"
        assert first_in_force_at(conn, ["every-break", "another"]) == NOON
        assert first_in_force_at(conn, ["another"]) is None
