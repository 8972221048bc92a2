"""A newcomer starts in minutes, and whatever stands in the way is said in their terms.

With the wheel, from an empty folder:
- `portal init mysite`, `cd mysite`, `portal run`: it publishes by itself and serves the site, the form and its health
- it stops at once and cleanly on SIGTERM, and goes on with the same secret and reports when it starts again
- in a folder without content, each verb says so and exits with 1
- a database that cannot be reached, made or understood is named, with what to do; nothing is served
- an address that is taken is named; so is every wrong setting at once
None of this is ever a traceback.
"""

import shutil
import socket
from pathlib import Path

import pytest

from tests.flows.conftest import Start
from tests.flows.customers import file_report, read_confirmation
from tests.flows.installed import Installed
from tests.flows.plain_browser import PlainBrowser
from tests.flows.running import portal
from tests.flows.sample import start_sample
from tests.notices.carriers.mail_server import free_port


@pytest.fixture(scope="module")
def new_site(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `portal init mysite` makes in an empty folder."""
    folder = tmp_path_factory.mktemp("newcomer")
    done = portal(installed.command, "init", "mysite", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1:] == ["  cd mysite", "  portal build", "  portal run"]
    return folder / "mysite"


def test_the_first_run_publishes_by_itself_and_serves_everything(
    installed: Installed, new_site: Path, tmp_path: Path, start: Start
) -> None:
    site = Path(shutil.copytree(new_site, tmp_path / "mysite"))
    running = start(site, using=installed.command)
    visitor = PlainBrowser()
    home = visitor.open(f"{running.url}/")
    assert (home.status, home.headers.get_content_type()) == (200, "text/html")
    assert "Saltmarsh Net" in home.text
    for address in {str(link["href"]) for link in home.soup.select('a[href^="/"], link[href^="/"]')}:
        assert PlainBrowser().open(running.url + address).status == 200, address
    assert visitor.open(f"{running.url}/report").heading == "Tell us what went wrong"
    assert visitor.open(f"{running.url}/healthz").body == b'{"status":"ok"}\n'
    assert visitor.open(f"{running.url}/nowhere/").status == 404

    filed = file_report(running.url)
    assert running.stop() == 0
    assert "Traceback" not in running.log
    running.start()
    assert read_confirmation(PlainBrowser().open(filed.receipt)) == filed


@pytest.mark.parametrize("verb", ["run", "build", "check"])
def test_a_folder_without_content_is_no_site(installed: Installed, tmp_path: Path, verb: str) -> None:
    said = refused(installed, tmp_path, verb)
    assert "There is no folder `content` here. Run the command in a site folder, or give --site DIR." in said


def test_a_first_run_with_broken_content_says_every_problem(
    installed: Installed, new_site: Path, tmp_path: Path
) -> None:
    site = Path(shutil.copytree(new_site, tmp_path / "mysite"))
    for page in ("about", "how-to-reach-us"):
        file = site / "content" / "public" / f"{page}.md"
        file.write_text(file.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    said = refused(installed, site, "run", "--port", str(free_port()))
    assert "content/public/about.md:2:1: " in said
    assert "content/public/how-to-reach-us.md:2:1: " in said
    assert not (site / "build").exists()


@pytest.mark.parametrize(
    ("database_url", "said"),
    [
        ("postgresql://portal:hunter2@127.0.0.1:{closed}/portal", "does not answer"),
        ("postgresql://portal:hunter2@127.0.0.1:many/portal", "cannot be read as a URL"),
        ("postgresql://127.0.0.1:{closed}/portal?no=such", "invalid connection option"),
        ("sqlite:///portal.toml/portal.db", "cannot be made"),
        pytest.param("sqlite:////proc/nowhere/portal.db", "cannot be made", marks=pytest.mark.audit),
        ("sqlite:///content", "cannot be opened"),
        pytest.param("sqlite:///portal.toml", "is not a database", marks=pytest.mark.audit),
        pytest.param("sqlite://var/portal.db", "cannot be read as a URL", marks=pytest.mark.audit),
        pytest.param("sqlite://", "would forget every report", marks=pytest.mark.audit),
        ("mysql://portal:hunter2@localhost/portal", "begins with sqlite:/// or postgresql://"),
        pytest.param("nonsense", "begins with sqlite:/// or postgresql://", marks=pytest.mark.audit),
    ],
)
def test_a_database_that_cannot_be_used_stops_the_start(
    command: Path, built_sample: Path, tmp_path: Path, database_url: str, said: str
) -> None:
    """With the checkout's command, which has the driver of PostgreSQL beside it."""
    site = Path(shutil.copytree(built_sample, tmp_path / "site"))
    url = database_url.format(closed=free_port())
    done = portal(command, "run", "--port", str(free_port()), cwd=site, database_url=url)
    message = done.stderr.splitlines()[-1]
    assert done.returncode == 1
    assert message.startswith("portal: ")
    assert said in message
    assert "Check database_url" in message or "Allowed: " in message or "database_url is right" in message
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr + done.stdout


@pytest.mark.audit
def test_an_address_that_is_taken_is_named(installed: Installed, built_sample: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(built_sample, tmp_path / "site"))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refused(installed, site, "run", "--port", str(port))
    assert f"port = {port} cannot be listened on: Address already in use." in said
    assert "choose another with --port" in said


def test_every_wrong_setting_is_named_at_once(installed: Installed, new_site: Path) -> None:
    said = refused(installed, new_site, "run", carrier="pigeon", threads="many", colour="red")
    assert "carrier = 'pigeon' (from PORTAL_CARRIER) cannot be used. Allowed: 'folder', " in said
    assert "threads = 'many' (from PORTAL_THREADS) cannot be used." in said
    assert "colour (from PORTAL_COLOUR) is not a setting." in said


def test_a_folder_that_holds_something_is_left_as_it_is(installed: Installed, tmp_path: Path) -> None:
    start_sample(tmp_path / "mysite")
    before = sorted(tmp_path.rglob("*"))
    assert "is not an empty folder" in refused(installed, tmp_path, "init", "mysite")
    assert sorted(tmp_path.rglob("*")) == before


def refused(installed: Installed, site: Path, *arguments: str, **settings: object) -> str:
    """What a verb says that exits with 1, and without a traceback."""
    done = portal(installed.command, *arguments, cwd=site, **settings)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout + done.stderr
