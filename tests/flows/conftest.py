"""What every flow stands on: the sample, built; real servers in folders of their own; a real browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browsing import app, limited, service_workplace, visitor
from tests.flows.clock import MovedClock
from tests.flows.installed import CHECKOUT, Installed, install_wheel
from tests.flows.running import RunningPortal, portal
from tests.flows.sample import start_sample
from tests.notices.carriers.mail_server import free_port
from tests.workplaces import clock

# The small organisation, for flows of several people on one desk.
__all__ = ["app", "clock", "limited", "service_workplace", "visitor"]

Start = Callable[..., RunningPortal]


@pytest.fixture(scope="session")
def command() -> Path:
    """The `portal` of this checkout's environment."""
    found = shutil.which("portal", path=str(CHECKOUT / ".venv" / "bin")) or shutil.which("portal")
    assert found, "the portal command is not installed: make install-dev"
    return Path(found)


@pytest.fixture(scope="session")
def built_sample(command: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built. Not to be changed: copy it."""
    site = tmp_path_factory.mktemp("flows") / "sample"
    start_sample(site)
    done = portal(command, "build", cwd=site)
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture
def site(built_sample: Path, tmp_path: Path) -> Path:
    """A copy of the built sample, to do with as one likes."""
    return Path(shutil.copytree(built_sample, tmp_path / "site"))


@pytest.fixture
def start(command: Path) -> Iterator[Start]:
    """Starts servers (`start(site, carrier="smtp")`) and kills those that are left after the test."""
    yield from _starting(command)


@pytest.fixture
def moved_clock(tmp_path: Path) -> MovedClock:
    """A `portal` of whose clock the test is master: `start(site, using=moved_clock.command)`."""
    folder = tmp_path / "clock"
    folder.mkdir()
    return MovedClock(folder)


@pytest.fixture(scope="session")
def shared_portal(
    command: Path, built_sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningPortal]:
    """One server with the mail folder, for tests that only add reports of their own."""
    site = Path(shutil.copytree(built_sample, tmp_path_factory.mktemp("shared") / "site"))
    for start_one in _starting(command):
        yield start_one(site)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in an environment of its own."""
    return install_wheel(tmp_path_factory.mktemp("installed"))


def _starting(command: Path) -> Iterator[Start]:
    running: list[RunningPortal] = []

    def start(site: Path, *options: str, using: Path = command, **settings: object) -> RunningPortal:
        running.append(RunningPortal(using, site, free_port(), **settings))
        return running[-1].start(*options)

    yield start
    for each in running:
        each.kill()
