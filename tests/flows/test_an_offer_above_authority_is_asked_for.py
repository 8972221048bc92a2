"""What a responder may not give alone is asked for, and the customer can see that it was.

In a real browser, with JavaScript and without:
- above authority nothing is given without a reason for the lead, and what was typed stays
- the customer sees that we asked, but not what for
- the lead gets a mail with a link of their own, and answers there with one form
- the customer then sees what is given, on their page and in a mail
"""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.flows.at_the_desk import AtTheDesk, contexts, mail_to_staff, mails_to_customer
from tests.flows.customers import file_report
from tests.flows.running import RunningPortal
from tests.flows.sample import LEAD_MAIL, RESPONDER

__all__ = ["contexts"]

pytestmark = pytest.mark.browser

GIVEN = "A mobile for the pendant until the line is mended, and the taxi you paid."
WHY = "Her father was alone for a night, and she paid the taxi herself."


def test_an_offer_above_authority_is_asked_for(shared_portal: RunningPortal, contexts: list[BrowserContext]) -> None:
    address = f"above-authority-{id(contexts)}@example.org"
    filed = file_report(shared_portal.url, mail=address)
    customer, desk, lead = contexts[0].new_page(), AtTheDesk(contexts[1].new_page()), AtTheDesk(contexts[2].new_page())
    desk.follow_mail(mail_to_staff(shared_portal, filed.reference))
    asks_for_more(desk)

    sees_that_we_asked(customer, filed.tracking)

    lead.follow_mail(mail_to_staff(shared_portal, filed.reference, "A mobile for the pendant", LEAD_MAIL))
    asked = lead.page.get_by_role("region", name="You are asked")
    for words in (GIVEN, WHY, "worth £400"):
        expect(asked).to_contain_text(words)
    allows_it(lead)

    customer.goto(filed.tracking)
    expect(customer.locator(".story > li").first).to_contain_text(GIVEN)
    assert len(mails_to_customer(shared_portal, address, "A mobile for the pendant")) == 1
    desk.page.reload()
    expect(desk.page.locator(".story")).to_contain_text(f"{lead.person} allowed it")


def asks_for_more(desk: AtTheDesk) -> None:
    form = desk.open("Give something")
    form.get_by_label("Whose doing was it").select_option(label="Ours")
    form.get_by_label("What it is worth").fill("400")
    form.get_by_label("What you give").fill(GIVEN)
    desk.click(form.get_by_role("button", name="Give it, or ask for it"))
    expect(desk.page.get_by_role("alert")).to_contain_text("you may give here without asking. Say why")
    form = desk.open("Give something")
    expect(form.get_by_label("What you give")).to_have_value(GIVEN)
    desk.do("Give something", "Give it, or ask for it", {"Why, for the lead": WHY})
    expect(desk.page.get_by_role("region", name="A lead was asked")).to_contain_text(GIVEN)


def sees_that_we_asked(page: Page, tracking: str) -> None:
    page.goto(tracking)
    told = page.locator(".story")
    expect(told).to_contain_text(f"{RESPONDER} asked Ruth for something more than they may give alone")
    expect(told).not_to_contain_text(GIVEN)
    expect(told).not_to_contain_text(WHY)


def allows_it(lead: AtTheDesk) -> None:
    form = lead.open(f"Answer {RESPONDER}")
    lead.click(form.get_by_role("radio", name="Yes, give it"))
    lead.click(form.get_by_role("button", name="Answer", exact=True))
    expect(lead.page.get_by_role("status").first).to_contain_text("Answered. Your colleague knows.")
