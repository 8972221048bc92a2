"""Every page is HTML as the standard has it: what a browser must not guess, no reader's program guesses wrong.

- the whole published sample, and every kind of dynamic page, pass the Nu HTML Checker without an error or a warning
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Response

from tests.audit.tools import faults_of_html
from tests.flows.running import RunningPortal
from tests.flows.test_every_page_can_be_used_by_everybody import DYNAMIC, Reports, go_to
from tests.patience import PATIENCE_S

pytestmark = [pytest.mark.browser, pytest.mark.audit]


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_S * 1000)
    yield context
    context.close()


def test_the_published_sample_is_valid(shared_portal: RunningPortal) -> None:
    build = shared_portal.site / "build"
    found = faults_of_html([*build.rglob("*.html")])
    assert not found, "\n".join(found)


def test_every_kind_of_dynamic_page_is_valid(
    context: BrowserContext, shared_portal: RunningPortal, tmp_path: Path
) -> None:
    """As it was served: what a browser made of it would be valid whatever it was."""
    reports = Reports(shared_portal)
    found = faults_of_html([_served(context, reports, kind, tmp_path) for kind in DYNAMIC])
    assert not found, "\n".join(found)


def _served(context: BrowserContext, reports: Reports, kind: str, folder: Path) -> Path:
    page = context.new_page()
    answers: list[Response] = []

    def keep(response: Response) -> None:
        if response.request.is_navigation_request() and "text/html" in response.headers.get("content-type", ""):
            answers.append(response)

    page.on("response", keep)
    try:
        go_to(page, reports, kind)
        file = folder / f"{kind.replace(' ', '-').replace(',', '')}.html"
        file.write_text(answers[-1].text(), "utf-8")
    finally:
        page.close()
    return file
