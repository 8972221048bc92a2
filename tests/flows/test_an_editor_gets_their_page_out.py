"""An editor without git gets their page out, from the link in their mail to the published page.

In a real browser, against a real server, on content in a repository of git:
- what they type is saved, checked and shown as they type; a mistake is told with its line, and leads there
- what would change is said before it is published; then it is committed in their name, built, and readers see it
- somebody else who was at the same page overwrites nothing: both changes are put together
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portal import editing_paths, paths
from tests.editing_git import commit_all, git
from tests.flows import mails
from tests.flows.conftest import Start
from tests.flows.running import RunningPortal

pytestmark = pytest.mark.browser
SOURCE = "content/public/policies/billing/refunds.md"
PATIENCE_MS = 60_000


def test_an_editor_gets_their_page_out(site: Path, start: Start, browser: Browser) -> None:
    commit_all(site)
    running = start(site)
    nell = signed_in(browser, running, "nell@saltmarsh.example")
    bea = signed_in(browser, running, "bea@saltmarsh.example")
    expect(nell.get_by_role("heading", level=1)).to_have_text("Pages")

    begin(nell, running)
    begin(bea, running)
    text = nell.get_by_label("The file of the page")
    written = text.input_value()
    text.fill(written.replace("summary:", "sumary:", 1))
    wrong = nell.locator("#found").get_by_role("link", name="Line 3")
    expect(wrong).to_be_visible(timeout=PATIENCE_MS)
    wrong.click()
    expect(text).to_be_focused()
    line = written.splitlines()[1]
    assert text.evaluate("each => each.selectionStart") == len(f"---\n{line}\n")

    text.fill(written + "\nWe send the money within five days.\n")
    expect(nell.get_by_text("Nothing is wrong with it.")).to_be_visible(timeout=PATIENCE_MS)
    preview = nell.frame_locator("iframe")
    expect(preview.get_by_text("within five days")).to_be_attached(timeout=PATIENCE_MS)
    nell.get_by_role("button", name="See what changes").click()
    expect(nell.get_by_text("1 paragraph was added")).to_be_visible()
    nell.get_by_label("What you changed").fill("Say by when")
    nell.get_by_role("button", name="Publish").click()
    expect(nell.get_by_role("heading", level=1)).to_have_text("It is published", timeout=PATIENCE_MS)
    assert git(site, "log", "-1", "--format=%an|%s", "--", SOURCE) == "Nell|Say by when"
    nell.get_by_role("link", name="See the page").click()
    expect(nell.get_by_text("We send the money within five days.")).to_be_visible()

    theirs = bea.get_by_label("The file of the page")
    theirs.fill(theirs.input_value().replace("title: ", "title: All about ", 1))
    bea.get_by_role("button", name="See what changes").click()
    expect(bea.get_by_role("heading", level=1)).to_have_text("Two changes to one page")
    together = bea.get_by_label("The file of the page").input_value()
    assert "title: All about" in together
    assert "within five days" in together
    assert "All about" not in (site / SOURCE).read_text("utf-8")
    for each in (nell, bea):
        each.context.close()


def signed_in(browser: Browser, running: RunningPortal, mail: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(running.url + paths.desk_entrance(editing_paths.ROOT))
    page.get_by_label("Your work").fill(mail)
    page.get_by_role("button", name="Mail me").click()
    folder = running.site / "var" / "mail"
    sent = mails.wait_for("the link", lambda: mails.to(mails.in_folder(folder), mail, "/desk/sign-in/"))
    page.goto(mails.link_with(sent[-1], "/desk/sign-in/"))
    page.get_by_role("button", name="Sign in as").click()
    return page


def begin(page: Page, running: RunningPortal) -> None:
    page.goto(running.url + editing_paths.page(SOURCE))
    page.get_by_role("button", name="Edit this page").click()
    expect(page.get_by_label("The file of the page")).to_be_visible()
