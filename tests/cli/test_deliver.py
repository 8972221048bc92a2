"""`portal deliver` sends what is due, once or until it is stopped."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.acts.workplace import utc_now
from portal.cli.deliver import command
from portal.cli.service_start import begin
from portal.errors import PortalError
from portal.library.release import release_of, write_release
from portal.settings import Settings
from tests.flows.mails import wait_for
from tests.flows.running import environment, portal
from tests.workplaces import reported, small_library

COMMAND = Path(sys.executable).with_name("portal")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site folder with a release and a report whose notices wait."""
    settings = Settings(site_dir=tmp_path)
    write_release(release_of(small_library(), utc_now()), settings.release_file)
    workplace = begin(settings)
    reported(workplace)
    workplace.store.close()
    return tmp_path


def mails(site: Path) -> int:
    return len(list((site / "var" / "mail").glob("*.eml")))


def test_once_does_all_that_is_due_and_stops(site: Path) -> None:
    for _ in range(2):
        done = portal(COMMAND, "deliver", "--once", cwd=site)
        assert done.returncode == 0, done.stderr
        assert mails(site) == 2


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_goes_on_until_it_is_stopped_and_then_stops_cleanly(site: Path, how: signal.Signals) -> None:
    process = subprocess.Popen(
        [COMMAND, "deliver"], cwd=site, env=environment(deliver_poll_s=0.1), stderr=subprocess.PIPE, text=True
    )
    wait_for("both mails", lambda: mails(site) == 2)
    os.kill(process.pid, how)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert "Traceback" not in said


def test_where_nothing_was_ever_built_it_says_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--site", str(tmp_path), "--once"])
    assert isinstance(result.exception, PortalError)
    assert "portal build" in str(result.exception)


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("limits", "perhaps", "limits = 'perhaps' (from PORTAL_LIMITS)"),
        ("port", "70000", "port = '70000' (from PORTAL_PORT)"),
        ("no_such", "x", "no_such (from PORTAL_NO_SUCH) is not a setting"),
        ("database_url", "mysql://x/y", "database_url = 'mysql://x/y'"),
        ("secret", "short", "secret is too short"),
        ("database_url", "sqlite:////dev/null/portal.db", "/dev/null/portal.db"),
        ("carrier", "pigeon", "carrier = 'pigeon'"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_nothing_is_sent(
    site: Path, setting: str, value: str, words: str
) -> None:
    result = CliRunner(env={f"PORTAL_{setting.upper()}": value}).invoke(command, ["--site", str(site), "--once"])
    assert isinstance(result.exception, PortalError)
    assert words in str(result.exception)
    assert setting != "secret" or f"'{value}'" not in str(result.exception)
    assert mails(site) == 0
