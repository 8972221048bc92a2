"""What is wrong is said once, and reaches everybody: who reported it, who is about to, and who looks at the home page.

Three customers report the same. A person opens one cause and puts the others to it, with `portal run` doing the rest:
- each tracking page says it at once, the check page says it to whoever reports next and takes the report all the same
- the home page says it within seconds; once the next word is late it says that, with nobody building anything
- whoever said it hears that it is late
- a renewed sentence and one answer reach all of them, each by name, each by one mail; nobody's report changes hands
- once it is over the home page says nothing, and the published scorecard can still be worked out again
"""

from datetime import timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from portal import paths
from tests.flows.clock import MovedClock
from tests.flows.conftest import Start
from tests.flows.customers import file_report, fill_in
from tests.flows.mails import in_folder, link_with, text_of, to, wait_for
from tests.flows.plain_browser import PlainBrowser
from tests.flows.running import RunningPortal, portal
from tests.flows.sample import RESPONDER, RESPONDER_MAIL

TITLE = "The mast at Eelby"
DOWN = "The mast at Eelby is down since 14:10. Two people are on their way."
MENDED = "The mast has its new part, and is tried out now."
OVER = "The mast runs again since 16:20."
CUSTOMERS = {"ada@example.org": "Ada", "sam@example.org": "Sam", "kim@example.org": "Kim"}


def test_what_is_wrong_is_said_once_to_all(site: Path, start: Start, moved_clock: MovedClock) -> None:
    running = start(site, using=moved_clock.command)
    filed = {mail: file_report(running.url, mail=mail, name=name) for mail, name in CUSTOMERS.items()}
    first, *others = filed.values()

    desk = signed_in(running)
    desk.open(paths.desk_report_signed_in(first.reference))
    next_word = f"{moved_clock.now + timedelta(minutes=20):%H:%M}"
    said = {"open-cause-title": TITLE, "open-cause-sentence": DOWN, "open-cause-next_word": next_word}
    desk.press("Open the cause", said)
    assert (desk.status, TITLE in desk.text) == (200, True), desk.text
    for other in others:
        desk.open(paths.desk_report_signed_in(other.reference))
        choice = desk.soup.select_one("#join-cause-cause option:nth-child(2)")
        assert choice is not None
        desk.press("Put it to the others", {"join-cause-cause": str(choice["value"])})
    for each in filed.values():
        assert DOWN in PlainBrowser().open(each.tracking).text
    check = fill_in(running.url)
    assert "We know about this" in check.text
    assert DOWN in check.text
    wait_for("the home page", lambda: DOWN in home(running))

    moved_clock.pass_by(minutes=25)
    wait_for("the home page to say that it is late", lambda: "We are late" in home(running))
    wait_for("the notice", lambda: mails_to(site, RESPONDER_MAIL, "and it has not come"))

    desk.follow("Causes").follow(TITLE)
    assert "Late:" in desk.text
    desk.press("Say it to everybody", {"renew-sentence": MENDED})
    assert "On 3 reports." in desk.text
    wait_for("the home page", lambda: MENDED in home(running) and "We are late" not in home(running))
    desk.press("Answer all 3", {"answer-words": "Hello {{customer_name}}, {{reference}} is not forgotten."})
    for mail, each in filed.items():
        page = PlainBrowser().open(each.tracking).text
        assert f"Hello {CUSTOMERS[mail]}, {each.reference} is not forgotten." in page
        assert MENDED in page
        assert f"{RESPONDER} at" in page
        wait_for("the answer's mail", partial(mails_to, site, mail, "is not forgotten"))
        assert len(mails_to(site, mail, MENDED)) == 1

    desk.press("Resolve all 3", {"resolve-what_we_did": "The mast has a new part, {{customer_name}}."})
    assert "Resolved. On 3 reports." in desk.text
    desk.press("Close the cause", {"close-words": OVER})
    wait_for("the home page", lambda: "wrong right now" not in home(running))
    assert all("has a new part, " in PlainBrowser().open(each.tracking).text for each in filed.values())
    verified = portal(moved_clock.command, "verify", f"{running.url}/scorecard/data.json", cwd=site)
    assert verified.returncode == 0, verified.stderr


def signed_in(running: RunningPortal) -> PlainBrowser:
    browser = PlainBrowser().open(running.url + paths.DESK)
    browser.press("Mail me a link", {"mail": RESPONDER_MAIL})
    (mail,) = wait_for("the link", lambda: mails_to(running.site, RESPONDER_MAIL, paths.DESK_SIGN_IN))
    return browser.open(link_with(mail, paths.DESK_SIGN_IN)).press("Sign in as")


def home(running: RunningPortal) -> str:
    return PlainBrowser().open(running.url).text


def mails_to(site: Path, person: str, words: str) -> list[EmailMessage]:
    return [mail for mail in to(in_folder(site / "var" / "mail"), person) if words in text_of(mail)]
