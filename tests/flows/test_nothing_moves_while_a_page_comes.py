"""Nothing moves under a reader's eyes or finger, however slowly a page comes.

- what is there already stays where it is while the rest of the page is on its way, on a phone and on a wide screen
- what can only be placed once more has come, like the columns of a table, is not shown before
"""

import http.server
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser

from portal import paths
from tests.flows.test_every_page_can_be_used_by_everybody import PUBLISHED

pytestmark = pytest.mark.browser

PHONE, WIDE = (412, 823), (1350, 940)
PIECE_BYTES = 450
PAUSE_S = 0.04
"""Longer than a frame of the screen: each piece is painted before the next one comes."""

WITH_A_TABLE = ("policy", "scorecard")
WATCH = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    window.moved.push([shift.value, ...shift.sources.map((source) => {
      const element = source.node && (source.node.outerHTML || source.node.parentElement?.outerHTML);
      return `${(element || "something").slice(0, 80)} from ${source.previousRect.x},${source.previousRect.y} ` +
        `to ${source.currentRect.x},${source.currentRect.y}`;
    })]);
  }
}).observe({type: "layout-shift", buffered: true});
"""


class SlowFiles(http.server.SimpleHTTPRequestHandler):
    """Gives pages in pieces that end with a tag."""

    def log_message(self, *_: object) -> None:
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        whole = source.read()
        if not whole.startswith(b"<!doctype html>"):
            outputfile.write(whole)
            return
        start = 0
        while start < len(whole):
            end = whole.find(b">", start + PIECE_BYTES) + 1 or len(whole)
            outputfile.write(whole[start:end])
            outputfile.flush()
            start = end
            time.sleep(PAUSE_S)


@pytest.fixture(scope="module")
def slow_site(built_sample: Path) -> Iterator[str]:
    handler = partial(SlowFiles, directory=str(built_sample / "build"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("size", [PHONE, WIDE])
@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=() if kind in WITH_A_TABLE else pytest.mark.audit) for kind in PUBLISHED]
)
def test_what_is_there_stays_where_it_is(browser: Browser, slow_site: str, kind: str, size: tuple[int, int]) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    try:
        page.add_init_script(WATCH)
        page.goto(slow_site + PUBLISHED[kind])
        page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true))))")
        assert page.evaluate("window.moved") == []
    finally:
        page.close()


def test_a_page_is_seen_to_move_when_it_does(browser: Browser, slow_site: str) -> None:
    page = browser.new_page()
    try:
        page.add_init_script(WATCH)
        page.goto(slow_site + paths.HOME)
        page.evaluate("document.querySelector('main').style.marginTop = '300px'")
        page.wait_for_function("() => window.moved.length > 0")
    finally:
        page.close()
