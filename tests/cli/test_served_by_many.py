"""Several processes answer as one, whatever becomes of one of them; and they end with the one that started them."""

import http.client
import os
import re
import signal
import socket
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from portal.cli.served_by_many import MOST_UNASKED, processes_of
from portal.settings import Settings
from tests.cli.test_graceful_stop import wait_for
from tests.flows.plain_browser import PlainBrowser
from tests.flows.running import RunningPortal, is_healthy_at, portal
from tests.notices.carriers.mail_server import free_port
from tests.workplaces import write_content

COMMAND = Path(sys.executable).with_name("portal")
ANSWERING = 2
FEW, MANY = 4, 100
WAITING_AT_THE_DOOR = 30
REPORT = {"topic": "no-water", "severity": "urgent", "what_happened": "No water.", "contact": "none"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    site = tmp_path_factory.mktemp("many") / "site"
    write_content(site)
    assert portal(COMMAND, "build", cwd=site).returncode == 0
    one = RunningPortal(COMMAND, site, free_port(), processes=ANSWERING, metrics_port=free_port())
    with pytest.MonkeyPatch.context() as patch:
        # What a kill leaves of the figures for a monitor goes with the test.
        patch.setenv("TMPDIR", str(site.parent))
        yield one
        one.kill()


@pytest.fixture
def running(shared: RunningPortal) -> RunningPortal:
    """With all its processes, whatever the test before has done to them."""
    if not shared.pid:
        shared.start()
    wait_for("all processes", lambda: len(shared.pids) == 1 + ANSWERING + 1)
    return shared


def answering(running: RunningPortal) -> list[int]:
    """Those that hold the door open, besides the one that started them."""
    return [pid for pid in running.pids[1:] if _listens(pid, running.port)]


def _listens(pid: int, port: int) -> bool:
    table = [row.split() for row in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    doors = {f"socket:[{row[9]}]" for row in table if row[1].endswith(f":{port:04X}") and row[3] == "0A"}
    return not doors.isdisjoint(_open_files(pid))


def _open_files(pid: int) -> list[str]:
    found = []
    with suppress(OSError):
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                found.append(os.readlink(file))
    return found


@contextmanager
def only(running: RunningPortal, number: int) -> Iterator[None]:
    """Only one of those that answer is awake, so whatever is asked, this one answers."""
    others = [pid for at, pid in enumerate(answering(running)) if at != number]
    for pid in others:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in others:
            os.kill(pid, signal.SIGCONT)


def test_a_form_of_one_process_may_be_sent_to_another_and_all_of_them_show_the_report(running: RunningPortal) -> None:
    browser = PlainBrowser()
    with only(running, 0):
        browser.open(f"{running.url}/report")
    with only(running, 1):
        browser.press("See it before it goes", REPORT)
        assert browser.heading == "Ready to send?", browser.text
    with only(running, 0):
        browser.press("Send to")
        assert browser.heading == "We have your report", browser.text
        tracking = browser.facts()["Your private link"]
    for number in range(ANSWERING):
        with only(running, number):
            assert browser.open(tracking).status == 200


def test_connections_that_are_kept_are_shared_out(running: RunningPortal) -> None:
    """Without that, whoever comes first to the door answers all that is asked, and the other has nothing to do."""
    kept: list[http.client.HTTPConnection] = []
    # A process that gets no turn of a busy machine is not waited for long.
    while not kept or min(_shares(running, kept)) < FEW:
        assert len(kept) < MANY, _shares(running, kept)
        kept.append(http.client.HTTPConnection("127.0.0.1", running.port, timeout=30))
        kept[-1].request("GET", "/healthz")
        kept[-1].getresponse().read()
    assert sum(_shares(running, kept)) == len(kept)
    for each in kept:
        each.close()


def _shares(running: RunningPortal, kept: list[http.client.HTTPConnection]) -> list[int]:
    """How many of these connections each process has."""
    ports = {f":{each.sock.getsockname()[1]:04X}" for each in kept if each.sock}
    table = [row.split() for row in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    inodes = {row[9] for row in table if row[2][-5:] in ports and row[1].endswith(f":{running.port:04X}")}
    return [sum(f"socket:[{one}]" in _open_files(pid) for one in inodes) for pid in answering(running)]


def test_a_monitor_sees_the_sum_of_all_processes_also_of_those_that_have_ended(running: RunningPortal) -> None:
    before = _answered(running)
    for number in range(ANSWERING):
        with only(running, number):
            assert is_healthy_at(running.url)
    assert _answered(running) == before + ANSWERING
    killed = answering(running)[0]
    os.kill(killed, signal.SIGKILL)
    wait_for("another process", lambda: killed not in running.pids and len(answering(running)) == ANSWERING)
    assert _answered(running) >= before + ANSWERING


def _answered(running: RunningPortal) -> int:
    port = running.settings["metrics_port"]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
        figures = answer.read().decode()
    assert figures.count("\nforthright_database_up 1.0") == 1
    found = re.search(r'duration_seconds_count\{method="GET",part="healthz",status="200"\} (\d+)', figures)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("killed", [0, 1, 2], ids=["one that answers", "another", "the one that delivers"])
def test_for_a_process_that_is_killed_another_starts_and_the_others_answer_meanwhile(
    running: RunningPortal, killed: int
) -> None:
    pid = running.pids[1 + killed]
    os.kill(pid, signal.SIGKILL)
    for _ in range(5):
        assert is_healthy_at(running.url)
    wait_for("another process", lambda: len(running.pids) == 1 + ANSWERING + 1 and pid not in running.pids)
    told = [line for line in running.log.splitlines() if f"process {pid}," in line]
    assert len(told) == 1, running.log
    assert "was killed (SIGKILL)" in told[0]


def test_a_process_that_is_told_to_stop_answers_what_it_has_begun_and_another_takes_its_place(
    running: RunningPortal,
) -> None:
    with only(running, 0), socket.create_connection(("127.0.0.1", running.port), timeout=30) as half:
        stopping = answering(running)[0]
        half.sendall(b"GET /report HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        # It has been read, since what came after it was answered.
        assert is_healthy_at(running.url)
        os.kill(stopping, signal.SIGTERM)
        half.sendall(b"\r\n")
        answer = http.client.HTTPResponse(half)
        answer.begin()
        assert answer.status == 200
        assert b"</html>" in answer.read()
    wait_for("another process", lambda: stopping not in running.pids and len(answering(running)) == ANSWERING)


def test_when_the_one_that_started_them_is_killed_the_others_end_and_the_port_is_free(running: RunningPortal) -> None:
    others = running.pids[1:]
    assert running.pid
    with socket.create_connection(("127.0.0.1", running.port), timeout=30) as half:
        half.sendall(b"GET /report HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        assert is_healthy_at(running.url)
        os.kill(running.pid, signal.SIGKILL)
        wait_for("the door closes", lambda: not is_healthy_at(running.url))
        half.sendall(b"\r\n")
        answer = http.client.HTTPResponse(half)
        answer.begin()
        assert answer.status == 200
    wait_for("all have ended", lambda: not any(Path(f"/proc/{pid}/fd/0").is_symlink() for pid in others))
    running.kill()


def test_ctrl_c_stops_all_of_them_once_and_quietly_with_what_was_begun_answered(running: RunningPortal) -> None:
    said_before, others = len(running.log), running.pids[1:]
    assert running.pid
    with socket.create_connection(("127.0.0.1", running.port), timeout=30) as half:
        half.sendall(b"GET /report HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        assert is_healthy_at(running.url)
        # A terminal tells the whole group, and some people press twice.
        for _ in range(2):
            os.killpg(running.pid, signal.SIGINT)
        wait_for("the door closes", lambda: not is_healthy_at(running.url))
        half.sendall(b"\r\n")
        answer = http.client.HTTPResponse(half)
        answer.begin()
        assert answer.status == 200
        answer.read()
    stopped: list[int] = []
    stopping = threading.Thread(target=lambda: stopped.append(running.stopped()))
    stopping.start()
    stopping.join(60)
    assert stopped == [0]
    assert running.log[said_before:].strip() == "Stopped."
    assert not any(Path(f"/proc/{pid}").exists() for pid in others)


def test_who_stands_at_the_door_when_all_stop_is_let_in_and_answered(running: RunningPortal) -> None:
    """Who has more connections leaves the door to others, but not to nobody."""
    asleep = answering(running)
    for pid in asleep:
        os.kill(pid, signal.SIGSTOP)
    with ExitStack() as opened:
        asking = [
            opened.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=30))
            for _ in range(WAITING_AT_THE_DOOR)
        ]
        for each in asking:
            each.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        first = running.pid
        assert first
        os.kill(first, signal.SIGTERM)
        wait_for("the first closes the door", lambda: not _listens(first, running.port))
        for pid in asleep:
            os.kill(pid, signal.SIGCONT)
        assert [each.recv(12) for each in asking] == [b"HTTP/1.1 200"] * WAITING_AT_THE_DOOR
    assert running.stopped() == 0


@pytest.mark.parametrize(("asked", "at_least", "at_most"), [(1, 1, 1), (3, 3, 3), (0, 1, MOST_UNASKED)])
def test_there_are_as_many_processes_as_asked_for_else_as_processors_and_not_many(
    asked: int, at_least: int, at_most: int
) -> None:
    assert at_least <= processes_of(Settings(processes=asked)) <= at_most


def test_where_a_system_cannot_fork_one_process_serves_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delattr(os, "fork")
    assert processes_of(Settings(processes=4)) == 1
    assert "processes = 4 needs a system that can fork; one process serves" in caplog.text
