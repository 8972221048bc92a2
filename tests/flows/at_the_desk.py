"""A responder in a real browser: opens the link in the mail, opens a form, fills it in and presses its button.

Every click is counted; typing is not.
"""

from collections.abc import Iterator, Mapping
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.flows import mails
from tests.flows.running import RunningPortal
from tests.patience import PATIENCE_S

STAFF = "@saltmarsh.example"


class AtTheDesk:
    """`person` is the name they act under, known once a report is open; `clicks` counts what they pressed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.person = ""
        self.clicks = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def follow_mail(self, mail: EmailMessage) -> None:
        """Press the link in a mail; that is a click as well."""
        self.page.goto(mails.link_with(mail, "/desk/r/"))
        self.clicks += 1
        self.person = self.page.locator("text=/you act as/").inner_text().split("you act as ")[1].split(" ·")[0]

    def open(self, act: str) -> Locator:
        """The form behind this title, opened unless it stands open."""
        form = self.page.locator("details").filter(has=self.page.locator("summary", has_text=act)).last
        if form.get_attribute("open") is None:
            self.click(form.locator("summary"))
        return form

    def do(self, act: str, button: str, fields: Mapping[str, str], choices: Mapping[str, str] | None = None) -> None:
        """Open the form, fill it in by its labels, press its button; the page says that it was done."""
        form = self.open(act)
        for label, choice in (choices or {}).items():
            form.get_by_label(label, exact=True).select_option(label=choice)
        for label, words in fields.items():
            form.get_by_label(label, exact=True).fill(words)
        self.click(form.get_by_role("button", name=button))
        expect(self.page.get_by_role("status").first).to_be_visible()


def mail_to_staff(portal: RunningPortal, reference: str, about: str = "", address: str = STAFF) -> EmailMessage:
    """The first mail about the report to somebody of the desk, or to this one address, that says `about`."""
    folder = portal.site / "var" / "mail"

    def found() -> list[EmailMessage]:
        return [
            mail
            for mail in mails.in_folder(folder)
            if mail["To"].addresses[0].addr_spec.endswith(address)
            and all(words in f"{mail['Subject']}\n{mails.text_of(mail)}" for words in (reference, about))
        ]

    return mails.wait_for(f"a mail to {address} about {reference}", found)[0]


def mails_to_customer(portal: RunningPortal, address: str, about: str) -> list[EmailMessage]:
    folder = portal.site / "var" / "mail"
    return mails.wait_for(f"the mail with {about!r}", lambda: mails.to(mails.in_folder(folder), address, about))


@pytest.fixture(
    params=[True, pytest.param(False, marks=pytest.mark.audit)], ids=["with-javascript", "without-javascript"]
)
def contexts(request: pytest.FixtureRequest, browser: Browser) -> Iterator[list[BrowserContext]]:
    """Three browsers that know nothing of each other."""
    opened = [browser.new_context(java_script_enabled=request.param) for _ in range(3)]
    for context in opened:
        context.set_default_timeout(PATIENCE_S * 1000)
    yield opened
    for context in opened:
        context.close()
