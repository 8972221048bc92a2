"""Links to other sites are looked up politely, in bounded time, and told as what they are. The server is our own."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from portal.library.links_outside import LookedUp
from portal.upkeep.link_memory import KEPT_FOR, LinkMemory
from portal.upkeep.look_up_links import look_up

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Site(ThreadingHTTPServer):
    """Answers by the last part of the path, and notes what it was asked and how many asked at once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.most_at_once = self.at_once = 0
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.together: threading.Barrier | None = None

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_address[1]}/{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        with self.server.lock:
            self.server.asked.append(f"{self.command} {self.path}")
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
        # Two that come at once meet here; whoever waits for the answer before the next never does.
        if self.server.together:
            self.server.together.wait()
        self.server.over.wait(0.01)
        with self.server.lock:
            self.server.at_once -= 1
        self._say(self.path.strip("/").partition("?")[0])

    def _say(self, name: str) -> None:
        moves = {
            "moved": (301, "/there"),
            "for-now": (302, "/there"),
            "twice": (308, "/moved"),
            "round": (301, "/round"),
            "to-nothing": (301, "/404"),
            "to-a-file": (302, "file:///etc/passwd"),
        }
        if name == "never" or (name == "head-hangs" and self.command == "HEAD"):
            self.server.over.wait(20)
        elif name == "drips":
            self.send_response(200)
            self.flush_headers()
            for _ in range(200):
                if self.server.over.wait(0.1):
                    break
                self.wfile.write(b"x")
        elif name == "head-drops" and self.command == "HEAD":
            self.close_connection = True
        elif name in moves:
            self.send_response(moves[name][0])
            self.send_header("Location", moves[name][1])
            self.end_headers()
        else:
            is_refused = name == "no-head" and self.command == "HEAD"
            self.send_response(404 if is_refused else int(name) if name.isdigit() else 200)
            self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def memory(tmp_path: Path) -> LinkMemory:
    return LinkMemory(tmp_path / "cache" / "links.json", NOW)


def test_each_address_is_told_as_what_it_is(site: Site, memory: LinkMemory) -> None:
    fates = {
        "there": LookedUp("there"),
        "no-head": LookedUp("there"),
        "head-drops": LookedUp("there"),
        "für?wörd=1": LookedUp("there"),
        "for-now": LookedUp("there"),
        "404": LookedUp("gone", "its site answered 404 Not Found"),
        "500": LookedUp("gone", "its site answered 500 Internal Server Error"),
        "403": LookedUp("untold", "its site answered 403"),
        "moved": LookedUp("moved", "", site.url("there")),
        "twice": LookedUp("moved", "", site.url("there")),
        "to-nothing": LookedUp("gone", "its site answered 404 Not Found"),
        "to-a-file": LookedUp("gone", "it leads to an address that is none of the web's"),
        "round": LookedUp("gone", "it leads on and on, more than 8 times"),
    }
    assert look_up([site.url(name) for name in fates], memory) == {site.url(name): it for name, it in fates.items()}
    assert "GET /there" not in site.asked
    assert "GET /no-head" in site.asked
    assert site.most_at_once == 1


def test_a_host_that_does_not_answer_is_given_up(site: Site, memory: LinkMemory) -> None:
    never, closed = site.url("never"), "http://127.0.0.1:1/x"
    began = time.monotonic()
    found = look_up([never, closed, "http://[broken"], memory, timeout_s=0.2)
    assert found[never] == LookedUp("gone", "its site did not answer in time")
    assert found[closed].said.startswith("its site cannot be reached (")
    assert found["http://[broken"].fate == "gone"
    assert time.monotonic() - began < 19


def test_what_hangs_on_head_and_answers_get_is_there(site: Site, memory: LinkMemory) -> None:
    url = site.url("head-hangs")
    assert look_up([url], memory, timeout_s=2) == {url: LookedUp("there")}


def test_an_answer_that_comes_byte_by_byte_is_not_waited_for(site: Site, memory: LinkMemory) -> None:
    """Each byte comes in time; all of them would take 20 s, twice."""
    url, began = site.url("drips"), time.monotonic()
    assert look_up([url], memory, timeout_s=0.5) == {url: LookedUp("gone", "its site did not answer in time")}
    assert time.monotonic() - began < 19


def test_a_host_that_stays_silent_is_not_waited_for_again(site: Site, memory: LinkMemory) -> None:
    found = look_up([site.url(f"never?{number}") for number in range(6)], memory, timeout_s=0.5)
    assert [each.said for each in found.values()] == [
        *["its site did not answer in time"] * 3,
        *["its site did not answer 3 other times"] * 3,
    ]
    assert site.asked == [f"{how} /never?{number}" for number in range(3) for how in ("HEAD", "GET")]


def test_different_hosts_are_asked_at_the_same_time(site: Site, memory: LinkMemory) -> None:
    """Each waits until both have come; asked one after the other, neither would end in time."""
    site.together = threading.Barrier(2, timeout=15)
    found = look_up([site.url("a"), site.url("b", "localhost")], memory, timeout_s=20)
    assert {each.fate for each in found.values()} == {"there"}
    assert site.most_at_once == 2


def test_what_was_there_is_known_for_a_day_and_what_was_gone_is_asked_again(site: Site, memory: LinkMemory) -> None:
    urls = [site.url("there"), site.url("moved"), site.url("404")]
    first = look_up(urls, memory)
    site.asked.clear()
    again = look_up(urls, LinkMemory(memory.file, NOW + KEPT_FOR).read())
    assert again == first
    assert site.asked == ["HEAD /404", "GET /404"]
    look_up(urls, LinkMemory(memory.file, NOW + KEPT_FOR + timedelta(seconds=1)).read())
    assert "HEAD /there" in site.asked


@pytest.mark.parametrize("kept", ["", "[]", '{"x": 1}', '{"x": ["soon", "there", ""]}'])
def test_a_damaged_memory_is_passed_over(kept: str, memory: LinkMemory) -> None:
    memory.file.parent.mkdir()
    memory.file.write_text(kept)
    assert memory.read().get("x") is None
