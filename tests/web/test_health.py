"""/healthz says whether a report can be taken, and tries what that needs."""

from pathlib import Path

import pytest
from flask import Flask

from portal import paths
from portal.acts.in_force import InForce
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.settings import Settings
from portal.store.engine import Store
from tests.workplaces import SECRET, Clock


def test_where_a_report_can_be_taken_it_says_so(app: Flask) -> None:
    response = app.test_client().get(paths.HEALTH)
    assert (response.status_code, response.json) == (200, {"status": "ok"})


@pytest.mark.parametrize("statement", ["DROP TABLE rate_counters"])
def test_without_a_database_that_writes_it_says_so_and_nothing_more(
    app: Flask, service_workplace: Workplace, statement: str
) -> None:
    with service_workplace.store.writing() as conn:
        conn.exec_driver_sql(statement)
    response = app.test_client().get(paths.HEALTH)
    assert (response.status_code, response.json) == (503, {"status": "cannot take a report"})


def test_without_a_place_for_attachments_it_says_so(app: Flask, service_workplace: Workplace) -> None:
    service_workplace.settings.attachments_dir.write_text("in the way", "utf-8")
    assert app.test_client().get(paths.HEALTH).status_code == 503


def test_where_nothing_was_ever_published_it_says_so(
    sqlite_store: Store, sqlite_settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    workplace = Workplace(sqlite_store, sqlite_settings, SECRET, InForce(sqlite_store, sqlite_settings), clock)
    assert not (tmp_path / "var" / "release.json").exists()
    assert create_service(workplace).test_client().get(paths.HEALTH).status_code == 503
