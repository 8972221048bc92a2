"""Effort is visible as it happens: an open tracking page tells it by itself.

- within 5 seconds of the post, while 200 others look at their own pages (in the audit, since it takes a machine that
  does nothing else; otherwise with a few, and as soon as it can)
- read out once, by the announcement that screen readers hear
- without touching what somebody is writing, nor where they are on the page
- what came of it follows the same way, and nothing breathes for readers who want no motion
- when we cannot be reached, the page says so, and it catches up by itself
"""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows import mails
from tests.flows.customers import Filed, file_report
from tests.flows.plain_browser import PlainBrowser
from tests.flows.pollers import Pollers
from tests.flows.running import RunningPortal
from tests.flows.sample import RESPONDER, RESPONDER_MAIL, TEAM
from tests.notices.carriers.mail_server import free_port
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.browser

PROMISED_S = 5.0
# How often the page has asked what is new.
LOOKS = "performance.getEntriesByType('resource').filter(each => each.name.endsWith('/news')).length"
TRIED = "I am ringing the alarm centre."


@pytest.fixture(scope="module")
def running(command: Path, built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """A server of its own: so many reports would leave nobody with time for those of other tests."""
    site = Path(shutil.copytree(built_sample, tmp_path_factory.mktemp("efforts") / "site"))
    running = RunningPortal(command, site, free_port()).start()
    yield running
    running.kill()


@pytest.fixture
def filed(running: RunningPortal) -> Filed:
    return file_report(running.url)


@pytest.fixture
def page(browser: Browser, filed: Filed) -> Iterator[Page]:
    """The tracking page of the report, open on a screen."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(filed.tracking)
    yield page
    context.close()


@pytest.fixture
def desk(running: RunningPortal, filed: Filed) -> PlainBrowser:
    """The report's page on the desk, by the link of the responder's notice."""
    folder = running.site / "var" / "mail"
    found = mails.wait_for("the mail", lambda: mails.to(mails.in_folder(folder), RESPONDER_MAIL, filed.reference))
    return PlainBrowser().open(mails.link_with(found[0], "/desk/r/"))


def tries(desk: PlainBrowser) -> float:
    """An effort is opened; when that was."""
    at = time.monotonic()
    desk.press("Show what I try", {"effort-tried": TRIED})
    assert desk.status == 200, desk.text
    return at


@pytest.mark.parametrize(
    ("number", "within_s"), [(10, PATIENCE_S), pytest.param(200, PROMISED_S, marks=pytest.mark.audit)]
)
def test_an_effort_shows_in_time_while_others_look(
    running: RunningPortal, page: Page, desk: PlainBrowser, number: int, within_s: float
) -> None:
    pages = [file_report(running.url).tracking for _ in range(5)]
    with Pollers(pages, number) as others:
        others.wait_until_each_has_asked(2, PATIENCE_S)
        posted_at = tries(desk)
        expect(page.locator(".story .alive")).to_contain_text(TRIED, timeout=within_s * 1000)
        assert time.monotonic() - posted_at < within_s
    polled = others.polled
    assert polled.problems == [], "who has seen a page is told only what is new"
    assert set(polled.statuses) == {200, 304}
    expect(page.locator("main .lead")).to_contain_text(f"{RESPONDER} at {TEAM} has it, and is trying something now.")


def test_it_is_read_out_once_and_nothing_that_is_being_written_is_touched(page: Page, desk: PlainBrowser) -> None:
    words = page.get_by_label("Add something")
    words.fill("I forgot to sa")
    words.press("ArrowLeft")
    tries(desk)
    news = page.locator("#news")
    expect(news).to_contain_text(f"New: {RESPONDER} is trying this now")
    expect(news).to_contain_text(TRIED)
    expect(words).to_be_focused()
    expect(words).to_have_value("I forgot to sa")
    assert words.evaluate("field => field.selectionStart") == len("I forgot to sa") - 1
    news.evaluate("line => { line.textContent = 'heard' }")
    # What the first look brought has been taken in when the second has ended.
    before = page.evaluate(LOOKS)
    mails.wait_for("two more looks", lambda: page.evaluate(LOOKS) >= before + 2)
    expect(news).to_have_text("heard")
    expect(page.locator("#looked")).to_contain_text("Last looked at ")


def test_what_came_of_it_joins_it_in_one_entry(page: Page, desk: PlainBrowser) -> None:
    tries(desk)
    alive = page.locator(".story .alive")
    expect(alive).to_have_count(1)
    assert alive.evaluate("entry => getComputedStyle(entry, '::after').animationName") == "none"
    effort = str(desk.soup.select("[name^=conclude-][name$=-came_of_it]")[0]["name"])
    said = {effort: "They hear the pendant.", effort.replace("came_of_it", "next_step"): "I ring you at two."}
    desk.press("Show what came of it", said)
    assert desk.status == 200, desk.text
    first = page.locator(".story > li").first
    expect(first).to_contain_text("They hear the pendant.")
    expect(first).to_contain_text(TRIED)
    expect(alive).to_have_count(0)
    expect(page.get_by_text(TRIED, exact=True)).to_have_count(1)


@pytest.mark.audit
def test_when_we_cannot_be_reached_the_page_says_so_and_catches_up(
    site: Path, start: Callable[..., RunningPortal], browser: Browser
) -> None:
    own = start(site)
    filed = file_report(own.url)
    page = browser.new_page()
    page.goto(filed.tracking)
    expect(page.locator("#looked")).to_contain_text("What is new shows here by itself.")
    own.kill()
    expect(page.locator("#looked")).to_contain_text("We cannot be reached since")
    expect(page.get_by_role("link", name="Look again")).to_be_visible()
    own.start()
    expect(page.locator("#looked")).to_contain_text("What is new shows here by itself.")
    page.close()


def test_without_scripts_the_page_says_as_of_when_it_is_and_a_link_looks_again(
    browser: Browser, filed: Filed, desk: PlainBrowser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(filed.tracking)
    expect(page.locator("#looked")).to_contain_text("As of ")
    tries(desk)
    page.get_by_role("link", name="Look again").click()
    expect(page.locator(".story .alive")).to_contain_text(TRIED)
    context.close()
