"""A report reaches the person who can act, and the customer sees everything that is done.

In a real browser, with JavaScript and without:
- from any promise, one link leads to the form; what we already know about is said, and holds nobody up
- before sending, the customer sees which team gets it, who is there and by when they answer
- the confirmation survives a reload and a bookmark
- the responder's link in the mail is all they need to show an effort and to answer
- both are on the customer's page, and in their mail, with the promise marked as kept
- the customer's reply and its attachment reach the responder
- a resolved report opens again when the customer writes
- a no says what was tried, why it stops here and what they can do instead; one without these is not sent
"""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.flows import mails
from tests.flows.conftest import Start
from tests.flows.customers import spoken_minute
from tests.flows.plain_browser import path_of
from tests.flows.running import RunningPortal
from tests.flows.sample import ALWAYS_WITHIN_MIN, RESPONDER, RESPONDER_MAIL, TEAM
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.browser

PROMISE = "If someone could come to harm, a person answers within thirty minutes, at any hour"
KNOWN = "Your home phone goes dead in a power cut"
HAPPENED = "My mother's alarm pendant is silent since the power cut at seven.\n\nI restarted the box twice."
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00"
    b"\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture(
    params=[True, pytest.param(False, marks=pytest.mark.audit)], ids=["with-javascript", "without-javascript"]
)
def people(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    """The customer's browser and the responder's."""
    contexts = [browser.new_context(java_script_enabled=request.param) for _ in range(2)]
    for context in contexts:
        context.set_default_timeout(PATIENCE_S * 1000)
    yield contexts[0], contexts[1]
    for context in contexts:
        context.close()


@pytest.fixture
def running(site: Path, start: Start) -> RunningPortal:
    """One of its own: who has many reports already is not there for one more."""
    return start(site)


def test_a_report_reaches_the_person_who_can_act(
    running: RunningPortal, people: tuple[BrowserContext, BrowserContext], tmp_path: Path
) -> None:
    customer, responder = people[0].new_page(), people[1].new_page()
    address = f"sam-{tmp_path.name}@example.org".lower()

    reads_the_promise(customer, running.url)
    fills_in_the_form(customer, address)
    looks_it_over(customer)
    reference = sends_it(customer, people[0])
    customer.locator("a.link-shown").click()
    tracking = customer.url
    expect(customer.locator(".story > li")).to_have_count(1)

    opens_the_link_in_the_mail(responder, running, reference)
    tries_something(responder)
    answers(responder)

    customer.goto(tracking)
    told = customer.locator(".story")
    expect(told).to_contain_text("I rang the alarm centre.")
    expect(told).to_contain_text("I try again at 14:00.")
    expect(told).to_contain_text("Hello Sam, your mother's pendant works again.\nPress it once, please.")
    expect(customer.locator(".clocks .kept").first).to_contain_text("a person answered at")

    replies_with_a_picture(customer)
    sees_the_reply_and_the_picture(responder)

    opens(responder, "It is resolved")
    responder.get_by_label("What we did").fill("The exchange had lost the line. It is back.")
    responder.get_by_role("button", name="Resolve it").click()
    expect(responder.get_by_role("status")).to_contain_text("Resolved.")

    opens_it_again(customer, tracking)
    declines_with_grace(responder)

    customer.goto(tracking)
    expect(customer.locator(".lead")).to_contain_text("We stopped here.")
    no = customer.locator(".story > li").first
    expect(no).to_contain_text(f"{RESPONDER} stopped here")
    for label, words in (
        ("tried", "Two visits and a new box."),
        ("Why it stops here", "The wire belongs to the council."),
        ("What you can do instead", "Ring the council; I sent them our test."),
    ):
        expect(no.locator("dl div", has_text=label)).to_contain_text(words)

    every_step_was_mailed(running, address, tracking)


def reads_the_promise(page: Page, url: str) -> None:
    page.goto(f"{url}/commitments/")
    page.get_by_role("link", name=PROMISE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PROMISE)
    page.get_by_role("main").get_by_role("link", name="Tell us what went wrong").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell us what went wrong")


def fills_in_the_form(page: Page, address: str) -> None:
    page.get_by_role("radio", name="My phone line or alarm pendant doesn't work").check()
    page.get_by_label("What happened?").fill(HAPPENED)
    page.get_by_role("radio", name="Someone could come to harm").check()
    page.get_by_role("radio", name="By e-mail").check()
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_label("Your name, if you like").fill("Sam Reed")
    page.get_by_role("button", name="See it before it goes").click()


def looks_it_over(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Ready to send?")
    letter = page.locator(".letter")
    expect(letter).to_contain_text(f"To {TEAM}")
    expect(letter).to_contain_text(f"{RESPONDER} is there now.")
    expect(letter.locator(".words")).to_have_text(HAPPENED, use_inner_text=True)
    expect(page.get_by_role("link", name=KNOWN)).to_be_visible()
    in_time = "|".join(spoken_minute(ALWAYS_WITHIN_MIN - late) for late in range(5))
    expect(page.locator(".beside")).to_contain_text(re.compile(rf"{RESPONDER} answers by ({in_time}) "))


def sends_it(page: Page, context: BrowserContext) -> str:
    page.get_by_role("button", name=f"Send to {TEAM}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your report")
    reference = page.locator(".reference").inner_text()
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", reference)
    receipt = page.get_by_role("region", name="Receipt")
    expect(receipt).to_contain_text(f"{RESPONDER} at {TEAM}")
    shown = receipt.inner_text()
    page.reload()
    expect(receipt).to_have_text(shown, use_inner_text=True)
    assert context.browser is not None
    with_bookmark = context.browser.new_context()
    bookmarked = with_bookmark.new_page()
    bookmarked.goto(page.url)
    expect(bookmarked.get_by_role("region", name="Receipt")).to_have_text(shown, use_inner_text=True)
    with_bookmark.close()
    return reference


def opens_the_link_in_the_mail(page: Page, running: RunningPortal, reference: str) -> None:
    folder = running.site / "var" / "mail"
    mail = mails.wait_for("the responder's mail", lambda: mails.to(mails.in_folder(folder), RESPONDER_MAIL, reference))
    page.goto(f"{running.url}/mail")
    page.get_by_role("listitem").filter(has_text=RESPONDER_MAIL).get_by_role(
        "link", name=str(mail[0]["Subject"])
    ).click()
    page.locator("main a[href*='/desk/r/']").click()
    expect(page.get_by_text(f"you act as {RESPONDER}")).to_be_visible()
    expect(page.locator("main .words")).to_have_text(HAPPENED, use_inner_text=True)
    expect(page.locator(".clocks li")).not_to_have_count(0)


def opens(page: Page, act: str) -> None:
    page.locator("summary", has_text=act).click()


def tries_something(page: Page) -> None:
    opens(page, "I am trying something")
    page.get_by_label("What I try").fill("I rang the alarm centre.")
    page.get_by_label("What came of it").fill("They hear nothing from the pendant.")
    page.get_by_label("What is next").fill("I try again at 14:00.")
    page.get_by_role("button", name="Show what I try").click()
    expect(page.get_by_role("status")).to_have_text("The customer sees what you try.")


def answers(page: Page) -> None:
    page.get_by_label("Your answer").fill("Hello Sam, your mother's pendant works again.\nPress it once, please.")
    page.get_by_role("button", name="Send to Sam Reed").click()
    expect(page.get_by_role("status")).to_have_text("Your answer is on the customer’s page.")


def replies_with_a_picture(page: Page) -> None:
    page.get_by_label("Add something").fill("It blinks <b>red</b>. See https://example.org/box.")
    page.get_by_label("Pictures or documents").set_input_files(
        {"name": "box.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("status")).to_contain_text("Sent.")
    expect(page.locator(".story > li").first).to_contain_text("It blinks <b>red</b>. See https://example.org/box.")


def sees_the_reply_and_the_picture(page: Page) -> None:
    page.reload()
    reply = page.locator(".story > li").first
    expect(reply).to_contain_text("Sam Reed wrote")
    expect(reply).to_contain_text("It blinks <b>red</b>.")
    with page.expect_download() as download:
        reply.get_by_role("link", name="box.png").click()
    assert download.value.path().read_bytes() == PICTURE


def opens_it_again(page: Page, tracking: str) -> None:
    page.goto(tracking)
    expect(page.locator(".lead")).to_contain_text("Resolved.")
    expect(page.get_by_role("heading", name="Not settled after all?")).to_be_visible()
    page.get_by_label("Add something").fill("It is silent again.")
    page.get_by_role("button", name="Send it").click()
    expect(page.locator(".lead")).to_contain_text(f"{RESPONDER} at {TEAM} has it.")


def declines_with_grace(page: Page) -> None:
    page.reload()
    expect(page.locator(".story")).to_contain_text("It is silent again.")
    opens(page, "Say no with grace")
    page.get_by_label("What we tried").fill("Two visits and a new box.")
    page.get_by_role("button", name="Decline it").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(page.get_by_label("What we tried")).to_have_value("Two visits and a new box.")
    page.get_by_label("Why it stops here").fill("The wire belongs to the council.")
    page.get_by_label("What they can do instead").fill("Ring the council; I sent them our test.")
    page.get_by_role("button", name="Decline it").click()
    expect(page.get_by_role("status")).to_contain_text("Declined.")


def every_step_was_mailed(running: RunningPortal, address: str, tracking: str) -> None:
    """Received, tried, answered, resolved, reopened if we say so, declined: each with the same private link."""
    folder = running.site / "var" / "mail"
    steps = ("reads what you wrote", "I rang the alarm centre.", "Press it once", "It is back.", "Ring the council")
    for step in steps:
        found = mails.wait_for(f"the mail with {step!r}", partial(mails_with, folder, address, step))
        assert len(found) == 1, [mail["Subject"] for mail in found]
        assert path_of(mails.link_with(found[0], "/r/")) == path_of(tracking)


def mails_with(folder: Path, address: str, said: str) -> list[EmailMessage]:
    return mails.to(mails.in_folder(folder), address, said)
