"""What a reader's eyes and fingers need, asked of a real browser and of the stylesheet."""

import re
import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults  # type: ignore[import-untyped]
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from portal import paths
from portal.library.colours import contrast
from portal.library.release import release_of
from portal.settings import Settings
from portal.site_app import create_site
from portal.site_folder import PACKAGE_DIR
from tests.page_checks import check_page
from tests.site.conftest import AT, figures, library
from tests.site.demo import PAGES, demo_app

CSS = (PACKAGE_DIR / "static" / "forthright.css").read_text("utf-8")
KINDS = (
    paths.HOME,
    paths.TOPICS,
    "/topics/no-water/",
    paths.COMMITMENTS,
    "/commitments/first-reply/",
    "/commitments/put-right/",
    paths.LIMITATIONS,
    "/limitations/hard-water/",
    paths.POLICIES,
    "/policies/money/refunds/",
    paths.HOW_WE_HANDLE,
    paths.SCORECARD,
    "/about/",
    paths.NOT_FOUND,
)
_PRESSED = (
    "button, .button, .nav a, .choices a, .trail a, .footer li a, .promises a, .stances a, .three a, "
    "select, input:not([type=hidden])"
)
_TOO_SMALL = f"""() => [...document.querySelectorAll('{_PRESSED}')]
    .filter(e => (e.closest('.option') ?? e).getBoundingClientRect().height < 43.9)
    .map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def served() -> Iterator[Callable[[Flask], str]]:
    """Serve an app on loopback and give its address."""
    servers = []

    def serve(app: Flask) -> str:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One for all: a new one would be most of what a look costs."""
    page = browser.new_page(viewport={"width": 320, "height": 800}, reduced_motion="reduce", bypass_csp=True)
    yield page
    page.close()


@pytest.fixture(scope="module")
def site_url(served: Callable[[Flask], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small organisation with its figures, served."""
    settings = Settings(site_dir=tmp_path_factory.mktemp("look"))
    return served(create_site(release_of(library(), AT), figures(), AT, settings))


@pytest.fixture(scope="module")
def parts_url(served: Callable[[Flask], str]) -> str:
    return served(demo_app())


def _look(page: Page, address: str) -> None:
    """No fault that axe knows in light or dark, no sideways scroll and no small target at 320 px."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.evaluate(AXE_SCRIPT)
    # Between light and dark nothing changes but colours.
    for scheme, rules in (("light", "{}"), ("dark", "{runOnly: ['color-contrast', 'link-in-text-block']}")):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = AxeResults({"violations": page.evaluate(f"axe.run({rules}).then(found => found.violations)")})
        assert found.violations_count == 0, f"{address} in {scheme}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} scrolls sideways"
    assert page.evaluate(_TOO_SMALL) == [], address


@pytest.mark.browser
@pytest.mark.parametrize("address", KINDS)
def test_a_page_can_be_read_and_pressed_by_everybody(page: Page, site_url: str, address: str) -> None:
    _look(page, site_url + address)


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_a_shared_part_can_be_read_and_pressed_by_everybody(page: Page, parts_url: str, name: str) -> None:
    _look(page, f"{parts_url}/{name}")


@pytest.mark.browser
def test_the_error_summary_has_the_focus_without_a_script(browser: Browser, parts_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(parts_url + "/form_errors")
    assert page.locator(":focus").get_attribute("class") == "error-summary"
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_shared_parts_are_well_made(name: str) -> None:
    check_page(demo_app().test_client().get(f"/{name}").text)


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_text_stands_out_seven_to_one_and_edges_three_to_one(place: int) -> None:
    palette = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[place]))
    for ground in ("paper", "sheet"):
        for text in ("ink", "soft", "accent", "kept", "risk", "missed", "waiting"):
            assert contrast(palette[text], palette[ground]) >= 7, f"{text} on {ground}"
        assert contrast(palette["edge"], palette[ground]) >= 3
    assert contrast(palette["on-accent"], palette["accent"]) >= 7
    assert contrast(palette["on-marker"], palette["marker"]) >= 7
