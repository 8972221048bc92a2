"""How long it takes from saving a page to its new HTML in the browser that shows it, with `portal serve`.

A real Chromium has the page open where there is one, and beside it, in turn, a client that waits for the same event and
asks for the page again, as the page's script does. The saved site has BENCH_PAGES pages, else 1,000.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from re import search
from statistics import median
from urllib.parse import urlencode

from bench.corpus import edit, write_corpus
from bench.databases import scratch
from bench.rounds import Figures

PAGES = (1_000,)
_PORTAL = Path(sys.executable).with_name("portal")
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_PATIENCE_S = 30.0
_PORT = 8797

Saved = Callable[[int], None]
Seen = Callable[[int], None]


def measure(*, pages: tuple[int, ...] | None = None, rounds: int = 15) -> Figures:
    figures: Figures = {}
    for size in pages or _wanted():
        with scratch() as folder:
            page = write_corpus(folder, size)
            address = f"/policies/{page.parent.name}/{page.stem}/"
            with _serving(folder):
                figures |= _of_size(size, partial(edit, page), address, rounds)
    return figures


def _of_size(size: int, save: Saved, address: str, rounds: int) -> Figures:
    took_s = {"client": _taken_s(save, _client(address), range(rounds + 1))}
    if _CHROMIUM:
        with _browser(_CHROMIUM, address) as seen:
            took_s["browser"] = _taken_s(save, seen, range(1_000, 1_001 + rounds))
    return {f"preview_{size}_save_to_{who}_ms": median(each) * 1000 for who, each in took_s.items()} | {
        f"preview_{size}_save_to_{who}_slowest_ms": max(each) * 1000 for who, each in took_s.items()
    }


def _taken_s(save: Saved, seen: Seen, numbers: range) -> list[float]:
    """Of each save but the first, which warms up."""
    took_s = []
    for number in numbers:
        began = time.perf_counter()
        save(number)
        seen(number)
        took_s.append(time.perf_counter() - began)
        # Nobody saves while the page still comes.
        time.sleep(0.3)
    return took_s[1:]


def _client(address: str) -> Seen:
    """Waits for the event, then asks for the page until it says what was saved."""
    streams = [_stream(address)]

    def seen(number: int) -> None:
        stream = streams.pop()
        while not stream.readline().startswith(b"data:"):
            pass
        stream.close()
        text = _get(address)
        assert f"Edited {number} times." in text, "the event came before the page"
        streams.append(_stream(address))

    return seen


def _stream(address: str) -> HTTPResponse:
    """The events of the page as it is now."""
    have = search(r'data-have="(\w+)"', _get(address))
    assert have
    client = HTTPConnection("127.0.0.1", _PORT, timeout=_PATIENCE_S)
    client.request("GET", f"/_preview/changes?{urlencode({'page': address, 'have': have[1]})}")
    answer = client.getresponse()
    answer.readline()
    return answer


def _get(path: str) -> str:
    client = HTTPConnection("127.0.0.1", _PORT, timeout=_PATIENCE_S)
    try:
        client.request("GET", path)
        return client.getresponse().read().decode()
    finally:
        client.close()


@contextmanager
def _browser(chromium: str, address: str) -> Iterator[Seen]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{_PORT}{address}")

        def seen(number: int) -> None:
            page.get_by_text(f"Edited {number} times.").wait_for(timeout=_PATIENCE_S * 1000)

        yield seen
        browser.close()


@contextmanager
def _serving(site: Path) -> Iterator[None]:
    process = subprocess.Popen(
        [_PORTAL, "serve", "--site", site, "--port", str(_PORT)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _await_answer(process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE_S)


def _await_answer(process: "subprocess.Popen[bytes]") -> None:
    ends_at = time.monotonic() + _PATIENCE_S
    while time.monotonic() < ends_at and process.poll() is None:
        try:
            _get("/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("portal serve did not start")


def _wanted() -> tuple[int, ...]:
    named = os.environ.get("BENCH_PAGES", "")
    return tuple(map(int, named.split())) or PAGES
