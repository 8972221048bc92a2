"""The rooms in which pages are edited, brought into being for the sweep over every page."""

import secrets
from typing import Protocol

from playwright.sync_api import Page, expect

from portal import editing_paths
from tests.flows.running import RunningPortal

EDITOR_MAIL = "bea@saltmarsh.example"
KINDS = (
    *("pages to edit", "page to write", "page to write with errors", "page and its history"),
    *("page under the pen", "page under the pen with a mistake", "page under the pen with errors"),
    *("what would change", "two changes to one page", "published from the desk"),
)
SOURCE = "content/public/policies/billing/refunds.md"


class Reports(Protocol):
    running: RunningPortal

    def sign_in(self, page: Page, mail: str = ...) -> None: ...


def go_to_editing(page: Page, reports: Reports, kind: str) -> None:
    """`kind` is one of KINDS. What other tests read of the site stays as it is."""
    url = reports.running.url
    reports.sign_in(page, EDITOR_MAIL)
    match kind:
        case "pages to edit":
            page.goto(url + editing_paths.ROOT)
        case "page to write" | "page to write with errors":
            page.goto(url + editing_paths.NEW)
            if "errors" in kind:
                _press(page, "Begin the draft")
                expect(page.get_by_role("alert")).to_be_focused()
        case "page and its history":
            page.goto(url + editing_paths.page(SOURCE))
        case "page under the pen with errors":
            _begin(page, url)
            _press(page, "Say it to the desk")
            expect(page.get_by_role("alert")).to_be_focused()
        case "two changes to one page":
            _new_page(page, url)
            source = page.locator("code").first.inner_text()
            theirs = "---\ntitle: Theirs\nsummary: It was here first.\ndraft: true\n---\n"
            (reports.running.site / source).write_text(theirs, "utf-8")
            _press(page, "See what changes")
            expect(page.get_by_role("heading", level=1)).to_have_text("Two changes to one page")
        case "page under the pen with a mistake":
            _new_page(page, url)
            expect(page.locator("#found").get_by_role("link").first).to_be_visible()
        case _:
            _begin(page, url)
            if kind != "page under the pen":
                _press(page, "See what changes")
            if kind == "published from the desk":
                _press(page, "Publish")
                expect(page.get_by_role("heading", level=1)).to_have_text("It is published", timeout=60_000)


def _begin(page: Page, url: str) -> None:
    page.goto(url + editing_paths.page(SOURCE))
    page.get_by_role("button", name="draft").or_(page.get_by_role("button", name="Edit this page")).first.click()
    expect(page.get_by_label("The file of the page")).to_be_visible()


def _new_page(page: Page, url: str) -> None:
    page.goto(url + editing_paths.NEW)
    page.get_by_label("Title").fill(f"Unfinished {secrets.token_hex(3)}")
    page.get_by_label("A policy").check()
    _press(page, "Begin the draft")


def _press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).first.click()
