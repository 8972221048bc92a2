"""A process that renders holds nothing of its parent's, and ends with it."""

import fcntl
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from portal.library import render_process
from portal.library.render_process import RenderProcess, Steps


def _ready(word: str) -> Steps[str]:
    yield
    return word


CHILD = """
import sys, time
from portal.library import render_process
render_process._can_fork = lambda: sys.argv[1] == "forked"
process = render_process.RenderProcess(60)
process.ask(iter, [()])
assert process.answers() == [None]
print(process._pid, flush=True)
time.sleep(3600)
"""


def test_a_lock_that_its_parent_gives_up_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_process, "_can_fork", lambda: True)
    with (tmp_path / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        process = RenderProcess(60)
        process.ask(_ready, ["yes"])
        assert process.answers() == ["yes"]
    with (tmp_path / "lock").open("w") as again:
        fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
    process.end()


@pytest.mark.parametrize("how", ["forked", "alone"])
def test_it_ends_with_a_parent_that_is_killed(how: str) -> None:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, "-c", CHILD, how], stdout=subprocess.PIPE, text=True, env=environ)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    # Its end closes what it reads from, and so the last of what it writes to.
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until_s = time.monotonic() + 60
    while _is_alive(pid) and time.monotonic() < until_s:
        time.sleep(0.01)
    assert not _is_alive(pid)


def test_what_lies_in_the_folder_where_it_starts_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.setattr(render_process, "_can_fork", lambda: False)
    monkeypatch.chdir(tmp_path)
    process = RenderProcess(60)
    process.ask(_ready, ["yes"])
    assert process.answers() == ["yes"]
    process.end()


def test_its_death_is_told_though_another_thread_started_one_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """What that one inherited by chance it would keep open."""
    spawn, others = os.posix_spawn, list[RenderProcess]()
    other = Thread(target=lambda: others.append(RenderProcess(60)))

    def spawn_late(*command: Any, **options: Any) -> int:
        if other.ident is None:
            other.start()
            other.join(0.5)
        return spawn(*command, **options)

    monkeypatch.setattr(render_process, "_can_fork", lambda: False)
    monkeypatch.setattr(os, "posix_spawn", spawn_late)
    process = RenderProcess(60)
    other.join()
    os.kill(process._pid, signal.SIGKILL)
    readable, _, _ = select.select([process], [], [], 10)
    assert readable == [process]
    assert process.answers() is None
    for each in (process, *others):
        each.end()


def _is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
