"""A report goes to somebody trained for what it needs, and never to those who have it or give it away."""

import pytest

from portal.acts.escalate import escalate
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from tests.desk.test_report_acts import trained
from tests.workplaces import filling, now_of, publish, reported, small_library


def test_neither_who_asks_nor_who_has_it_gets_it(sqlite_workplace: Workplace) -> None:
    publish(sqlite_workplace, trained(trained(small_library(), "mira", "pumps"), "tom", "pumps"))
    report = reported(sqlite_workplace)
    assert report.owner == "mira"
    with pytest.raises(MoveRefused, match="Nobody else is trained"):
        escalate(sqlite_workplace, report.id, "tom", filling(), skill="pumps", why="Pressure.", must_know="Nothing.")
    assert now_of(sqlite_workplace, report).owner == "mira"


def test_the_trained_colleague_gets_it(sqlite_workplace: Workplace) -> None:
    publish(sqlite_workplace, trained(small_library(), "tom", "pumps"))
    report = reported(sqlite_workplace)
    escalate(sqlite_workplace, report.id, "mira", filling(), skill="pumps", why="Pressure.", must_know="Nothing.")
    assert now_of(sqlite_workplace, report).owner == "tom"
