"""A hard case ends with a no, and the customer can see that somebody cared.

In a real browser, with JavaScript and without:
- the responder says back what they heard, and the customer puts it right with one button
- what is tried, and what is given on top, stands on the customer's page in the words it was written in
- a no without what was tried, why it stops here and what they can do instead is not sent, and keeps what was typed
- the customer reads all three, on their page and in one mail
- they are asked two separate questions, and may be unhappy with the one and content with the other
"""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.flows.at_the_desk import AtTheDesk, contexts, mail_to_staff, mails_to_customer
from tests.flows.customers import file_report
from tests.flows.running import RunningPortal

__all__ = ["contexts"]

pytestmark = pytest.mark.browser

HAPPENED = "The line hums whenever it rains. You have been here twice. I want a new cable from the road."
HEARD = "Your line hums when it rains, and two visits did not help."
CORRECTION = "It is not only the hum: my father's alarm hangs on this line."
TRIED, WHY, INSTEAD = (
    "Two visits, a new joint box, and a test in the rain on Tuesday.",
    "The last eighty metres are the landowner's duct, and he has said no twice.",
    "A radio link carries the alarm as safely. I have one here, and I would fit it myself.",
)


def test_a_no_comes_with_grace(shared_portal: RunningPortal, contexts: list[BrowserContext]) -> None:
    address = f"hard-case-{id(contexts)}@example.org"
    filed = file_report(shared_portal.url, HAPPENED, severity="slows-me-down", mail=address)
    customer, desk = contexts[0].new_page(), AtTheDesk(contexts[1].new_page())
    desk.follow_mail(mail_to_staff(shared_portal, filed.reference))
    desk.do("What I heard", "Ask whether that is right", {"What I heard": HEARD})

    puts_it_right(customer, filed.tracking)
    desk.page.reload()
    expect(desk.page.locator(".story")).to_contain_text(CORRECTION)

    tries_and_gives(desk)
    sees_it(customer, filed.tracking)
    declines(desk)

    customer.goto(filed.tracking)
    expect(customer.locator(".lead")).to_contain_text("We stopped here.")
    no = customer.locator(".story > li").first
    expect(no).to_contain_text(f"{desk.person} stopped here")
    for words in (TRIED, WHY, INSTEAD):
        expect(no).to_contain_text(words)
    mailed = mails_to_customer(shared_portal, address, "A radio link carries the alarm")
    assert len(mailed) == 1
    answers_the_two_questions(customer)


def puts_it_right(page: Page, tracking: str) -> None:
    page.goto(tracking)
    asked = page.get_by_role("region", name="Did we hear you right?")
    expect(asked).to_contain_text(HEARD)
    asked.get_by_text("Not quite").click()
    asked.get_by_label("What is missing or wrong?").fill(CORRECTION)
    asked.get_by_role("button", name="Put it right").click()
    expect(page.locator(".story > li").first).to_contain_text(CORRECTION)
    expect(asked).to_have_count(0)


def tries_and_gives(desk: AtTheDesk) -> None:
    desk.do(
        "I am trying something",
        "Show what I try",
        {
            "What I try": "I asked the landowner for his duct.",
            "What came of it": "He says no, for the second time.",
            "What is next": "I look for a way through the air.",
        },
    )
    desk.do(
        "Give something",
        "Give it, or ask for it",
        {"What it is worth": "20", "What you give": "A month free for the hum. It is on your next bill."},
        {"Whose doing was it": "Ours"},
    )


def sees_it(page: Page, tracking: str) -> None:
    page.goto(tracking)
    for words in ("I asked the landowner for his duct.", "I look for a way through the air.", "A month free"):
        expect(page.locator(".story")).to_contain_text(words)


def declines(desk: AtTheDesk) -> None:
    form = desk.open("Say no with grace")
    form.get_by_label("What we tried", exact=True).fill(TRIED)
    desk.click(form.get_by_role("button", name="Decline it"))
    summary = desk.page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    form = desk.open("Say no with grace")
    expect(form.get_by_label("What we tried", exact=True)).to_have_value(TRIED)
    desk.do("Say no with grace", "Decline it", {"Why it stops here": WHY, "What they can do instead": INSTEAD})
    expect(desk.page.get_by_role("status").first).to_contain_text("Declined.")


def answers_the_two_questions(page: Page) -> None:
    asked = page.get_by_role("region", name="How did it go?")
    asked.get_by_role("group", name="Did we solve it?").get_by_role("radio", name="No").check()
    asked.get_by_role("group", name="Did you feel cared for?").get_by_role("radio", name="Yes").check()
    asked.get_by_role("button", name="Tell us").click()
    expect(page.get_by_role("status").first).to_contain_text("We keep the two answers apart")
    expect(page.locator(".story > li").first).to_contain_text("answered the two questions: not solved, felt cared for")
