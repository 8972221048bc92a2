"""Promise: what an editor saves shows in the browser that has the page open, where they were on it.

Guarantees:
1. A saved file shows by itself, without the page being loaded again; the place on it and the focus stay.
2. A mistake shows in place of the page, and the page is back once it is mended.
3. A page that does not show what was saved is left alone.
4. Without scripts, loading the page again shows the same.
"""

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from portal.app import create_preview
from portal.library.renderer import Renderer
from portal.publishing.watching import watch_site
from portal.settings import Settings
from tests.library.broken_sites import lay_out

REFUNDS = "content/public/policies/billing/refunds.md"
ADDRESS = "/policies/billing/refunds/"
PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = lay_out(tmp_path_factory.mktemp("edited") / "site")
    with (site / REFUNDS).open("a", encoding="utf-8") as page:
        page.write("\n\nA paragraph.\n" * 40)
    return site


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The address of the preview of a site that is watched."""
    stop, settings = threading.Event(), Settings(site_dir=site)
    with Renderer() as renderer:
        preview = create_preview(settings, renderer, lambda: datetime.now(UTC).replace(microsecond=0))
        server = create_server(preview, host="127.0.0.1", port=0, threads=8, channel_request_lookahead=1)
        serving = threading.Thread(target=_run, args=(server,), daemon=True)
        serving.start()
        watching = watch_site(settings, preview.reading.look, stop)
        yield f"http://127.0.0.1:{server.effective_port}"
        stop.set()
        for thread in watching:
            thread.join(timeout=20)
        server.close()
        serving.join(timeout=20)


def _run(server: BaseWSGIServer | MultiSocketServer) -> None:
    # It is closed while it waits for the next request.
    with suppress(OSError):
        server.run()


@pytest.mark.browser
def test_a_saved_page_shows_where_its_reader_was_and_a_mistake_until_it_is_mended(
    browser: Browser, served: str, site: Path
) -> None:
    file = site / REFUNDS
    text = file.read_text("utf-8")
    page = browser.new_page()
    page.goto(f"{served}{ADDRESS}")
    page.evaluate("() => { window.stayed = true; scrollTo(0, 400); }")
    page.locator(".footer a").last.evaluate("link => link.focus({ preventScroll: true })")

    file.write_text(f"{text}\n\nJust saved.\n", "utf-8")
    expect(page.get_by_text("Just saved.")).to_have_count(1, timeout=PATIENCE_MS)
    expect(page.locator(".footer a").last).to_be_focused()
    assert page.evaluate("[scrollY, window.stayed]") == [400, True]

    file.write_text(text.replace("title: ", "titel: "), "utf-8")
    expect(page.get_by_text("Did you mean")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text(f"{REFUNDS}:2:1")).to_be_visible()
    without_scripts = browser.new_context(java_script_enabled=False).new_page()
    without_scripts.goto(f"{served}{ADDRESS}")
    expect(without_scripts.get_by_text("Did you mean")).to_be_visible()

    file.write_text(text, "utf-8")
    expect(page.get_by_role("heading", name="Refunds")).to_be_visible(timeout=PATIENCE_MS)
    without_scripts.reload()
    expect(without_scripts.get_by_role("heading", name="Refunds")).to_be_visible()
    page.close()
    without_scripts.context.close()


@pytest.mark.browser
def test_a_page_that_does_not_show_what_was_saved_is_left_alone(browser: Browser, served: str, site: Path) -> None:
    page, topic = browser.new_page(), site / "content/public/topics/no-water.md"
    page.goto(f"{served}{ADDRESS}")
    page.evaluate("window.stayed = true")
    topic.write_text(topic.read_text("utf-8").replace("title: ", "title: Quite "), "utf-8")
    file = site / "content/public/policies/beside.md"
    file.write_text("---\ntitle: Beside\nsummary: x\n---\n", "utf-8")
    other = browser.new_page()
    other.goto(f"{served}/policies/beside/")
    expect(other.get_by_role("heading", name="Beside")).to_be_visible(timeout=PATIENCE_MS)
    assert page.evaluate("window.stayed")
    page.close()
    other.close()
