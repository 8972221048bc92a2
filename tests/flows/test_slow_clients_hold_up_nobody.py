"""A thousand clients that send their headers byte by byte, and a thousand more that send their bodies so, keep nobody
from reading or reporting, and are let go within the minute; what is too large is not kept, and answered with words.
"""

import os
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles

import pytest

from portal import paths
from portal.cli.patient_server import BODY_GRACE_S, HEADERS_WITHIN_S
from tests.audit.record import Part, Tried
from tests.flows.conftest import Start
from tests.flows.customers import file_report
from tests.flows.running import RunningPortal

pytestmark = [pytest.mark.reliability, pytest.mark.audit]

CLIENTS = 1_000
QUICK_S = 0.1
ASKED = (paths.HOME, paths.REPORT, paths.HEALTH)


@dataclass
class SlowClients:
    """Many connections, each with a request that is begun and goes on by a byte every two seconds."""

    port: int
    begun: bytes
    connections: list[socket.socket] = field(default_factory=list)

    def connect(self, number: int) -> None:
        for _ in range(number):
            connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            connection.sendall(self.begun)
            connection.setblocking(False)
            self.connections.append(connection)

    def send_a_byte(self) -> None:
        for connection in self.connections:
            with suppress(OSError):
                connection.send(b"x")

    def close(self) -> None:
        for connection in self.connections:
            connection.close()

    def still_open(self) -> int:
        """Those that the server has not closed."""
        return sum(map(_is_open, self.connections))


