"""A real `portal run` in a folder of its own: started, killed, started again, and always cleaned up."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

START_TIMEOUT_S = 180.0
STOP_TIMEOUT_S = 120.0
VERB_TIMEOUT_S = 180.0


def environment(**settings: object) -> dict[str, str]:
    """This process's environment without our settings, and with those given: `limits="off"` is PORTAL_LIMITS."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "PYTHON"))}
    return kept | {f"PORTAL_{name.upper()}": str(value) for name, value in settings.items()}


def portal(command: Path, *arguments: str, cwd: Path, **settings: object) -> subprocess.CompletedProcess[str]:
    """One verb, run to its end."""
    return subprocess.run(
        [command, *arguments],
        cwd=cwd,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=VERB_TIMEOUT_S,
    )


class RunningPortal:
    """`portal run` in `site`; starting it again keeps its address, so that links in mails stay good."""

    def __init__(self, command: Path, site: Path, port: int, **settings: object) -> None:
        self.site, self.port = site, port
        self.url = f"http://127.0.0.1:{port}"
        self._command = command
        self.settings: dict[str, object] = {"limits": "off", "deliver_poll_s": 0.4} | settings
        self._process: subprocess.Popen[bytes] | None = None
        self._log = site.parent / f"{site.name}-{port}.log"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def pids(self) -> list[int]:
        """Of all its processes: the one that was started, then those that it started, in their order."""
        return [self.pid, *pids_below(self.pid)] if self.pid else []

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    def start(self, *options: str) -> "RunningPortal":
        """Returns once it can take a report."""
        assert self._process is None, "it runs already"
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._command, "run", "--port", str(self.port), *options],
                cwd=self.site,
                env=environment(**self.settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A group of its own, so that a kill reaches all its processes.
                start_new_session=True,
            )
        give_up_at = time.monotonic() + START_TIMEOUT_S
        while not self.is_healthy():
            ended = self._process.poll() is not None
            if ended or time.monotonic() > give_up_at:
                self.kill()
                raise AssertionError(f"portal run did not {'stay up' if ended else 'get ready'}:\n{self.log}")
            time.sleep(0.1)
        return self

    def is_healthy(self) -> bool:
        return is_healthy_at(self.url)

    def kill(self) -> None:
        """SIGKILL to all its processes: no handler runs, nothing is flushed."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(STOP_TIMEOUT_S)
            self._process = None

    def stop(self) -> int:
        """SIGTERM, as an operator does it; the exit code."""
        assert self._process is not None
        self._process.terminate()
        return self.stopped()

    def stopped(self) -> int:
        """The exit code of one that was told to stop. Told again at its last, when Python hears no more, it dies."""
        assert self._process is not None
        code = self._process.wait(STOP_TIMEOUT_S)
        self._process = None
        return code


def pids_below(pid: int) -> list[int]:
    """Of the processes that this one has started and that have not ended (proc_pid_stat(5)), oldest first."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = stat.read_text("ascii", "replace").rpartition(")")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                found.append(int(stat.parent.name))
    return sorted(found)


def is_healthy_at(url: str) -> bool:
    """Whether the server there can take a report."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=30) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
