"""The desk is worked with keys alone.

- j and k move through the list, Enter opens, n goes on to the next report, g and m lead back
- on a report a, e, h and o open what they say, ready to be written in
- no key does anything but write in a field
- ? shows them all, and there they can be turned off for good
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from portal import paths
from tests.flows import mails
from tests.flows.customers import file_report
from tests.flows.running import RunningPortal
from tests.flows.sample import RESPONDER_MAIL
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def signed_in(browser: Browser, shared_portal: RunningPortal) -> StorageState:
    """What a browser in which Mira has signed in keeps; on her desk are at least two reports."""
    for _ in range(2):
        file_report(shared_portal.url)
    context = browser.new_context(base_url=shared_portal.url)
    context.set_default_timeout(PATIENCE_S * 1000)
    page = context.new_page()
    page.goto(paths.DESK)
    folder = shared_portal.site / "var" / "mail"
    page.get_by_label("Your work").fill(RESPONDER_MAIL)

    def links() -> list[str]:
        found = mails.to(mails.in_folder(folder), RESPONDER_MAIL, "/desk/sign-in/")
        return [mails.link_with(each, "/desk/sign-in/") for each in found]

    before = set(links())
    page.get_by_role("button", name="Mail me").click()
    page.goto(mails.wait_for("the link to sign in", lambda: set(links()) - before).pop())
    page.get_by_role("button", name="Sign in as").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def page(browser: Browser, shared_portal: RunningPortal, signed_in: StorageState) -> Iterator[Page]:
    """Mira's desk, in a browser of its own."""
    context = browser.new_context(base_url=shared_portal.url, reduced_motion="reduce", storage_state=signed_in)
    context.set_default_timeout(PATIENCE_S * 1000)
    page = context.new_page()
    page.goto(paths.DESK_REPORTS)
    expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
    yield page
    context.close()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def test_from_the_list_to_a_report_to_the_next_and_back(page: Page) -> None:
    links = page.locator("[data-listed]")
    first, second = (str(links.nth(number).get_attribute("href")) for number in range(2))
    press(page, "j", "j")
    expect(links.nth(1)).to_be_focused()
    press(page, "ArrowUp")
    expect(links.nth(0)).to_be_focused()
    press(page, "k")
    expect(links.nth(0)).to_be_focused()
    press(page, "Enter")
    page.wait_for_url(f"**{first}")
    press(page, "n")
    page.wait_for_url(f"**{second}")
    press(page, "m")
    assert path_of(page) == second
    press(page, "g", "m")
    page.wait_for_url(f"**{paths.DESK_REPORTS}")


def test_on_a_report_each_act_is_one_key_away_and_a_field_takes_every_letter(
    page: Page, shared_portal: RunningPortal
) -> None:
    # One of its own: on others something may be kept that was begun elsewhere.
    page.goto(paths.desk_report_signed_in(file_report(shared_portal.url).reference))
    for key, field in (("e", "effort-tried"), ("h", "heard-heard"), ("a", "answer-words")):
        press(page, key)
        expect(page.locator(f"[name={field}]")).to_be_focused()
        here = page.url
        page.keyboard.type("jkneo/?gma")
        expect(page.locator(f"[name={field}]")).to_have_value("jkneo/?gma")
        assert page.url == here
        page.locator("h1").first.evaluate("() => document.activeElement.blur()")
    press(page, "o")
    expect(page.locator("#offer")).to_have_attribute("open", "")
    expect(page.locator("#offer :focus")).to_have_count(1)


def test_a_slash_leads_to_the_search(page: Page) -> None:
    press(page, "/")
    expect(page.get_by_label("Find a report")).to_be_focused()
    page.keyboard.type("alarm pend")
    press(page, "Enter")
    expect(page.locator("mark").first).to_have_text("alarm")
    page.goto(paths.DESK_SESSIONS)
    press(page, "/")
    page.wait_for_url(f"**{paths.DESK_SEARCH}")


def test_they_are_shown_and_turned_off_for_good(page: Page) -> None:
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog.get_by_text("Go to my desk")).to_be_visible()
    press(page, "Escape")
    expect(dialog).to_have_count(0)
    press(page, "?")
    dialog.get_by_role("button", name="Turn them off").click()
    expect(dialog.get_by_role("status")).to_have_text("They are off in this browser.")
    dialog.get_by_role("button", name="Close").click()
    page.reload()
    press(page, "j", "?")
    expect(page.locator("[data-listed]:focus")).to_have_count(0)
    expect(dialog).to_have_count(0)
    page.get_by_role("link", name="Keyboard shortcuts").click()
    page.get_by_role("button", name="Turn them on").click()
    press(page, "g", "m")
    page.wait_for_url(f"**{paths.DESK_REPORTS}")


def test_with_a_modifier_a_key_keeps_its_own_meaning(page: Page) -> None:
    press(page, "Control+j", "Alt+j", "Meta+j")
    expect(page.locator("[data-listed]:focus")).to_have_count(0)
