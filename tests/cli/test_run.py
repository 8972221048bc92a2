"""`portal run` serves when it can keep its word, refuses to start when it cannot, and stops cleanly."""

import shutil
import socket
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli.main import portal as verbs
from portal.errors import PortalError
from portal.settings import Settings
from portal.store.engine import open_store
from portal.store.schema import create_if_empty
from tests.flows.running import RunningPortal, portal
from tests.notices.carriers.mail_server import free_port
from tests.workplaces import write_content

COMMAND = Path(sys.executable).with_name("portal")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site folder that was built once."""
    site = tmp_path_factory.mktemp("built")
    write_content(site)
    done = portal(COMMAND, "build", cwd=site)
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "site"))


def refused(site: Path, *arguments: str, **settings: str) -> str:
    """What is said to the operator where the start is refused."""
    runner = CliRunner(env={f"PORTAL_{name.upper()}": value for name, value in settings.items()})
    result = runner.invoke(verbs, [*arguments, "--site", str(site)])
    assert isinstance(result.exception, PortalError), result.output
    return str(result.exception)


def test_it_publishes_what_was_never_published_serves_both_halves_and_stops_on_sigterm(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_content(site)
    running = RunningPortal(COMMAND, site, free_port()).start()
    try:
        for address, words in (("/", "Riverside Water"), ("/report", "Tell us what went wrong"), ("/topics/", "water")):
            with urllib.request.urlopen(running.url + address, timeout=10) as answer:
                assert words in answer.read().decode()
    finally:
        assert running.stop() == 0
    assert "Traceback" not in running.log
    running.start()
    assert running.stop() == 0


def test_a_port_in_use_is_named_with_what_to_do(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = portal(COMMAND, "run", "--port", str(port), cwd=site)
    said = done.stderr
    assert done.returncode == 1, done.stdout + said
    assert "Traceback" not in said
    assert f"port = {port} cannot be listened on" in said
    assert "--port" in said


@pytest.mark.parametrize("setting", ["port", "metrics_port"])
def test_a_port_in_use_is_named_before_several_processes_start(site: Path, setting: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = {"port": 0, setting: taken.getsockname()[1]}
        said = refused(site, "run", processes="2", **{name: str(port) for name, port in ports.items()})
    assert f"{setting} = {ports[setting]} cannot be listened on" in said


@pytest.mark.parametrize("verb", ["run", "deliver"])
def test_an_older_schema_is_refused_with_the_way_to_upgrade(site: Path, verb: str) -> None:
    store = open_store(Settings(site_dir=site))
    create_if_empty(store)
    with store.writing() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    store.close()
    assert "portal upgrade" in refused(site, verb)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"host": "0.0.0.0"}, "carrier = 'folder' is refused"),
        ({"public_url": "https://help.example.org"}, "everybody could read the mails at /mail"),
        ({"host": "0.0.0.0", "carrier": "null", "limits": "off"}, "limits = 'off' is refused"),
    ],
)
def test_a_start_that_would_expose_what_is_private_is_refused(site: Path, settings: dict[str, str], words: str) -> None:
    assert words in refused(site, "run", **settings)


def test_content_with_problems_is_not_published_and_not_served(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_content(site)
    (site / "content" / "public" / "topics" / "no-water.md").write_text("---\ntitle: x\n---\n", "utf-8")
    assert "content/public/topics/no-water.md:" in refused(site, "run", "--port", str(free_port()))


def test_while_it_runs_without_delivery_nothing_is_sent(site: Path) -> None:
    running = RunningPortal(COMMAND, site, free_port()).start("--no-deliver")
    assert running.is_healthy()
    assert running.stop() == 0
    assert not (site / "var" / "mail").exists()
