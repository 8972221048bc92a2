"""A lead answers what is in the way, on a clock, and whoever raised it says whether that helped.

In a real browser, with JavaScript and without:
- it is raised in one line, and the page says by when a lead answers
- the lead hears of it by mail, which names nobody where no name was wanted
- the answer stands there for the whole team; whoever wanted no name finds it on their desk, and no mail goes to them
- whoever raised it says that it is still there, then that it is out of the way
"""

from email.message import EmailMessage

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from portal import paths
from tests.flows import mails
from tests.flows.at_the_desk import contexts
from tests.flows.running import RunningPortal
from tests.flows.sample import LEAD_MAIL, RESPONDER_MAIL

__all__ = ["contexts"]

pytestmark = pytest.mark.browser

# The first round of a fresh server publishes the figures before the next one sends.
SIGN_IN_TIMEOUT_S = 60


def test_a_lead_answers_what_is_in_the_way(shared_portal: RunningPortal, contexts: list[BrowserContext]) -> None:
    line = f"The exchange drops us after ten minutes ({id(contexts)})."
    mira, ruth = signed_in(shared_portal, contexts[0], RESPONDER_MAIL), signed_in(shared_portal, contexts[1], LEAD_MAIL)

    press(mira, "Is something in your way?", "link")
    mira.get_by_label("What is in your way", exact=True).fill(line)
    mira.get_by_role("radio", name="Without my name").check()
    press(mira, "Tell the leads")
    raised = mira.get_by_role("region", name="Waiting for a lead").get_by_role("listitem").filter(has_text=line)
    expect(raised).to_contain_text("An answer is due in")
    expect(raised).to_contain_text("It is yours; nobody else can see that.")

    ruth.goto(link_in_mail(shared_portal, line))
    expect(ruth.locator("main")).to_contain_text("Somebody raised it.")
    expect(ruth.locator("main")).not_to_contain_text("Mira")
    answer(ruth, "This is what we do about it, or why we don’t", "I ask the exchange for a line of our own.")

    mira.goto(shared_portal.url + paths.DESK_REPORTS)
    press(mira, "A lead has answered what is in your way.", "link")
    press(mira, line, "link")
    expect(mira.locator("main")).to_contain_text("I ask the exchange for a line of our own.")
    mira.get_by_label("What is still in the way").fill("It happened again at noon.")
    press(mira, "It is still there: ask again")
    expect(mira.locator("main")).to_contain_text("An answer is due in")

    ruth.reload()
    expect(ruth.locator("main")).to_contain_text("It happened again at noon.")
    answer(ruth, "It is done", "We have the line.")
    mira.reload()
    press(mira, "It is out of the way")
    settled = mira.get_by_role("region", name="Out of the way in the last thirty days")
    expect(settled).to_contain_text(line)
    assert [mail["Subject"] for mail in mails.to(all_mails(shared_portal), RESPONDER_MAIL, line)] == []


def signed_in(portal: RunningPortal, context: BrowserContext, address: str) -> Page:
    def links() -> set[str]:
        found = mails.to(all_mails(portal), address, "/desk/sign-in/")
        return {mails.link_with(each, "/desk/sign-in/") for each in found}

    page, before = context.new_page(), links()
    page.goto(portal.url + paths.DESK)
    page.get_by_label("Your work").fill(address)
    page.get_by_role("button", name="Mail me").click()
    page.goto(mails.wait_for("the link to sign in", lambda: links() - before, SIGN_IN_TIMEOUT_S).pop())
    page.get_by_role("button", name="Sign in as").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
    return page


def press(page: Page, label: str, role: str = "button") -> None:
    page.get_by_role("link" if role == "link" else "button", name=label).first.click()


def answer(page: Page, where_it_stands: str, words: str) -> None:
    page.get_by_role("radio", name=where_it_stands).check()
    page.get_by_label("Your answer").fill(words)
    press(page, "Answer the team")
    expect(page.get_by_role("status").first).to_contain_text("Answered, for the whole team to read.")


def all_mails(portal: RunningPortal) -> list[EmailMessage]:
    return mails.in_folder(portal.site / "var" / "mail")


def link_in_mail(portal: RunningPortal, line: str) -> str:
    """Of the mail to the lead, which names nobody."""
    (mail,) = mails.wait_for(
        "the mail to the lead",
        lambda: [each for each in mails.to(all_mails(portal), LEAD_MAIL) if flat(line) in flat(mails.text_of(each))],
    )
    assert "No name stands on it" in flat(mails.text_of(mail))
    assert "Mira" not in mails.text_of(mail)
    return mails.link_with(mail, paths.DESK_IN_MY_WAY)


def flat(text: str) -> str:
    """The words, without the marks of a quotation and the breaks of its lines."""
    return " ".join(text.replace("\n> ", " ").split())
