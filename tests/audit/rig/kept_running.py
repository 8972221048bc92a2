"""Processes that are started again whenever they end, as systemd does with Restart=always; and killed at will."""

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from tests.flows.running import pids_below

_LOOK_AGAIN_S = 0.05
_RESTART_AFTER_S = 0.2
_STOP_TIMEOUT_S = 40


class Kept:
    """One process. `log` is what it and those before it said."""

    def __init__(
        self,
        name: str,
        command: list[str | Path],
        *,
        cwd: Path,
        env: Mapping[str, str],
        log: Path,
        user: str | None = None,
        stop_signal: int = 15,
    ) -> None:
        self.name, self.kills, self.starts = name, 0, 0
        self._command, self._cwd, self._env, self._log_file = command, cwd, env, log
        self._user, self._stop_signal = user, stop_signal
        self._process: subprocess.Popen[bytes] | None = None
        self._ended_at = 0.0

    @property
    def log(self) -> str:
        return self._log_file.read_text("utf-8", "replace") if self._log_file.exists() else ""

    def look_after(self) -> None:
        """Start it, if it has ended long enough ago."""
        if self._process is not None and self._process.poll() is None:
            return
        if self._process is not None:
            self._process, self._ended_at = None, time.monotonic()
        if time.monotonic() - self._ended_at >= _RESTART_AFTER_S:
            self._start()

    def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is flushed."""
        if self._process is not None and self._process.poll() is None:
            self.kills += 1
            self._process.kill()
            self._process.wait(_STOP_TIMEOUT_S)

    def kill_one_below(self, choose: random.Random) -> None:
        """SIGKILL to one of those that it has started itself, if there is any."""
        if self._process is not None and (below := pids_below(self._process.pid)):
            self.kills += 1
            with suppress(ProcessLookupError):
                os.kill(choose.choice(below), signal.SIGKILL)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(self._stop_signal)
            try:
                self._process.wait(_STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(_STOP_TIMEOUT_S)
        self._process = None

    def _start(self) -> None:
        self.starts += 1
        with self._log_file.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._cwd,
                env=dict(self._env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                user=self._user,
            )


class KeptRunning:
    """All of them, looked after by one thread from `with` to its end; then stopped in the opposite order."""

    def __init__(self) -> None:
        self._kept: list[Kept] = []
        self._at_rest: set[str] = set()
        self._lock = threading.Lock()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look_after_all, name="kept running")

    def __enter__(self) -> "KeptRunning":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()
        for kept in reversed(self._kept):
            kept.stop()

    def keep(self, kept: Kept) -> Kept:
        with self._lock:
            kept.look_after()
            self._kept.append(kept)
        return kept

    def rest(self, kept: Kept) -> None:
        """Stop it in an orderly way, until `wake`."""
        with self._lock:
            self._at_rest.add(kept.name)
            kept.stop()

    def wake(self, kept: Kept) -> None:
        with self._lock:
            self._at_rest.discard(kept.name)
            kept.look_after()

    def _look_after_all(self) -> None:
        while not self._end.wait(_LOOK_AGAIN_S):
            with self._lock:
                for kept in self._kept:
                    if kept.name not in self._at_rest:
                        kept.look_after()
