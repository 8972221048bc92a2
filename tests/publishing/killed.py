"""Runs a piece of work in a process of its own that kills itself before its nth step on the disk."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

STEPS = ("fsync", "replace", "unlink")

_forkserver = multiprocessing.get_context("forkserver")
_forkserver.set_forkserver_preload(["portal.publishing.build_site", "tests.publishing.small_site"])


def survives(work: Callable[[Path], object], folder: Path, kill_at: int) -> bool:
    """Whether `work(folder)` ended by itself, having fewer than `kill_at` steps; else it ended by SIGKILL."""
    process = _forkserver.Process(target=_run, args=(work, folder, kill_at))
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
    return process.exitcode == 0


def _run(work: Callable[[Path], object], folder: Path, kill_at: int) -> None:
    count = 0

    def counted(step: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return step(*args, **options)

        return call

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    work(folder)
