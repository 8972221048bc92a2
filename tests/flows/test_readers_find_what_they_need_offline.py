"""Readers find what they need from the published files alone, with the service stopped.

From a folder that any web server can show, here `python -m http.server`:
- a word leads to the page that holds it, or another word for it; the result says what kind of page it is
- what was promised before is at an address that stays, and says from when until when it stood there
- a promise that became weaker says so, and the feeds tell it
- how to reach a person stands on every page
- in a language that runs from right to left, pages are found, laid out and read aloud as such, and what is not
  translated says so
- without JavaScript, Find lists every page from A to Z
- no page asks another host for anything, and no policy is broken
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from tests.flows.mails import wait_for
from tests.flows.plain_browser import PlainBrowser
from tests.flows.running import portal
from tests.notices.carriers.mail_server import free_port

pytestmark = pytest.mark.browser

PROMISE = "/commitments/someone-at-risk/"
WEAKER = "We promise less than before."


@pytest.fixture(scope="module")
def published(command: Path, built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose promise was made weaker after its first day; nothing but a plain web server runs."""
    site = Path(shutil.copytree(built_sample, tmp_path_factory.mktemp("offline") / "site"))
    promise = site / "content" / "public" / "commitments" / "someone-at-risk.md"
    run(command, site, "deliver", "--once")
    text = promise.read_text("utf-8").replace("target: 30 minutes", "target: 45 minutes")
    promise.write_text(text.replace("within thirty minutes", "within 45 minutes"), "utf-8")
    run(command, site, "build")
    run(command, site, "deliver", "--once")
    port = free_port()
    words = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(site / "build")]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for("the web server", lambda: answers(f"http://127.0.0.1:{port}/"))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def run(command: Path, site: Path, *words: str) -> None:
    done = portal(command, *words, cwd=site)
    assert done.returncode == 0, done.stderr


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=30) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture
def page(browser: Browser, published: str) -> Iterator[Page]:
    """Every request stays on the host, and nothing is said on the console."""
    context = browser.new_context(base_url=published, viewport={"width": 320, "height": 720})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith(published) else None)
    yield page
    context.close()
    assert faults == []


def test_a_word_leads_to_its_page_and_the_result_says_what_it_is(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Find a page").click()
    page.get_by_role("searchbox", name="What are you looking for?").fill("wi-fi stone")
    page.get_by_role("button", name="Search").click()
    first = page.locator("#found li").first
    expect(first).to_contain_text("Limitation")
    expect(page.get_by_role("status")).to_contain_text("for “wi-fi stone”")
    expect(page.locator("#found")).to_contain_text("The search knows these pages as they stood on")
    first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("old stone house")
    page.go_back()
    expect(page.locator("#found li").first).to_contain_text("Limitation")


def test_another_word_for_the_same_thing_finds_it_and_is_not_shown(page: Page) -> None:
    page.goto("/search/?q=invoice")
    expect(page.locator("#found li").first).to_contain_text("bill")
    expect(page.locator("#found ol")).not_to_contain_text("invoice")


def test_what_is_not_there_is_said_and_the_list_is_still_below(page: Page) -> None:
    page.goto("/search/?q=zeppelin")
    expect(page.get_by_role("status")).to_contain_text("Nothing found for “zeppelin”")
    expect(page.get_by_role("link", name="Refunds")).to_be_visible()


def test_what_was_promised_is_kept_and_what_became_weaker_is_told(page: Page, published: str) -> None:
    page.goto(PROMISE)
    page.get_by_role("link", name="How this page has changed").click()
    expect(page.get_by_role("main")).to_contain_text(WEAKER)
    expect(page.get_by_role("main")).to_contain_text("The time promised is 45 minutes. It was 30 minutes.")
    page.goto(PROMISE)
    page.get_by_role("link", name="A link to these words that stays").click()
    expect(page.get_by_role("main")).to_contain_text("This is what the page says today")
    page.get_by_role("link", name="What stood here before").click()
    expect(page.get_by_role("main")).to_contain_text("thirty minutes")
    expect(page.get_by_role("main")).to_contain_text("As it stood from")
    expect(page.locator("footer")).to_contain_text("01632 960 142")
    page.goto("/what-changed/")
    expect(page.locator(".changes > li").first).to_contain_text(WEAKER)
    for link in page.locator('link[rel="alternate"]').all():
        address = urlsplit(link.get_attribute("href") or "").path
        with urlopen(published + address) as answer:
            text = answer.read().decode()
        assert WEAKER in text
        if address.endswith(".xml"):
            ElementTree.fromstring(text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_was_found_what_changed_and_what_once_stood_can_be_used_by_everybody(
    page: Page, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/search/?q=bill")
    expect(page.locator("#found li").first).to_be_visible()
    assert axe_violations(page) == []
    page.goto(f"/what-changed{PROMISE}")
    for words in page.locator("summary").all():
        words.click()
    assert axe_violations(page) == []
    page.get_by_role("link", name="The page as it stood").last.click()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_language_from_right_to_left_is_found_laid_out_and_honest(page: Page) -> None:
    page.goto("/topics/internet-down/")
    page.get_by_role("link", name="العربية").click()
    expect(page).to_have_url(re.compile("/ar/topics/internet-down/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("الإنترنت مقطوع عندي")
    html, heading = page.locator("html"), page.get_by_role("heading", level=1)
    expect(html).to_have_attribute("dir", "rtl")
    assert heading.evaluate("it => innerWidth - it.getBoundingClientRect().right") <= 32, "it begins on the right"
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.goto("/ar/topics/cannot-pay/")
    expect(page.get_by_role("main")).to_contain_text("هذه الصفحة غير متوفرة باللغة العربية بعد")
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "en")
    page.goto("/ar/search/")
    page.get_by_role("searchbox").fill("فاتورة")
    page.get_by_role("button", name="ابحث").click()
    expect(page.locator("#found li").first).to_contain_text("موضوع")
    expect(page.get_by_role("status")).to_contain_text("«فاتورة»")
    assert axe_violations(page) == []
    page.locator("#found li").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("فاتورتي خاطئة")
    page.get_by_role("link", name="English", exact=True).click()
    expect(page).to_have_url(re.compile("(?<!/ar)/topics/wrong-bill/$"))


def axe_violations(page: Page) -> list[str]:
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def test_without_javascript_every_page_is_listed_by_kind(published: str, browser: Browser) -> None:
    plain = PlainBrowser()
    plain.open(f"{published}/search/")
    assert "The search needs JavaScript" in plain.text
    assert plain.soup.select_one("form.search[hidden]")
    listed = {str(link["href"]) for link in plain.soup.select("#all a")}
    assert {PROMISE, "/policies/billing/refunds/", "/topics/something-else/", "/about/"} <= listed
    context = browser.new_context(java_script_enabled=False, base_url=published)
    page = context.new_page()
    page.goto("/search/")
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.get_by_role("link", name="Refunds").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Refunds")
    context.close()
