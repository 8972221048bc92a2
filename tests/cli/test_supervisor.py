"""For a process that ends another starts, never in a rush; and all stop together and tell what they have cut off."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.cli.supervisor import LONGEST_WAIT_S, SHORTEST_WAIT_S, STEADY_S, Role, _Held
from tests.cli.test_graceful_stop import wait_for

SUPERVISED = """
import os, sys
from portal.cli.supervisor import Role, Supervisor

def goes_on(cut_off, stop):
    os.write(1, b"begun\\n")
    stop.said.wait()
    return cut_off

def fails(stop):
    os.write(1, b"tried\\n")
    raise RuntimeError("no use")

roles = {"goes_on": lambda: [Role("goes on", lambda stop, n=n: goes_on(n, stop)) for n in (2, 300)],
         "fails": lambda: [Role("fails", fails)]}
supervisor = Supervisor(roles[sys.argv[1]]())
supervisor.keep()
print("cut off", supervisor.stop(), flush=True)
"""


@contextmanager
def supervised(role: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", SUPERVISED, role]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_process_that_ends_at_once_again_and_again_is_started_ever_less_often() -> None:
    held, now_s, waits = _Held(Role("fails", lambda stop: 0)), 1_000.0, []
    for _ in range(10):
        held.began_s = now_s
        waits.append(held.wait_s(now_s + 0.1))
        now_s = held.due_s
    assert waits[:3] == [SHORTEST_WAIT_S, SHORTEST_WAIT_S * 2, SHORTEST_WAIT_S * 4]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT_S


def test_for_a_process_that_went_on_for_a_while_another_starts_at_once_and_what_was_before_is_forgotten() -> None:
    held = _Held(Role("goes on", lambda stop: 0), ended_early=5)
    assert held.wait_s(STEADY_S) == 0
    held.began_s = STEADY_S
    assert held.wait_s(STEADY_S) == SHORTEST_WAIT_S


def test_all_are_told_to_stop_and_what_each_has_cut_off_is_summed() -> None:
    with supervised("goes_on") as process:
        assert process.stdout
        assert [process.stdout.readline() for _ in range(2)] == ["begun\n"] * 2
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)
    assert said.startswith("cut off 302")


def test_a_process_that_cannot_go_on_says_why_and_the_supervisor_rests_meanwhile() -> None:
    with supervised("fails") as process:
        assert process.stdout
        assert [process.stdout.readline() for _ in range(2)] == ["tried\n"] * 2
        began_s = time.monotonic()
        process.send_signal(signal.SIGINT)
        said, log = process.communicate(timeout=60)
        # It waited for its next start, and stops at once all the same.
        assert time.monotonic() - began_s < LONGEST_WAIT_S
    assert "RuntimeError: no use" in log
    assert "another starts in" in log
    assert said.splitlines()[-1].startswith("cut off 0")


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_who_is_told_to_stop_before_all_have_begun_stops(told: signal.Signals) -> None:
    with supervised("goes_on") as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        process.send_signal(told)
        said, _ = process.communicate(timeout=60)
    assert said.splitlines()[-1].startswith("cut off ")
    assert process.returncode == 0


def test_it_goes_on_where_there_is_no_standard_output(tmp_path: Path) -> None:
    """As under `portal run >&-`, or a launcher that gives none."""
    begun = tmp_path / "begun"
    without = f"import os; os.close(1); import sys; sys.stdout = None; begun = {str(begun)!r}\n"
    program = without + SUPERVISED.replace('os.write(1, b"begun\\n")', 'open(begun, "w").close()')
    with subprocess.Popen([sys.executable, "-c", program, "goes_on"], stderr=subprocess.PIPE, text=True) as process:
        wait_for("the others", lambda: begun.exists() or process.poll() is not None)
        process.terminate()
        _, log = process.communicate(timeout=60)
    assert (process.returncode, log) == (0, "")
