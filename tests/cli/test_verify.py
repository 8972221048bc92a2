"""`portal verify` accepts what was published, from a file and from a site, and names what was altered."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import verify
from portal.errors import PromiseError
from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.published_scorecard import scorecard_json
from portal.promises.scorecard_csv import rows_csv
from tests.promises.random_reports import AS_AT, VERSIONS, row, scorecard


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A folder with data.json and data.csv of twenty reports, one answered too late."""
    rows = []
    for number in range(20):
        received = AS_AT - timedelta(days=3, minutes=number)
        answered = received + timedelta(hours=5 if number == 7 else 1)
        events = [ClockEvent(received, EventKind.RECEIVED), ClockEvent(answered, EventKind.ANSWERED)]
        rows.append(row(f"c{number}", VERSIONS[0], events))
    made = scorecard(rows)
    (tmp_path / "data.json").write_text(scorecard_json(made), "utf-8")
    (tmp_path / "data.csv").write_text(rows_csv(made.rows), "utf-8", newline="")
    return tmp_path


@pytest.fixture
def site(published: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(published)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def run(source: object) -> Result:
    return CliRunner().invoke(verify.command, [str(source)])


def alter(file: Path, before: str, after: str) -> None:
    text = file.read_bytes().decode("utf-8")
    assert text.count(before) == 1, before
    file.write_bytes(text.replace(before, after).encode("utf-8"))


@pytest.mark.parametrize("name", ["data.json", "data.csv"])
def test_what_was_published_is_accepted_from_a_file_and_from_a_site(published: Path, site: str, name: str) -> None:
    for source in (published / name, f"{site}/{name}"):
        result = run(source)
        assert result.exit_code == 0, result.output
        assert "Everything agrees, as at Sunday 22 November 2026, 09:00 (Europe/London)." in result.output
        assert "20 rows" in result.output
        assert "kept 19 of 20" in result.output


def test_an_outcome_altered_in_the_csv_names_the_row(published: Path) -> None:
    alter(published / "data.csv", ",missed,", ",kept,")
    result = run(published / "data.csv")
    assert result.exit_code == 1
    assert "row c7: outcome is kept, expected missed" in result.output
    assert "row c7 is not the same in data.csv and in data.json" in result.output


def test_a_due_time_altered_in_the_data_names_the_row_and_what_was_expected(published: Path) -> None:
    data = json.loads((published / "data.json").read_text("utf-8"))
    (victim,) = (each for each in data["rows"] if each["id"] == "c3")
    due, victim["due"] = victim["due"], "2026-11-30T09:00:00Z"
    (published / "data.json").write_text(json.dumps(data), "utf-8")
    result = run(published / "data.json")
    assert result.exit_code == 1
    assert (
        f"row c3: due is 2026-11-30T09:00:00Z, expected {due} (2 working hours from {victim['started']})"
        in result.output
    )
    assert "1 thing in" in result.output


def test_a_figure_altered_is_named(published: Path) -> None:
    data = json.loads((published / "data.json").read_text("utf-8"))
    data["figures"]["overall"]["total"]["kept"] = 20
    (published / "data.json").write_text(json.dumps(data), "utf-8")
    result = run(published / "data.json")
    assert result.exit_code == 1
    assert "figures.overall.total.kept is 20, expected 19" in result.output


def test_what_cannot_be_read_or_is_not_whole_gets_its_own_message(published: Path, site: str) -> None:
    (published / "cut.json").write_bytes((published / "data.json").read_bytes()[:500])
    alone = published / "alone"
    alone.mkdir()
    (alone / "data.csv").write_bytes((published / "data.csv").read_bytes())
    (alone / "latin.csv").write_bytes(b"\xe9")
    for source, said in (
        (published / "nothing.json", "No such file"),
        (published / "cut.json", "no scorecard data"),
        (alone / "data.csv", "The rows alone cannot be worked out"),
        (alone / "latin.csv", "not UTF-8"),
        (f"{site}/nothing.json", "File not found"),
        ("http://127.0.0.1:9/data.json", "refused"),
        ("ftp://127.0.0.1/data.json", "with http or https"),
    ):
        with pytest.raises(PromiseError, match=said):
            verify.read_source(str(source))


def test_more_than_any_scorecard_holds_is_not_read(published: Path, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "MAX_BYTES", 100)
    for source in (str(published / "data.json"), f"{site}/data.json"):
        with pytest.raises(PromiseError, match="is larger than"):
            verify.read_source(source)


def test_a_site_that_takes_too_long_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "WHOLE_S", -1)
    with pytest.raises(PromiseError, match="took more than"):
        verify.read_source(f"{site}/data.json")
