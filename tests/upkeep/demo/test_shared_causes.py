"""Several sample reports of a storm are put together under one cause, which ends after it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.acts.close import resolve
from portal.acts.workplace import Workplace
from portal.reports.report import Report
from portal.store import causes
from portal.upkeep.demo.agenda import Agenda, MovingClock
from portal.upkeep.demo.fault_words import FAULTS
from portal.upkeep.demo.season import Storm
from portal.upkeep.demo.shared_causes import SharedCauses
from tests.workplaces import NOON, filling, reported

DAY = NOON.date()
WEATHER = next(subject for subject in FAULTS if subject.weather)


@pytest.fixture
def past(sqlite_workplace: Workplace) -> Workplace:
    return replace(sqlite_workplace, now=MovingClock(NOON), tells_people=False)


def go_by(workplace: Workplace, reports: list[Report], days: int) -> None:
    """The reports are noticed on a day of a storm, then the days pass."""
    assert isinstance(workplace.now, MovingClock)
    agenda = Agenda(workplace, workplace.now)
    shared = SharedCauses(workplace, agenda, Storm(DAY))
    for report in reports:
        shared.notice(report, workplace.library.public.topics[report.topic], WEATHER, DAY)
    for _ in agenda.work_through(NOON + timedelta(days=days)):
        pass


def test_the_reports_of_a_storm_have_one_cause_that_ends_two_days_after_it(past: Workplace) -> None:
    go_by(past, [reported(past) for _ in range(3)], days=9)
    with past.store.reading() as conn:
        (cause,) = causes.closed_causes(conn, 9)
        assert len(causes.reports_in(conn, cause.id)) == 3
    assert cause.title.startswith("Sample: the storm of ")
    assert cause.closed_at == NOON + timedelta(days=8)


def test_one_report_alone_has_no_cause(past: Workplace) -> None:
    go_by(past, [reported(past)], days=9)
    with past.store.reading() as conn:
        assert (causes.open_causes(conn), causes.closed_causes(conn, 9)) == ([], [])


def test_who_was_helped_meanwhile_is_left_alone(past: Workplace) -> None:
    found = [reported(past) for _ in range(3)]
    resolve(past, found[0].id, "mira", filling(), "Mended.")
    go_by(past, found, days=1)
    with past.store.reading() as conn:
        (cause,) = causes.open_causes(conn)
        assert {report.id for report in causes.reports_in(conn, cause.id)} == {found[1].id, found[2].id}