def _is_open(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


@contextmanager
def going_on(clients: list[SlowClients]) -> Iterator[None]:
    stop = threading.Event()

    def drip() -> None:
        while not stop.wait(2):
            for each in clients:
                each.send_a_byte()

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@pytest.fixture(autouse=True)
def enough_open_files() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 3 * CLIENTS:
        pytest.skip(f"this system gives {hard} open files at most")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def seconds_of(running: RunningPortal, address: str) -> float:
    """How long one new visitor waits for a page, the connection included."""
    began = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", running.port, timeout=30)
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200, address
    return time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Asked:
    """How long each page took (s), and the processor time of the server meanwhile (s)."""

    each_s: list[float]
    processor_s: float

    @property
    def processor_ms_a_page(self) -> float:
        return self.processor_s * 1000 / len(self.each_s)

    def within_ms(self, percent: int) -> float:
        return quantiles(self.each_s, n=100)[percent - 1] * 1000


def asked(running: RunningPortal, times: int) -> Asked:
    before_s, taken = _processor_s(running), []
    for number in range(times):
        taken.append(seconds_of(running, ASKED[number % len(ASKED)]))
        time.sleep(0.02)
    return Asked(taken, _processor_s(running) - before_s)


def _processor_s(running: RunningPortal) -> float:
    ticks = 0
    for pid in running.pids:
        user, system = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[11:13]
        ticks += int(user) + int(system)
    return ticks / os.sysconf("SC_CLK_TCK")


def test_while_two_thousand_are_slow_the_others_wait_under_a_tenth_of_a_second(
    site: Path, start: Start, tried: Tried
) -> None:
    """Wall clock means little on a busy machine: what takes longer, yet no longer than it took without them, counts
    as well.
    """
    running = start(site, "--no-deliver")
    usual = asked(running, 60)
    slow = [
        SlowClients(running.port, b"GET /report HTTP/1.1\r\nHost: localhost\r\nX-Slow: "),
        SlowClients(running.port, b"POST /report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nwords="),
    ]
    with ExitStack() as closing:
        for each in slow:
            each.connect(CLIENTS)
            closing.callback(each.close)
        with going_on(slow):
            assert sum(each.still_open() for each in slow) == 2 * CLIENTS
            meanwhile = asked(running, 300)
            filed = file_report(running.url)
            assert filed.reference
            _wait_until(lambda: slow[0].still_open() == 0, HEADERS_WITHIN_S + 30)
            _wait_until(lambda: slow[1].still_open() == 0, BODY_GRACE_S + 30)
    late = [seconds for seconds in meanwhile.each_s if seconds > max(QUICK_S, *usual.each_s)]
    tried(
        "1,000 slow headers and 1,000 slow bodies at once; others read and report",
        part=Part.SLOW_AND_HUGE,
        times=len(meanwhile.each_s),
        unit="pages read meanwhile",
        wrong=[f"{seconds:.3f} s" for seconds in late] if len(late) > len(meanwhile.each_s) // 50 else 0,
        note=f"95 % within {meanwhile.within_ms(95):.0f} ms (without them {usual.within_ms(95):.0f} ms), 99 % within "
        f"{meanwhile.within_ms(99):.0f} ms; {meanwhile.processor_ms_a_page:.1f} ms of processor time a page (without "
        f"them {usual.processor_ms_a_page:.1f} ms); all slow ones let go within a minute",
    )


def test_more_slow_ones_than_there_are_connections_keep_nobody_out_for_long(
    site: Path, start: Start, tried: Tried
) -> None:
    """Where connections run short, who has begun and does not go on has two seconds. Each process has its own 3,000."""
    running = start(site, "--no-deliver", processes=1)
    slow = SlowClients(running.port, b"GET /report HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    with ExitStack() as closing:
        closing.callback(slow.close)
        with going_on([slow]):
            slow.connect(5 * CLIENTS)
            taken = [seconds_of(running, paths.REPORT) for _ in range(20)]
    tried(
        "5,000 slow connections, more than there may be",
        part=Part.SLOW_AND_HUGE,
        times=len(taken),
        unit="pages read meanwhile",
        wrong=[f"{seconds:.1f} s" for seconds in taken if seconds > 10],
        note=f"the slowest {max(taken):.1f} s",
    )


def test_a_body_far_over_the_limit_is_answered_with_our_page_and_leaves_nothing(
    site: Path, start: Start, tried: Tried
) -> None:
    running = start(site, "--no-deliver", max_attachment_bytes=100_000)
    wrong, sizes_mb = [], (2, 20, 200)
    for size_mb in sizes_mb:
        for chunked in (False, True):
            status, page, most_disk = _sent(running, size_mb * 1_000_000, chunked=chunked)
            if status != 413 or "too large to send" not in page or most_disk > 5_000_000:
                wrong.append(f"{size_mb} MB, chunked {chunked}: {status}, {most_disk} bytes on disk")
    tried(
        "Bodies of 2 to 200 MB where 1 MB is the most, of a told length and in chunks",
        part=Part.SLOW_AND_HUGE,
        times=2 * len(sizes_mb),
        unit="requests",
        wrong=wrong,
        note="413 each, with a page of words, and none of it kept",
    )


def _sent(running: RunningPortal, length: int, *, chunked: bool) -> tuple[int, str, int]:
    """Status and page, and the most that the server held in open temporary files while it came."""
    block, most_disk = b"x" * 1_000_000, 0

    def blocks() -> Iterator[bytes]:
        nonlocal most_disk
        for _ in range(length // len(block)):
            most_disk = max(most_disk, sum(map(_deleted_bytes, running.pids)))
            yield block

    connection = HTTPConnection("127.0.0.1", running.port, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    headers |= {} if chunked else {"Content-Length": str(length)}
    connection.request("POST", paths.REPORT, body=blocks(), headers=headers, encode_chunked=chunked)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, page, most_disk


def _deleted_bytes(pid: int) -> int:
    """The length of files without a name that a process has open; temporary files are of that kind."""
    total = 0
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            target = str(each.readlink())
            if target.endswith(" (deleted)") or "/#" in target:
                total += each.stat().st_size
    return total


def _wait_until(condition: Callable[[], bool], most_s: float) -> None:
    give_up_at = time.monotonic() + most_s
    while not condition():
        assert time.monotonic() < give_up_at, "slow clients were still connected"
        time.sleep(0.2)
