"""One writer at a time, and nobody waits for ever, nor for a process that is gone."""

import errno
import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.errors import StoreUnavailable
from portal.store.writers import Writers

HOLD = """
import fcntl, os, sys
fcntl.flock(os.open(sys.argv[1], os.O_RDWR), fcntl.LOCK_EX)
print("held", flush=True)
input()
"""

WRITE = """
import sys
from pathlib import Path
from portal.store.writers import Writers
with Writers("portal.db", Path(sys.argv[1]), 30).turn(), open(sys.argv[2], "a") as log:
    log.write("theirs\\n")
"""


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[Writers]:
    made = Writers("portal.db", tmp_path / "portal.db", 10)
    yield made
    made.close()


def test_threads_take_turns(writers: Writers) -> None:
    inside, most = 0, 0

    def write() -> None:
        nonlocal inside, most
        for _ in range(20):
            with writers.turn():
                inside += 1
                most = max(most, inside)
                time.sleep(0)
                inside -= 1

    threads = [threading.Thread(target=write) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_the_turn_of_another_process_ends_with_it(writers: Writers, tmp_path: Path) -> None:
    with writers.turn():
        pass
    file = tmp_path / "portal.db-writers"
    assert file.stat().st_mode & 0o077 == 0
    with subprocess.Popen([sys.executable, "-c", HOLD, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        hasty = Writers("portal.db", tmp_path / "portal.db", 0.05)
        with pytest.raises(StoreUnavailable, match=r"portal\.db is busy.*Try again"), hasty.turn():
            pass
        hasty.close()
        other.kill()
    with writers.turn():
        pass


def test_who_waits_in_another_process_is_next_however_many_threads_want_to_write_here(
    writers: Writers, tmp_path: Path
) -> None:
    log = tmp_path / "log"

    def write() -> None:
        with writers.turn(), log.open("a") as ours:
            ours.write("ours\n")

    threads = [threading.Thread(target=write) for _ in range(4)]
    with writers.turn():
        other = subprocess.Popen([sys.executable, "-c", WRITE, str(tmp_path / "portal.db"), str(log)])
        _wait_until_somebody_is_next(tmp_path / "portal.db-writers")
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert other.wait(30) == 0
    assert log.read_text().split() == ["theirs"] + ["ours"] * len(threads)


def _wait_until_somebody_is_next(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR)
    give_up_at = time.monotonic() + 30
    try:
        while True:
            try:
                fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            fcntl.lockf(descriptor, fcntl.LOCK_UN)
            assert time.monotonic() < give_up_at
            time.sleep(0.01)
    finally:
        os.close(descriptor)


def test_a_turn_ends_with_the_exception_that_leaves_it(writers: Writers, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="broken"), writers.turn():
        raise ValueError("broken")
    descriptor = os.open(tmp_path / "portal.db-writers", os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(descriptor)


def test_where_no_file_can_be_made_the_threads_still_take_turns(tmp_path: Path) -> None:
    writers = Writers("portal.db", tmp_path / "no such folder" / "portal.db", 0.05)
    with writers.turn():
        refused: list[Exception] = []

        def write() -> None:
            try:
                with writers.turn():
                    pass
            except StoreUnavailable as error:
                refused.append(error)

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert len(refused) == 1


@pytest.mark.parametrize("kind", ["flock", "lockf"])
def test_on_a_disk_without_such_locks_one_thread_writes_after_the_other_all_the_same(
    writers: Writers, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, kind, refuse)
    for _ in range(2):
        with writers.turn():
            assert not writers._one_thread.acquire(blocking=False)
