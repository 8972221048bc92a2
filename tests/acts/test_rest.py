"""Breaks taken and missed, pauses, what is hard, and what routing makes of them."""

from datetime import timedelta

import pytest

from portal.acts.mark_hard import mark_hard
from portal.acts.rest import come_back, pause, record_missed_breaks, rest_now, take_break
from portal.acts.standing import loads
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.library.library import Library
from portal.store import rest
from portal.store.rest import BreakRecord
from portal.team.roster import Person
from tests.signing_in import audited
from tests.workplaces import Clock, now_of, publish, reported, rows, small_library, told


def with_breaks(**changes: int) -> Library:
    """The small library in which Mira rests from 12:30 to 13:00; `changes` are capacities."""
    library = small_library()
    people = dict(library.desk.team.responders)
    shift = people["mira"].shifts[0].model_copy(update={"breaks": (("12:30", "13:00"),)})
    people["mira"] = people["mira"].model_copy(update={"shifts": (shift,)})
    for key, capacity in changes.items():
        people[key] = people[key].model_copy(update={"capacity": capacity})
    team = library.desk.team.model_copy(update={"responders": people})
    return library.model_copy(update={"desk": library.desk.model_copy(update={"team": team})})


@pytest.fixture(autouse=True)
def breaks(request: pytest.FixtureRequest, workplace: Workplace) -> None:
    publish(workplace, with_breaks())


def mira(workplace: Workplace) -> Person:
    return workplace.roster().people["mira"]


def records(workplace: Workplace) -> list[BreakRecord]:
    with workplace.store.reading() as conn:
        return rest.breaks_between(conn, workplace.now() - timedelta(days=1), workplace.now() + timedelta(days=1))


def test_a_planned_break_sends_reports_to_somebody_else(workplace: Workplace, clock: Clock) -> None:
    clock.pass_by(minutes=40)
    assert reported(workplace, severity="annoying").owner == "tom"
    assert reported(workplace, severity="annoying").owner == "tom"


def test_a_hard_report_does_not_come_just_before_the_break(workplace: Workplace, clock: Clock) -> None:
    clock.pass_by(minutes=21)
    assert reported(workplace, severity="urgent").owner == "tom"
    assert reported(workplace, severity="annoying").owner == "mira"


def test_a_pause_is_honoured_and_ends_by_itself(workplace: Workplace, clock: Clock) -> None:
    pause(workplace, mira(workplace))
    assert reported(workplace, severity="annoying").owner == "tom"
    clock.pass_by(minutes=10)
    assert reported(workplace, severity="annoying").owner == "mira"


def test_a_pause_ends_when_somebody_is_back(workplace: Workplace, clock: Clock) -> None:
    pause(workplace, mira(workplace))
    clock.pass_by(minutes=2)
    come_back(workplace, mira(workplace))
    assert rest_now(workplace, mira(workplace)).until is None
    assert reported(workplace, severity="annoying").owner == "mira"


def test_a_break_begun_keeps_its_time_and_pressing_twice_does_it_once(workplace: Workplace, clock: Clock) -> None:
    began = clock.pass_by(minutes=35)
    take_break(workplace, mira(workplace))
    clock.pass_by(minutes=5)
    take_break(workplace, mira(workplace))
    (record,) = records(workplace)
    assert (record.person, record.started_at) == ("mira", began)
    assert rest_now(workplace, mira(workplace)).until == began + timedelta(minutes=30)
    come_back(workplace, mira(workplace))
    assert records(workplace)[0].ended_at == clock.now


def test_a_break_that_nobody_began_is_recorded_once_as_that(workplace: Workplace, clock: Clock) -> None:
    clock.pass_by(minutes=60)
    assert record_missed_breaks(workplace) == 0
    clock.pass_by(minutes=1)
    assert [record_missed_breaks(workplace) for _ in range(2)] == [1, 0]
    (record,) = records(workplace)
    assert record.started_at is None


def test_a_break_that_begins_late_keeps_the_later_start(workplace: Workplace, clock: Clock) -> None:
    clock.pass_by(minutes=70)
    record_missed_breaks(workplace)
    take_break(workplace, mira(workplace))
    assert records(workplace)[0].started_at == clock.now
    assert record_missed_breaks(workplace) == 0


def test_without_a_break_at_hand_a_pause_is_named_instead(workplace: Workplace) -> None:
    with pytest.raises(MoveRefused, match="Pause for ten minutes instead"):
        take_break(workplace, workplace.roster().people["tom"])


def test_when_somebody_rests_is_not_for_leads_to_read(workplace: Workplace, clock: Clock) -> None:
    pause(workplace, mira(workplace))
    clock.pass_by(minutes=35)
    take_break(workplace, mira(workplace))
    come_back(workplace, mira(workplace))
    assert audited(workplace) == []


def test_a_hard_report_weighs_more_in_its_owners_load(workplace: Workplace) -> None:
    report = reported(workplace, severity="annoying")
    with workplace.store.reading() as conn:
        assert loads(conn, workplace) == {"mira": 1}
    for _ in range(2):
        mark_hard(workplace, report.id, "mira")
    with workplace.store.reading() as conn:
        assert loads(conn, workplace) == {"mira": 3}


def test_a_severity_weighs_what_the_site_says(workplace: Workplace) -> None:
    library = with_breaks()
    severities = tuple(each.model_copy(update={"weight": 5}) for each in library.site.severities)
    publish(workplace, library.model_copy(update={"site": library.site.model_copy(update={"severities": severities})}))
    reported(workplace)
    with workplace.store.reading() as conn:
        assert loads(conn, workplace) == {"mira": 5}


def test_who_is_full_is_passed_over_and_when_all_are_the_leads_hear_of_it_once_an_hour(
    workplace: Workplace, clock: Clock
) -> None:
    publish(workplace, with_breaks(mira=1, tom=1))
    assert [reported(workplace, severity="annoying").owner for _ in range(2)] == ["mira", "tom"]
    assert "team_full" not in dict(told(workplace))
    third = reported(workplace, severity="annoying")
    assert now_of(workplace, third).owner in ("mira", "tom")
    assert ("team_full", "ruth") in told(workplace)
    reported(workplace, severity="annoying")
    assert "team_full" not in dict(told(workplace))
    clock.pass_by(hours=1)
    reported(workplace, severity="annoying")
    assert ("team_full", "ruth") in told(workplace)


def test_a_full_team_pauses_no_clock(workplace: Workplace) -> None:
    first = reported(workplace, severity="annoying")
    publish(workplace, with_breaks(mira=1, tom=1))
    last = [reported(workplace, severity="annoying") for _ in range(3)][-1]
    clocks = rows(workplace.store)["clocks"]
    due = {row.report_id: row.due_at for row in clocks if row.commitment == "first-reply"}
    assert due[first.id] == due[last.id]
