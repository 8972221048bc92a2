"""What the reliability tests stand on: the sample, built once, and the command of this checkout."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit.rig.cluster import Cluster, cluster_in
from tests.audit.rig.kept_running import KeptRunning
from tests.flows.conftest import built_sample, command

__all__ = ["built_sample", "command"]


@pytest.fixture
def site(built_sample: Path, tmp_path: Path) -> Path:
    """A copy of the built sample, to do harm to."""
    return Path(shutil.copytree(built_sample, tmp_path / "site"))


@pytest.fixture
def running() -> Iterator[KeptRunning]:
    with KeptRunning() as kept:
        yield kept


@pytest.fixture
def cluster(running: KeptRunning) -> Iterator[Cluster]:
    """A PostgreSQL of one's own that answers, and is started again whenever it is killed."""
    with cluster_in() as made:
        running.keep(made.postmaster)
        made.wait_until_it_answers()
        yield made
        running.rest(made.postmaster)
