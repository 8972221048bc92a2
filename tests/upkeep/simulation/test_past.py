"""The past is read where there is enough of it, and looking for it makes and changes nothing."""

from datetime import timedelta
from pathlib import Path

from portal.settings import Settings
from portal.store.engine import open_store
from portal.upkeep.simulation.arrivals import Arrival
from portal.upkeep.simulation.past import ENOUGH_DAYS, ENOUGH_REPORTS, is_enough, past_arrivals
from tests.store.rows import NOON, make_report


def file_reports(settings: Settings, count: int, days: int) -> None:
    store = open_store(settings)
    with store.writing() as conn:
        for number in range(count):
            received_at = NOON - timedelta(days=days) * (number / (count - 1))
            make_report(conn, received_at=received_at, topic="outage", severity="severe")
    store.close()


def test_where_there_is_no_database_there_is_no_past_and_none_is_made(tmp_path: Path) -> None:
    assert past_arrivals(Settings(site_dir=tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_and_one_with_few_reports_hold_no_past(settings: Settings) -> None:
    assert past_arrivals(settings) == []
    file_reports(settings, 5, ENOUGH_DAYS + 10)
    assert past_arrivals(settings) == []


def test_a_year_of_reports_is_the_past_up_to_the_newest(sqlite_settings: Settings) -> None:
    file_reports(sqlite_settings, ENOUGH_REPORTS + 20, 370)
    past = past_arrivals(sqlite_settings)
    assert past[-1] == Arrival(NOON, "outage", "severe")
    assert past[0].at > NOON - timedelta(days=364)
    assert len(past) >= ENOUGH_REPORTS


def test_many_reports_in_few_weeks_make_no_year() -> None:
    few_weeks = [Arrival(NOON + timedelta(hours=number), "outage", "severe") for number in range(ENOUGH_REPORTS)]
    assert not is_enough(few_weeks)
    assert not is_enough([])
