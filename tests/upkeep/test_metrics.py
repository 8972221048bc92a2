"""A monitor sees what waits and what is late, at a port of its own, and nothing that a visitor wrote."""

import subprocess
import sys
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.errors import SettingsError, StoreUnavailable
from portal.upkeep.metrics import ROOM_BYTES, Metrics
from tests.notices.carriers.mail_server import free_port
from tests.workplaces import Clock, reported

TIMED = """
import resource, sys
from pathlib import Path
from portal.upkeep.metrics import Metrics

def answer(environ, start_response):
    start_response("200 OK", [])
    return ()

folder = Path(sys.argv[1])
folder.mkdir()
metrics = Metrics(None, folder)
if sys.argv[2] == "is full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
if sys.argv[2] == "was cleared away":
    folder.rmdir()
else:
    metrics.only_count()
metrics.timed(answer)({"PATH_INFO": "/report", "REQUEST_METHOD": "POST"}, lambda status, *_: print(status))
print([file.stat().st_size for file in folder.glob("*")])
"""


def figures(metrics: Metrics) -> dict[str, float]:
    lines = [line for line in generate_latest(metrics.registry).decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_it_counts_what_came_in_what_is_late_and_what_waits_to_be_sent(workplace: Workplace, clock: Clock) -> None:
    reported(workplace)
    reported(workplace)
    clock.pass_by(days=2)
    found = figures(Metrics(workplace))
    assert found["forthright_database_up"] == 1
    assert found["forthright_reports_received_total"] == 2
    assert found["forthright_reports_open"] == found["forthright_reports_overdue"] == 2
    assert found["forthright_clocks_watched"] > 0
    assert found["forthright_notices_queued"] == 4
    assert found["forthright_notices_oldest_due_seconds"] == 2 * 86_400
    assert found["forthright_notices_given_up"] == 0


def test_a_database_that_is_away_is_a_figure_too(sqlite_workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(sqlite_workplace.store, "reading", away)
    assert figures(Metrics(sqlite_workplace)) == {"forthright_database_up": 0}


def test_requests_are_timed_by_their_part_and_never_by_what_a_visitor_makes_up(sqlite_workplace: Workplace) -> None:
    metrics = Metrics(sqlite_workplace)
    app = create_service(sqlite_workplace)
    app.wsgi_app = metrics.timed(app.wsgi_app)  # type: ignore[assignment,method-assign]
    client = app.test_client()
    for path in ("/report", "/r/R7K4-M2PX.private", "/made-up/by?somebody"):
        client.get(path)
    client.open("/report", method="MADEUP")
    text = generate_latest(metrics.registry).decode()
    for part in ('part="report",status="200"', 'part="r",status="404"', 'part="site",status="404"'):
        assert f'_count{{method="GET",{part}}} 1.0' in text
    assert "made-up" not in text.lower()
    assert "MADEUP" not in text
    assert "R7K4" not in text


@pytest.mark.parametrize(
    ("folder", "kept"), [("has room", [ROOM_BYTES]), ("is full", []), ("was cleared away", [])], ids=str
)
def test_the_file_of_a_process_has_all_its_room_at_once_and_nobodys_answer_hangs_on_it(
    tmp_path: Path, folder: str, kept: list[int]
) -> None:
    """A file that grew on a full disk would end the process. The library chooses at its import how it counts, so this
    is a Python of its own.
    """
    command = [sys.executable, "-c", TIMED, tmp_path / "figures", folder]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.stdout.splitlines() == ["200 OK", str(kept)], told.stderr
    assert told.returncode == 0


def test_it_is_answered_at_a_port_of_its_own_and_one_in_use_is_named(sqlite_workplace: Workplace) -> None:
    settings = sqlite_workplace.settings.model_copy(update={"metrics_port": free_port()})
    metrics = Metrics(replace(sqlite_workplace, settings=settings))
    metrics.bind(settings)
    metrics.answer()
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{settings.metrics_port}/metrics", timeout=10) as answer:
            assert b"forthright_reports_received_total 0.0" in answer.read()
        with pytest.raises(SettingsError, match="port of its own"):
            Metrics(sqlite_workplace).bind(settings)
    finally:
        metrics.close()
