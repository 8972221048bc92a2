"""What a responder types on a report's page is kept without a press, and who else is there is shown without a reload.

In a real browser with JavaScript:
- a moment after typing stops the page says when it was kept, and another device has it
- while the desk cannot be reached the page says so and keeps the words; once it can, they are kept after all
- what was sent is no draft any more
- two people at one report see each other, and that one is writing; what was said meanwhile is told, and what is sent
  after it is asked about once
- a page that is only loaded shows nobody as being there, so that no scanner does
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal import paths
from portal.reports.links import responder_token
from tests.flows.at_the_desk import mail_to_staff
from tests.flows.customers import file_report
from tests.flows.mails import link_with
from tests.flows.running import RunningPortal
from tests.flows.sample import RESPONDER
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.browser

KEPT = re.compile(r"Kept at \d\d:\d\d\. Only you see it\.")
NewContext = Callable[[], BrowserContext]


@pytest.fixture
def new_context(browser: Browser) -> Iterator[NewContext]:
    opened: list[BrowserContext] = []

    def new() -> BrowserContext:
        opened.append(browser.new_context())
        opened[-1].set_default_timeout(PATIENCE_S * 1000)
        return opened[-1]

    yield new
    for context in opened:
        context.close()


def desk_link(portal: RunningPortal) -> str:
    return link_with(mail_to_staff(portal, file_report(portal.url).reference), "/desk/r/")


def test_typing_is_kept_and_comes_back_on_another_device(shared_portal: RunningPortal, new_context: NewContext) -> None:
    link = desk_link(shared_portal)
    page = new_context().new_page()
    page.goto(link)
    page.get_by_label("Your answer").fill("Hello Sam, I am at the")
    answer = page.locator("#answer")
    expect(answer.locator(".kept-at")).to_have_text(KEPT)
    expect(page.locator("#kept-said")).to_have_text(re.compile("Kept at"))
    expect(answer.get_by_role("button", name="Throw the draft away")).to_be_visible()

    elsewhere = new_context().new_page()
    elsewhere.goto(link)
    expect(elsewhere.get_by_label("Your answer")).to_have_value("Hello Sam, I am at the")
    elsewhere.get_by_role("button", name="Send to Sam Reed").click()
    expect(elsewhere.get_by_role("status")).to_have_text("Your answer is on the customer’s page.")
    expect(elsewhere.get_by_label("Your answer")).to_have_value("")


def test_while_the_desk_is_out_of_reach_the_page_says_so_and_goes_on(
    shared_portal: RunningPortal, new_context: NewContext
) -> None:
    context = new_context()
    page = context.new_page()
    page.goto(desk_link(shared_portal))
    context.set_offline(True)
    page.get_by_label("Your answer").fill("Typed in a tunnel")
    note = page.locator("#answer .kept-at")
    expect(note).to_contain_text("Not kept yet: we cannot reach the desk.")
    expect(page.locator("#kept-said")).to_contain_text("we cannot reach the desk")
    context.set_offline(False)
    expect(note).to_have_text(KEPT)
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("Typed in a tunnel")


@pytest.mark.audit
def test_two_people_see_each_other_and_what_was_said_meanwhile(
    shared_portal: RunningPortal, new_context: NewContext
) -> None:
    filed = file_report(shared_portal.url)
    mira, tom = new_context().new_page(), new_context().new_page()
    mira.goto(link_with(mail_to_staff(shared_portal, filed.reference), "/desk/r/"))
    open_as_tom(tom, shared_portal, filed.reference)
    expect(mira.locator("#others")).to_have_text("")
    expect(tom.locator("#others")).to_have_text("")

    tom.mouse.move(200, 200)
    mira.mouse.move(200, 200)
    here = re.compile(r"Tom has this open too, since \d\d:\d\d\.")
    expect(mira.locator("#others")).to_contain_text(here)
    mira.get_by_label("Your answer").fill("I am at the pump.")
    writing = re.compile(rf"{RESPONDER} has this open too, since \d\d:\d\d, and is writing an answer\.")
    expect(tom.locator("#others")).to_contain_text(writing)
    expect(tom.locator("body")).not_to_contain_text("at the pump")

    mira.get_by_role("button", name="Send to Sam Reed").click()
    expect(tom.locator("#others")).to_contain_text(re.compile(rf"{RESPONDER} answered"))
    tom.get_by_label("Your answer").fill("Press the pendant once, please.")
    tom.get_by_role("button", name="Send to Sam Reed").click()
    expect(tom.get_by_role("alert")).to_be_focused()
    expect(tom.locator("#answer .meanwhile")).to_contain_text("I am at the pump.")
    tom.get_by_role("button", name="Send to Sam Reed all the same").click()
    expect(tom.locator(".story")).to_contain_text("Press the pendant once, please.")
    expect(tom.locator(".story")).to_contain_text("I am at the pump.")


def open_as_tom(page: Page, portal: RunningPortal, reference: str) -> None:
    """By a link that was made for him."""
    secret = (portal.site / "var" / "secret").read_text("ascii").strip()
    expires = datetime.now(UTC).date() + timedelta(days=7)
    page.goto(portal.url + paths.desk_report(responder_token(secret, reference, 1, "tom", expires)))
