"""A stop cuts nobody off: what was begun is answered, and with a door that was handed over a restart refuses nobody."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.cli.graceful_stop import handed_over
from tests.audit.record import Part, Tried
from tests.flows.running import RunningPortal, environment, is_healthy_at, portal
from tests.workplaces import write_content

COMMAND = Path(sys.executable).with_name("portal")
PATIENCE_S = 60.0
# What systemd does: the socket is number 3, and the process is told that it is its own (sd_listen_fds(3)).
AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stopping")
    write_content(folder)
    assert portal(COMMAND, "build", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0), backlog=500) as listening:
        yield listening


def started_at(door: socket.socket, site: Path) -> subprocess.Popen[bytes]:
    """`portal run` behind a door that somebody else holds; it may not take reports yet."""
    number = door.fileno()
    return subprocess.Popen(
        [sys.executable, "-c", AS_SYSTEMD, str(number), str(COMMAND), "run", "--no-deliver"],
        cwd=site,
        env=environment(limits="off"),
        pass_fds=(number, 3),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for(what: object, is_so: object) -> None:
    assert callable(is_so)
    give_up_at = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < give_up_at, what
        time.sleep(0.05)


def test_a_request_that_was_begun_is_answered_after_the_stop_and_then_the_process_ends(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    running = RunningPortal(COMMAND, site, port).start("--no-deliver")
    half, silent = (socket.create_connection(("127.0.0.1", port)) for _ in range(2))
    half.sendall(b"GET /report HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    # It has been read, since what came after it was answered.
    assert running.is_healthy()
    stopped: list[int] = []
    stopping = threading.Thread(target=lambda: stopped.append(running.stop()))
    stopping.start()
    wait_for("the door closes", lambda: not is_healthy_at(running.url))
    half.sendall(b"\r\n")
    answer = http.client.HTTPResponse(half)
    answer.begin()
    assert answer.status == 200
    assert b"</html>" in answer.read()
    silent.close()
    stopping.join(PATIENCE_S)
    assert stopped == [0]
    assert "Traceback" not in running.log
    half.close()


@pytest.mark.reliability
@pytest.mark.audit
def test_a_restart_behind_a_door_that_stays_open_refuses_nobody(site: Path, door: socket.socket, tried: Tried) -> None:
    """Four go on asking through three restarts; each of them waits a little, and none is refused or cut off."""
    port = door.getsockname()[1]
    process = started_at(door, site)
    stop, faults, answered = threading.Event(), [], []

    def go_on() -> None:
        while not stop.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
            try:
                connection.request("GET", "/report", headers={"Connection": "close"})
                answer = connection.getresponse()
                answered.append((answer.status, answer.read().rstrip().endswith(b"</html>")))
            except OSError as error:
                faults.append(repr(error))
            finally:
                connection.close()

    askers = [threading.Thread(target=go_on) for _ in range(4)]
    for asker in askers:
        asker.start()
    try:
        for _ in range(3):
            before = len(answered)
            wait_for("answers", lambda before=before: len(answered) >= before + 20)
            process.terminate()
            assert process.wait(PATIENCE_S) == 0
            process = started_at(door, site)
        before = len(answered)
        wait_for("answers", lambda: len(answered) >= before + 20)
    finally:
        stop.set()
        for asker in askers:
            asker.join()
        process.terminate()
        process.wait(PATIENCE_S)
    tried(
        "Three restarts by SIGTERM behind a socket that stays open, 4 clients",
        part=Part.KILLED,
        times=len(answered) + len(faults),
        unit="requests",
        lost=faults,
        wrong=[each for each in answered if each != (200, True)],
    )


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"LISTEN_FDS": "1", "LISTEN_PID": "1"},
        {"LISTEN_FDS": "many", "LISTEN_PID": str(os.getpid())},
        {"LISTEN_PID": str(os.getpid())},
    ],
)
def test_sockets_that_are_meant_for_another_process_are_left_alone(told: dict[str, str]) -> None:
    assert handed_over(told) == []
    assert told == {}
