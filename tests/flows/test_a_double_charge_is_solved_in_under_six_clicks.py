"""Money was taken twice, and the answer is a script that was made personal: under six clicks from seeing it to solved.

In a real browser, with JavaScript and without, from the link of the mail and from my desk:
- every press of the responder is counted; typing is not
- the script brings what the report knows, and is refused until its passages are the responder's own words
- one button sends the answer and resolves the report, and the customer gets one mail for both
- the customer reads it on their page, and is asked how it went
"""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from portal import paths
from tests.flows import mails
from tests.flows.at_the_desk import AtTheDesk, contexts, mail_to_staff, mails_to_customer
from tests.flows.customers import Filed, file_report
from tests.flows.running import RunningPortal

__all__ = ["contexts"]

pytestmark = pytest.mark.browser

HAPPENED = "You took £54 on the 3rd and again on the 4th, and my rent bounced."
SCRIPT = "We took the money twice"
PASSAGE = re.compile(r"\[\[[^\[\]]+\]\]")
OWN_WORDS = "the £54 of the 3rd, which I have in front of me here"


def test_from_the_link_in_the_mail(shared_portal: RunningPortal, contexts: list[BrowserContext]) -> None:
    address = f"mailed-{id(contexts)}@example.org"
    filed = charged_twice(shared_portal, address)
    desk = AtTheDesk(contexts[1].new_page())
    desk.follow_mail(mail_to_staff(shared_portal, filed.reference))
    answers_with_the_script(desk)
    assert desk.clicks < 6, desk.clicks
    reads_it(shared_portal, contexts[0].new_page(), filed, address)


def test_from_my_desk(shared_portal: RunningPortal, contexts: list[BrowserContext]) -> None:
    address = f"at-the-desk-{id(contexts)}@example.org"
    filed = charged_twice(shared_portal, address)
    desk = AtTheDesk(contexts[1].new_page())
    sign_in(shared_portal, desk.page, mail_to_staff(shared_portal, filed.reference)["To"].addresses[0].addr_spec)
    desk.page.goto(shared_portal.url + paths.DESK_REPORTS)
    desk.click(desk.page.locator(f'a[href$="{filed.reference}"]').first)
    answers_with_the_script(desk)
    assert desk.clicks < 6, desk.clicks
    reads_it(shared_portal, contexts[0].new_page(), filed, address)


def charged_twice(portal: RunningPortal, address: str) -> Filed:
    return file_report(
        portal.url, HAPPENED, topic="charged-twice", severity="slows-me-down", mail=address, name="Sam Reed"
    )


def answers_with_the_script(desk: AtTheDesk) -> None:
    script = desk.open(SCRIPT)
    desk.click(script.get_by_role("button", name="Begin my answer with it"))
    answer = desk.page.get_by_label("Your answer")
    expect(answer).to_have_value(re.compile("Dear Sam Reed,"))
    make_it_personal(answer)
    desk.click(desk.page.get_by_role("button", name="Send and resolve"))
    expect(desk.page.get_by_role("status").first).to_contain_text("Resolved.")


def make_it_personal(answer: Locator) -> None:
    begun = answer.input_value()
    assert PASSAGE.search(begun)
    answer.fill(PASSAGE.sub(OWN_WORDS, begun))


def reads_it(portal: RunningPortal, page: Page, filed: Filed, address: str) -> None:
    page.goto(filed.tracking)
    expect(page.locator(".lead")).to_contain_text("Resolved.")
    expect(page.locator(".story > li").first).to_contain_text("You were right. We took " + OWN_WORDS)
    expect(page.get_by_role("region", name="How did it go?")).to_be_visible()
    assert len(mails_to_customer(portal, address, "You were right.")) == 1


def sign_in(portal: RunningPortal, page: Page, mail: str) -> None:
    folder = portal.site / "var" / "mail"

    def links() -> set[str]:
        return {
            mails.link_with(each, "/desk/sign-in/") for each in mails.to(mails.in_folder(folder), mail, "/sign-in/")
        }

    before = links()
    page.goto(portal.url + paths.DESK)
    page.get_by_label("Your work").fill(mail)
    page.get_by_role("button", name="Mail me").click()
    page.goto(mails.wait_for("the link to sign in", lambda: links() - before).pop())
    page.get_by_role("button", name="Sign in as").click()
