"""Readers who asked for it are told by mail when a promise changes, and are out with one click.

With the server running, over plain HTTP and through the mail folder:
- a published page leads to the form, which says what is kept; nothing but one mail to confirm comes of it
- a mail scanner that opens every link confirms nothing and ends nothing
- what is published next comes as one mail, which says plainly that less is promised, and leads to the pages
- the mail program's own button ends it, and nothing is kept any more that the links in the mails could open
"""

import urllib.request
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from tests.flows import mails
from tests.flows.conftest import Start
from tests.flows.plain_browser import PlainBrowser
from tests.flows.running import RunningPortal, portal

PAGE = "/commitments/someone-at-risk/"
READER = "sam@example.org"
ROUND_TIMEOUT_S = 90.0


def test_from_the_page_to_the_mail_and_out_again(site: Path, start: Start, command: Path) -> None:
    running = start(site)
    browser = PlainBrowser().open(running.url + PAGE).follow("Tell me by e-mail when this changes")
    assert "Until you end it." in browser.text
    browser.press("Send me the mail", {"mail": READER})
    assert browser.heading == "Look in your mail"
    (asked,) = mails.wait_for("the mail to confirm", lambda: mails_to(running))
    open_as_a_scanner_does(running, asked)
    browser.open(mails.link_with(asked, "/r/changes/confirm/")).press("Yes, write to me")
    assert browser.heading == "What we write to you about"

    publish(running, command, "target: 30 minutes", "target: 45 minutes")
    (told,) = mails.wait_for("the mail of the change", lambda: mails_to(running)[1:], ROUND_TIMEOUT_S)
    assert str(told["Subject"]).startswith("We promise less: ")
    assert "The time promised is 45 minutes. It was 30 minutes." in mails.text_of(told)
    public = [urlsplit(link).path for link in mails.links_in(told) if not link.startswith(running.url)]
    assert [path.partition("/at/")[0] for path in public] == [PAGE, f"/what-changed{PAGE}", PAGE.rstrip("/")]
    for path in public:
        assert PlainBrowser().open(running.url + path).status == 200, path
    open_as_a_scanner_does(running, told)

    stop = str(told["List-Unsubscribe"]).strip("<>")
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    browser.open(stop, b"List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
    assert browser.heading == "No more mails about changes"
    assert browser.open(mails.link_with(told, "/r/changes/yours/")).heading == "This link is used up"
    assert stop.rpartition("/")[2] not in running.log


def mails_to(running: RunningPortal) -> list[EmailMessage]:
    """All that the reader got, the oldest first."""
    return mails.to(mails.in_folder(running.site / "var" / "mail"), READER)


def publish(running: RunningPortal, command: Path, was: str, now: str) -> None:
    file = running.site / "content" / "public" / "commitments" / "someone-at-risk.md"
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now), "utf-8")
    built = portal(command, "build", "--no-search", cwd=running.site)
    assert built.returncode == 0, built.stderr


def open_as_a_scanner_does(running: RunningPortal, mail: EmailMessage) -> None:
    """Every private link, without pressing anything."""
    private = [link for link in mails.links_in(mail) if link.startswith(running.url)]
    if mail["List-Unsubscribe"]:
        private.append(str(mail["List-Unsubscribe"]).strip("<>"))
    assert private
    for link in private:
        with urllib.request.urlopen(link, timeout=30) as answer:
            answer.read()
