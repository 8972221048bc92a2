"""Every page can be used by everybody: on a phone and on a desk, by day and by night, with eyes, ears or keys.

For every kind of page of both halves, errors and confirmations among them:
- axe finds no violation, in light and in dark, at 320 px and at 1280 px; here in one of these looks, all in the audit
- nothing scrolls sideways at 320 px, and what is pressed is at least 44 px high
- the form is filled in and sent with keys alone, in the order in which it is read
- what is wrong takes the focus, and leads to its field
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal import api_paths, paths, subscription_paths
from portal.reports.links import responder_token
from tests.flows import editing_pages, mails
from tests.flows.customers import WORDS, Filed, file_report
from tests.flows.customers import fill_in as fill_in_plain
from tests.flows.running import RunningPortal
from tests.flows.sample import LEAD_MAIL, RESPONDER, RESPONDER_MAIL
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.browser

PUBLISHED = {
    "home": paths.HOME,
    "topics": paths.TOPICS,
    "topic": "/topics/phone-or-alarm/",
    "catch-all topic": "/topics/something-else/",
    "commitments": paths.COMMITMENTS,
    "commitment": "/commitments/someone-at-risk/",
    "commitment to the team": "/commitments/every-break-taken/",
    "limitations": paths.LIMITATIONS,
    "limitation": "/limitations/phone-dead-in-a-power-cut/",
    "policies": paths.POLICIES,
    "policy": "/policies/what-we-may-give/",
    "policy in a section": "/policies/billing/refunds/",
    "how we handle what goes wrong": paths.HOW_WE_HANDLE,
    "scorecard": paths.SCORECARD,
    "free page": "/accessibility/",
    "find": paths.SEARCH,
    "what changed": paths.WHAT_CHANGED,
    "what changed among promises": f"{paths.WHAT_CHANGED}commitments/",
    "how a page has changed": paths.history("/commitments/someone-at-risk/"),
    "home in Arabic": "/ar/",
    "commitment in Arabic": "/ar/commitments/first-reply-to-a-fault/",
    "topic that is not in Arabic": "/ar/topics/cannot-pay/",
    "not published": paths.NOT_FOUND,
    "too large for the web server": paths.TOO_LARGE,
    "nobody answers the web server": paths.AWAY,
}
DYNAMIC = (
    *("form", "form about a page", "form with errors", "check page", "check page with a known limitation"),
    *("confirmation", "tracking", "tracking with errors", "tracking when resolved", "tracking when withdrawn"),
    *("tracking when waiting", "desk report with an effort under way"),
    *("mails about changes", "mails about changes with errors", "mails about changes chosen with errors"),
    *("contact", "contact with errors", "withdraw", "lost link", "lost link with errors", "lost link asked for"),
    *("form in Arabic with errors", "check page in Arabic", "confirmation in Arabic", "tracking in Arabic"),
    *("desk entrance", "desk entrance with errors", "desk entrance asked", "desk report", "desk report with errors"),
    *("desk report with a draft", "desk report closed with a draft", "desk report that asks about a script"),
    "desk report overtaken",
    *("desk report with all open", "desk report closed", "link expired", "fresh link on its way"),
    *("sign-in button", "sign-in link of before", "signed out while writing", "my desk", "sessions"),
    *("my desk narrowed", "my desk with nothing on it", "search", "search that finds nothing"),
    *("shortcuts", "shortcuts asked for"),
    *("page to propose", "page to propose with errors", "drafts of pages", "draft of a page", "exceptions"),
    *("desk report signed in", "audit log", "audit log with errors", "audit log for responders"),
    *("stance ledger", "stance ledger with errors", "scripts", "script"),
    *("insights", "insights with errors"),
    *("causes", "cause", "cause with errors", "check page with a known cause", "tracking with a cause"),
    *("roster", "shift to be taken", "shift to be taken with errors", "time off", "time off with errors"),
    *("weeks ahead", "calendars", "calendars with errors", "time off out of a file"),
    *("coaching", "coaching to begin", "coaching to begin with errors", "coaching notes", "coaching notes closed"),
    *("lessons", "lesson to keep", "lesson to keep with errors", "thanks", "thanks with errors", "the wall"),
    *("practices", "practices with errors", "practice", "practice with errors", "practice looked back on"),
    *("practice looked back on with errors", "training", "training with errors", "training for leads"),
    *("huddle", "huddle with errors", "huddles of the last two weeks"),
    *("in my way", "in my way with errors", "in my way, one", "in my way, one with errors", "promises to the team"),
    *("report held", "quarantine", "quarantine with errors", "what we keep"),
    *editing_pages.KINDS,
    *("mails", "mail", "for programs", "nothing here"),
)
CAUSE = "The mast at Eelby"
ROSTER = {
    "roster": paths.DESK_ROSTER,
    "shift to be taken": paths.DESK_SWAP,
    "time off": paths.DESK_TIME_OFF,
    "weeks ahead": paths.DESK_WEEKS_AHEAD,
    "calendars": paths.DESK_CALENDARS,
}
_NEXT_WEEK = datetime.now(UTC) + timedelta(days=7)
_TIME_OFF = "\n".join(
    (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1"),
        f"DTSTART;VALUE=DATE:{_NEXT_WEEK:%Y%m%d}",
        f"DTEND;VALUE=DATE:{_NEXT_WEEK + timedelta(days=2):%Y%m%d}",
        *("END:VEVENT", "END:VCALENDAR"),
    )
)
# What is shown and pressed; a choice is pressed on its whole line.
TOO_SMALL = """() => [...document.querySelectorAll(
        'button, .button, .buttons a, a.tall, .nav a, .choices a, .trail a, .footer li a, summary, select, textarea, '
        + 'input:not([type=hidden])')]
    .map(e => [(e.closest('.option') ?? e).getBoundingClientRect().height, e.outerHTML.slice(0, 120)])
    .filter(([height]) => height > 0 && height < 43.9)"""
LOOKS = [("light", 320), ("dark", 1280), ("dark", 320), ("light", 1280)]
# What axe has to say of all that is right is most of what it says.
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
# Each kind in one look, and each look at every fourth kind: axe takes most of the time.
LOOK_OF = {kind: LOOKS[number % len(LOOKS)] for number, kind in enumerate([*PUBLISHED, *DYNAMIC])}


class Reports:
    """Reports in the states that the pages need, filed once for each worker."""

    def __init__(self, running: RunningPortal) -> None:
        self.running = running
        self.long = file_report(running.url, "It is silent, see https://example.org/" + "long" * 60 + "\n" + WORDS * 9)
        self._desk_links: dict[str, str] = {}
        self.signed_in = ""

    def new(self) -> Filed:
        return file_report(self.running.url)

    def desk(self, filed: Filed) -> str:
        folder = self.running.site / "var" / "mail"
        found = mails.wait_for("the mail", lambda: mails.to(mails.in_folder(folder), RESPONDER_MAIL, filed.reference))
        return mails.link_with(found[0], "/desk/r/")

    def mails_about_changes(self, page: Page) -> str:
        """What a reader gets, to look at and to change."""
        page.goto(self.running.url + subscription_paths.SUBSCRIBE)
        page.get_by_label("Your e-mail address").fill("reader@example.org")
        press(page, "Send me the mail")
        folder = self.running.site / "var" / "mail"
        found = mails.wait_for("the mail", lambda: mails.to(mails.in_folder(folder), "reader@example.org"))
        page.goto(mails.link_with(found[-1], subscription_paths.CONFIRM))
        press(page, "Yes, write to me")
        return page.url

    def sign_in_link(self, page: Page, mail: str) -> str:
        """A fresh link for a browser in which nobody is signed in."""
        folder = self.running.site / "var" / "mail"

        def links() -> list[str]:
            found = mails.to(mails.in_folder(folder), mail, "/desk/sign-in/")
            return [mails.link_with(each, "/desk/sign-in/") for each in found]

        before = set(links())
        page.context.clear_cookies()
        self.signed_in = ""
        page.goto(self.running.url + paths.DESK)
        page.get_by_label("Your work").fill(mail)
        press(page, "Mail me")
        return mails.wait_for("the link to sign in", lambda: set(links()) - before).pop()

    def sign_in(self, page: Page, mail: str = RESPONDER_MAIL) -> None:
        """Whoever is signed in already stays so: a mail for each page would take minutes in all."""
        if self.signed_in == mail:
            page.goto(self.running.url + paths.DESK_REPORTS)
            if page.get_by_role("heading", level=1).inner_text() == "My desk":
                return
        page.goto(self.sign_in_link(page, mail))
        press(page, "Sign in as")
        expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
        self.signed_in = mail

    def desk_of(self, filed: Filed, person: str) -> str:
        """A link for somebody who had no mail about it."""
        secret = (self.running.site / "var" / "secret").read_text("ascii").strip()
        next_week = (datetime.now(UTC) + timedelta(days=7)).date()
        return self.running.url + paths.desk_report(responder_token(secret, filed.reference, 1, person, next_week))

    def expired_desk(self, filed: Filed) -> str:
        secret = (self.running.site / "var" / "secret").read_text("ascii").strip()
        yesterday = (datetime.now(UTC) - timedelta(days=1)).date()
        return self.running.url + paths.desk_report(responder_token(secret, filed.reference, 1, "mira", yesterday))


@pytest.fixture(scope="module")
def reports(shared_portal: RunningPortal) -> Reports:
    return Reports(shared_portal)


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Where axe may run in spite of the pages' own policy."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", viewport={"width": 320, "height": 800})
    context.set_default_timeout(PATIENCE_S * 1000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def tab(context: BrowserContext) -> Page:
    """A new one for each page would be most of what a page costs."""
    return context.new_page()


@pytest.fixture
def page(tab: Page) -> Page:
    """The one tab, narrow and light as it was opened."""
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size({"width": 320, "height": 800})
    return tab


@pytest.mark.parametrize("kind", PUBLISHED)
def test_a_published_page_can_be_used(page: Page, shared_portal: RunningPortal, kind: str) -> None:
    page.goto(shared_portal.url + PUBLISHED[kind])
    look_at(page, LOOK_OF[kind])


@pytest.mark.parametrize("kind", DYNAMIC)
def test_a_dynamic_page_can_be_used(page: Page, reports: Reports, kind: str) -> None:
    go_to(page, reports, kind)
    look_at(page, LOOK_OF[kind])


@pytest.mark.audit
@pytest.mark.parametrize("kind", [*PUBLISHED, *DYNAMIC])
def test_a_page_can_be_used_narrow_and_wide_in_light_and_dark(page: Page, reports: Reports, kind: str) -> None:
    if kind in PUBLISHED:
        page.goto(reports.running.url + PUBLISHED[kind])
    else:
        go_to(page, reports, kind)
    look_at(page, *LOOKS)


def look_at(page: Page, *looks: tuple[str, int]) -> None:
    """In each look no violation; narrow and wide nothing sideways, nothing too small."""
    for scheme, width in looks:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(AXE_SCRIPT)
        found = AxeResults({"violations": page.evaluate(VIOLATIONS)})
        assert found.violations_count == 0, f"{scheme}, {width} px: {found.generate_report()}"
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"sideways at {width} px"
        assert page.evaluate(TOO_SMALL) == [], f"too small to press at {width} px"


def go_to(page: Page, reports: Reports, kind: str) -> None:
    """Bring the page into being, as people do."""
    url = reports.running.url
    match kind:
        case "form":
            page.goto(url + paths.REPORT)
        case "form about a page":
            page.goto(url + paths.report_unclear("/policies/billing/refunds/"))
            expect(page.get_by_role("heading", level=1)).to_have_text("Tell us what is unclear")
        case "form with errors":
            page.goto(url + paths.REPORT)
            page.get_by_role("radio", name="By e-mail").check()
            press(page, "See it before it goes")
            expect(page.get_by_role("alert").get_by_role("link")).to_have_count(4)
        case "check page" | "check page with a known limitation":
            page.goto(url + paths.REPORT)
            known = "The landline died in the power cut. " if "known" in kind else ""
            fill_in(page, f"{known}It is silent, see https://example.org/{'long' * 60}")
            press(page, "See it before it goes")
            expect(page.get_by_text("Before you send")).to_have_count(1 if known else 0)
        case "confirmation":
            page.goto(reports.long.receipt)
        case "tracking":
            act(page, reports.desk(reports.long), "effort", "Show what I try", tried="I rang.", next_step="Again.")
            page.goto(reports.long.tracking)
            write(page, {"name": f"{'a-long-name-' * 8}.txt", "mimeType": "text/plain", "buffer": b"note"})
        case "tracking with errors":
            page.goto(reports.long.tracking)
            press(page, "Send it")
            expect(page.get_by_role("alert")).to_be_focused()
        case "page to propose" | "page to propose with errors" | "drafts of pages" | "draft of a page":
            filed = reports.new()
            act(page, reports.desk(filed), "decline", "Decline it", tried="I rang.", why="No pipe.", instead="A tank.")
            reports.sign_in(page)
            page.goto(url + paths.desk_propose(filed.reference))
            if kind != "page to propose":
                fill_in_page(page, "" if "errors" in kind else "A word about it.")
                press(page, "Propose this page")
            if kind == "drafts of pages":
                page.goto(url + paths.DESK_PAGE_DRAFTS)
        case "exceptions":
            reports.sign_in(page, LEAD_MAIL)
            page.goto(url + paths.DESK_EXCEPTIONS)
            page.locator("[name=exception-policy]").select_option(index=1)
            page.get_by_label("What is allowed differently").fill("Cash over the counter.")
            page.get_by_label("Why").fill("The bank is closed.")
            page.get_by_label("Last day on which it holds").fill("31 12 2099")
            press(page, "Make the exception")
            expect(page.get_by_role("button", name="End it now").first).to_be_visible()
        case "tracking when resolved" | "desk report closed":
            filed = reports.new()
            desk = reports.desk(filed)
            act(page, desk, "resolve", "Resolve it", what_we_did="Mended.")
            page.goto(desk if "desk" in kind else filed.tracking)
        case "tracking when waiting":
            filed = reports.new()
            act(page, reports.desk(filed), "wait", "Ask, and wait", reason="Which colour is the light on the box?")
            page.goto(filed.tracking)
            expect(page.get_by_role("region", name=f"{RESPONDER} needs something from you")).to_be_visible()
        case "desk report with an effort under way":
            act(page, reports.desk(reports.new()), "effort", "Show what I try", tried="I ring the works.")
            page.get_by_text("What came of it").first.click()
            expect(page.get_by_role("button", name="Show what came of it")).to_be_visible()
        case "report held" | "quarantine" | "quarantine with errors":
            words = f"Cheap pills, see https://example.org/{'long' * 60}"
            browser = fill_in_plain(url, words, homepage="https://example.org/pills")
            browser.press("Send to")
            page.goto(browser.url)
            expect(page.get_by_role("heading", level=1)).to_have_text("We have what you wrote")
            if kind != "report held":
                reports.sign_in(page)
                page.goto(url + paths.DESK_QUARANTINE)
                page.get_by_text("Let in those ticked").first.wait_for()
            if "errors" in kind:
                press(page, "Set aside those ticked")
                expect(page.get_by_role("alert")).to_be_focused()
        case "tracking when withdrawn":
            page.goto(reports.new().tracking + "/withdraw")
            press(page, "Take it back")
            expect(page.get_by_text("You took this report back.")).to_be_visible()
        case "contact":
            page.goto(reports.long.tracking + "/contact")
        case "contact with errors":
            page.goto(reports.long.tracking + "/contact")
            page.get_by_label("Your e-mail address").fill("nobody")
            press(page, "Keep this")
            expect(page.get_by_role("alert")).to_be_focused()
        case "withdraw":
            page.goto(reports.long.tracking + "/withdraw")
        case "mails about changes" | "mails about changes with errors":
            page.goto(url + subscription_paths.subscribe("/commitments/someone-at-risk/"))
            if "errors" in kind:
                press(page, "Send me the mail")
                expect(page.get_by_role("alert").get_by_role("link")).to_have_count(1)
        case "mails about changes chosen with errors":
            page.goto(reports.mails_about_changes(page))
            page.get_by_role("checkbox", checked=True).uncheck()
            press(page, "Keep this")
            expect(page.get_by_role("alert")).to_be_focused()
        case "lost link":
            page.goto(url + paths.REPORT_LINK)
        case "what we keep":
            page.goto(url + paths.KEPT)
        case "lost link with errors":
            page.goto(url + paths.REPORT_LINK)
            press(page, "Send me the link")
            expect(page.get_by_role("alert").get_by_role("link")).to_have_count(2)
        case "lost link asked for":
            page.goto(url + paths.REPORT_LINK)
            page.get_by_label("Your reference").fill(reports.long.reference)
            page.get_by_label("The e-mail address").fill("sam@example.org")
            press(page, "Send me the link")
            expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail")
        case "form in Arabic with errors" | "check page in Arabic" | "confirmation in Arabic" | "tracking in Arabic":
            go_to_arabic(page, url + paths.in_language(paths.REPORT, "ar"), kind)
        case "desk entrance":
            page.context.clear_cookies()
            page.goto(url + paths.DESK)
        case "desk entrance with errors" | "desk entrance asked":
            page.context.clear_cookies()
            page.goto(url + paths.DESK)
            page.get_by_label("Your work").fill("" if "errors" in kind else RESPONDER_MAIL)
            press(page, "Mail me")
            expect(page.get_by_role("alert")).to_have_count(1 if "errors" in kind else 0)
        case "desk report":
            page.goto(reports.desk(reports.long))
        case "desk report with errors":
            page.goto(reports.desk(reports.long))
            page.locator("#decline summary").click()
            press(page, "Decline it")
            expect(page.get_by_role("alert")).to_be_focused()
        case "desk report with all open":
            page.goto(reports.desk(reports.long))
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        case "desk report with a draft" | "desk report closed with a draft":
            filed = reports.new()
            page.goto(reports.desk(filed))
            page.get_by_label("Your answer").fill(f"See https://example.org/{'long' * 60} and then")
            page.locator("#answer").get_by_role("button", name="Keep as draft").click()
            expect(page.get_by_role("status")).to_have_text("Kept. It waits here for you.")
            if "closed" in kind:
                act(page, reports.desk(filed), "resolve", "Resolve it", what_we_did="Mended.")
                expect(page.get_by_role("heading", name="What you had begun to write")).to_be_visible()
        case "desk report that asks about a script":
            page.goto(reports.desk(reports.new()))
            page.get_by_label("Your answer").fill("I have begun")
            page.locator("aside summary").first.click()
            page.locator("aside details[open]").get_by_role("button", name="Begin my answer with it").click()
            expect(page.get_by_text("You have begun an answer already.")).to_be_visible()
        case "desk report overtaken":
            filed = reports.new()
            page.goto(reports.desk(filed))
            page.get_by_label("Your answer").fill("I dig.")
            colleague = page.context.new_page()
            colleague.goto(reports.desk_of(filed, "tom"))
            colleague.get_by_label("Your answer").fill("I am there.")
            colleague.locator("#answer").get_by_role("button", name="Keep as draft").click()
            press(colleague, "Send to")
            expect(colleague.get_by_role("status")).to_have_text("Your answer is on the customer’s page.")
            colleague.close()
            press(page, "Send to")
            expect(page.get_by_role("alert")).to_be_focused()
            expect(page.locator("#others")).to_contain_text("Tom has this open too")
        case "link expired":
            page.goto(reports.expired_desk(reports.long))
            expect(page.get_by_role("heading", level=1)).to_have_text("This link has expired")
        case "fresh link on its way":
            page.goto(reports.expired_desk(reports.new()))
            press(page, "Mail me a fresh link")
            expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail")
        case "sign-in button":
            page.goto(reports.sign_in_link(page, RESPONDER_MAIL))
            expect(page.get_by_role("heading", level=1)).to_have_text("Hello Mira")
        case "sign-in link of before":
            page.goto(url + paths.desk_sign_in("a" * 32))
        case "signed out while writing":
            reports.sign_in(page)
            page.goto(url + paths.desk_report_signed_in(reports.long.reference))
            page.locator("[name=answer-words]").fill(f"I rang the works, see https://example.org/{'long' * 60}")
            page.context.clear_cookies()
            press(page, "Send to")
            expect(page.get_by_role("heading", level=1)).to_have_text("Sign in again, then send it")
        case "my desk" | "my desk narrowed" | "my desk with nothing on it":
            reports.sign_in(page)
            narrowed = "?due=today" if "narrowed" in kind else "?view=nobodys" if "nothing" in kind else ""
            page.goto(url + paths.DESK_REPORTS + narrowed)
            expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
        case "search" | "search that finds nothing":
            reports.sign_in(page)
            page.get_by_label("Find a report").fill("silent exam" if kind == "search" else "zebra")
            press(page, "Find")
            expect(page.locator("mark").first).to_be_visible(visible=kind == "search")
        case "shortcuts" | "shortcuts asked for":
            reports.sign_in(page)
            if kind == "shortcuts":
                page.goto(url + paths.DESK_SHORTCUTS)
            else:
                page.keyboard.press("?")
                expect(page.get_by_role("dialog")).to_be_visible()
            expect(page.get_by_role("button", name="Turn them off")).to_be_visible()
        case "roster" | "weeks ahead" | "calendars" | "shift to be taken" | "time off" as name:
            reports.sign_in(page)
            page.goto(url + ROSTER[name])
        case "shift to be taken with errors":
            reports.sign_in(page)
            page.goto(url + paths.DESK_SWAP)
            press(page, "Ask them")
        case "huddle" | "huddles of the last two weeks":
            reports.sign_in(page)
            page.goto(url + (paths.DESK_HUDDLE if kind == "huddle" else paths.DESK_PAST_HUDDLES))
        case "huddle with errors":
            reports.sign_in(page)
            page.goto(url + paths.DESK_HUDDLE)
            page.get_by_label("A report it is about").fill("the van")
            press(page, "Add it")
            expect(page.get_by_role("alert").get_by_role("link")).to_have_count(2)
        case "time off with errors":
            reports.sign_in(page)
            page.goto(url + paths.DESK_TIME_OFF)
            press(page, "Ask for it")
        case "calendars with errors":
            reports.sign_in(page)
            page.goto(url + paths.DESK_CALENDARS)
            press(page, "Show what it would enter")
        case "time off out of a file":
            reports.sign_in(page)
            page.goto(url + paths.DESK_CALENDARS)
            page.get_by_label("Or its text").fill(_TIME_OFF)
            press(page, "Show what it would enter")
            expect(page.get_by_role("heading", level=1)).to_have_text("Ask for this?")
        case "in my way" | "in my way with errors":
            reports.sign_in(page)
            page.goto(url + paths.DESK_IN_MY_WAY)
            if "errors" in kind:
                press(page, "Tell the leads")
        case "in my way, one" | "in my way, one with errors":
            reports.sign_in(page)
            page.goto(url + paths.DESK_IN_MY_WAY)
            page.get_by_label("What is in your way", exact=True).fill("The exchange drops us" + " again" * 20)
            press(page, "Tell the leads")
            reports.sign_in(page, LEAD_MAIL)
            page.goto(url + paths.DESK_IN_MY_WAY)
            page.get_by_role("link", name="The exchange drops us again").first.click()
            if "errors" in kind:
                press(page, "Answer the team")
        case "promises to the team":
            reports.sign_in(page)
            page.goto(url + paths.DESK_TEAM_PROMISES)
            expect(page.get_by_role("heading", level=1)).to_have_text("Our promises to the team")
        case "sessions":
            reports.sign_in(page)
            reports.sign_in(page)
            page.goto(url + paths.DESK_SESSIONS)
        case "desk report signed in":
            reports.sign_in(page)
            page.goto(url + paths.desk_report_signed_in(reports.long.reference))
        case "audit log" | "audit log with errors":
            reports.sign_in(page, LEAD_MAIL)
            page.goto(url + paths.DESK_AUDIT + ("?report=nothing" if "errors" in kind else ""))
        case "audit log for responders":
            reports.sign_in(page)
            page.goto(url + paths.DESK_AUDIT)
            expect(page.get_by_role("heading", level=1)).to_have_text("This is for leads")
        case "stance ledger" | "stance ledger with errors":
            reports.sign_in(page)
            page.goto(url + paths.DESK_LEDGER + ("?period=decade" if "errors" in kind else ""))
            expect(page.get_by_role("heading", level=1)).to_have_text("What our choices cost")
        case "insights" | "insights with errors":
            reports.sign_in(page)
            page.goto(url + paths.DESK_INSIGHTS + ("?period=decade" if "errors" in kind else ""))
            expect(page.get_by_role("heading", level=1)).to_have_text("What complaints teach us")
        case "scripts":
            reports.sign_in(page)
            page.goto(url + paths.DESK_SCRIPTS)
        case "script":
            reports.sign_in(page)
            page.goto(url + paths.desk_script("no-with-grace"))
            expect(page.get_by_role("heading", level=2, name="What the marks mean")).to_be_visible()
        case "causes" | "cause" | "cause with errors":
            reports.sign_in(page)
            with_cause(page, reports)
            page.goto(url + paths.DESK_CAUSES)
            if kind != "causes":
                page.get_by_role("link", name=CAUSE).first.click()
                page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            if "errors" in kind:
                press(page, "Say it to everybody")
                expect(page.get_by_role("alert")).to_be_focused()
        case "check page with a known cause":
            reports.sign_in(page)
            with_cause(page, reports)
            page.goto(url + paths.REPORT)
            fill_in(page, "It is silent.")
            press(page, "See it before it goes")
            expect(page.get_by_role("heading", name="We know about this")).to_be_visible()
        case "tracking with a cause":
            reports.sign_in(page)
            page.goto(with_cause(page, reports).tracking)
            expect(page.get_by_role("heading", name="What is behind it")).to_be_visible()
        case _ if kind.startswith("coaching"):
            on_coaching(page, reports, kind)
        case "lessons" | "lesson to keep" | "lesson to keep with errors":
            on_lessons(page, reports, kind)
        case "thanks" | "thanks with errors" | "the wall":
            on_thanks(page, reports, kind)
        case "practices" | "practices with errors" | "training" | "training with errors":
            reports.sign_in(page)
            page.goto(url + (paths.DESK_PRACTICE if "practices" in kind else paths.DESK_TRAINING))
            if "errors" in kind:
                press(page, "Begin it" if "practices" in kind else "Ask your lead")
                expect(page.get_by_role("alert")).to_be_focused()
        case "training for leads":
            reports.sign_in(page, LEAD_MAIL)
            page.goto(url + paths.DESK_TRAINING)
            page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        case "practice" | "practice with errors" | "practice looked back on" | "practice looked back on with errors":
            reports.sign_in(page)
            page.goto(url + paths.DESK_PRACTICE)
            page.get_by_label("Which drill").select_option(index=1)
            press(page, "Begin it")
            act(page, page.url, "effort", "Show what I try", tried="I ring the exchange.")
            page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
            if "looked back" in kind:
                press(page, "End it, and look back")
            if "errors" in kind:
                press(page, "Keep it" if "looked back" in kind else "Decline it")
                expect(page.get_by_role("alert")).to_be_focused()
            elif "looked back" in kind:
                for name in ("Yes", "Partly", "Not yet"):
                    for each in page.get_by_label(name, exact=True).all():
                        each.check()
                press(page, "Keep it")
                expect(page.get_by_role("heading", level=2, name="Looking back")).to_be_visible()
        case "mails" | "mail":
            reports.desk(reports.long)
            page.goto(url + paths.MAIL)
            if kind == "mail":
                page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
        case "for programs":
            page.goto(url + api_paths.API)
            expect(page.get_by_role("heading", level=1)).to_have_text("For programs")
        case "nothing here":
            page.goto(url + "/r/nothing")
            expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
        case _ if kind in editing_pages.KINDS:
            editing_pages.go_to_editing(page, reports, kind)
        case _:
            raise AssertionError(kind)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()


def fill_in(page: Page, words: str) -> None:
    page.get_by_role("radio", name="My phone line or alarm pendant").check()
    page.get_by_label("What happened?").fill(words)
    page.get_by_role("radio", name="Someone could come to harm").check()
    page.get_by_role("radio", name="By phone").check()
    page.get_by_label("Your phone number").fill("01632 960 001")


def go_to_arabic(page: Page, form: str, kind: str) -> None:
    page.goto(form)
    if "errors" in kind:
        press(page, "عرض البلاغ قبل إرساله")
        expect(page.get_by_role("alert").get_by_role("link")).to_have_count(4)
        return
    page.locator("[name=topic]").first.check()
    words = "انقطع الخط منذ الصباح.\nThe light is red, see https://example.org/" + "long" * 60
    page.locator("[name=what_happened]").fill(words)
    page.locator("[name=severity]").last.check()
    page.locator("[name=contact]").last.check()
    press(page, "عرض البلاغ قبل إرساله")
    if kind == "check page in Arabic":
        return
    press(page, "إرسال إلى")
    expect(page.get_by_role("heading", level=1)).to_have_text("وصلنا بلاغك")
    if kind == "tracking in Arabic":
        page.get_by_role("link", name="صفحتك الخاصة").click()
        expect(page.locator(".story > li")).to_have_count(1)


def fill_in_page(page: Page, words: str) -> None:
    """Every field of a page that is proposed."""
    for field in page.locator("main form textarea, main form input[type=text]").all():
        field.fill(words)


def act(page: Page, desk: str, name: str, button: str, **fields: str) -> None:
    page.goto(desk)
    page.locator(f"#{name} summary").click()
    for field, words in fields.items():
        page.locator(f"[name={name}-{field}]").fill(words)
    press(page, button)
    expect(page.get_by_role("status")).to_be_visible()


def with_cause(page: Page, reports: Reports) -> Filed:
    """A new report with a cause that everybody may read of, for somebody signed in."""
    filed = reports.new()
    said = {"title": CAUSE, "sentence": f"{CAUSE} is down, see https://example.org/{'long' * 60}"}
    desk = reports.running.url + paths.desk_report_signed_in(filed.reference)
    act(page, desk, "open-cause", "Open the cause", **said)
    return filed


def worked_on(page: Page, reports: Reports) -> Filed:
    """A new report that somebody signed in has answered."""
    reports.sign_in(page)
    filed = reports.new()
    page.goto(reports.running.url + paths.desk_report_signed_in(filed.reference))
    page.locator("[name=answer-words]").fill("I dig at once.")
    page.locator("#answer-form").get_by_role("button", name="Send to").click()
    expect(page.get_by_role("status").first).to_be_visible()
    return filed


def on_coaching(page: Page, reports: Reports, kind: str) -> None:
    filed = worked_on(page, reports)
    page.goto(reports.running.url + paths.desk_coaching_on(filed.reference))
    if kind == "coaching to begin":
        return
    if "errors" not in kind:
        page.locator("[name=ask-coach]").select_option(label="Ruth")
        page.locator("[name=ask-words]").fill("wwwwwwwwwwwwwwwwwwww" * 8)
        page.locator("[name=ask-quoted]").fill("I dig at once.")
    press(page, "Ask them")
    if "errors" in kind:
        expect(page.get_by_role("alert")).to_be_focused()
        return
    expect(page.get_by_role("heading", level=1)).to_have_text("You and Ruth")
    if "closed" in kind:
        press(page, "Close this conversation")
        expect(page.get_by_role("heading", name="It is closed")).to_be_visible()
    if kind == "coaching":
        page.goto(reports.running.url + paths.DESK_COACHING)


def on_lessons(page: Page, reports: Reports, kind: str) -> None:
    filed = worked_on(page, reports)
    page.goto(reports.running.url + paths.desk_lesson_from(filed.reference))
    if kind == "lesson to keep":
        return
    if "errors" not in kind:
        entries = page.locator("[name=lesson-entry]")
        entries.select_option(index=entries.locator("option").count() - 1)
        fill_in_page(page, "Ask first, then say a time.")
    press(page, "Keep it for all")
    if "errors" in kind:
        expect(page.get_by_role("alert")).to_be_focused()
    else:
        expect(page.get_by_role("heading", level=1)).to_have_text("Lessons")


def on_thanks(page: Page, reports: Reports, kind: str) -> None:
    url = reports.running.url
    reports.sign_in(page, LEAD_MAIL)
    page.goto(url + paths.DESK_THANKS)
    if "errors" in kind:
        press(page, "Send your thanks")
        expect(page.get_by_role("alert")).to_be_focused()
        return
    page.locator("[name=thank-to]").select_option(label=RESPONDER)
    page.locator("[name=thank-words]").fill("You took the night so that I could sleep. " + "w" * 160)
    press(page, "Send your thanks")
    reports.sign_in(page)
    page.goto(url + paths.DESK_THANKS)
    page.get_by_role("button", name="Put it on the wall").first.click()
    expect(page.get_by_role("status")).to_be_visible()
    if kind == "the wall":
        page.goto(url + paths.DESK_WALL)


def write(page: Page, file: dict[str, str | bytes]) -> None:
    page.get_by_label("Add something").fill("wwwwwwwwwwwwwwwwwwww" * 8)
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    press(page, "Send it")
    expect(page.get_by_role("status")).to_be_visible()


def test_the_form_is_reached_and_sent_with_keys_alone(page: Page, shared_portal: RunningPortal) -> None:
    page.goto(shared_portal.url + paths.REPORT)
    order = [step for step in tab_through(page) if step]
    assert order == [
        *("Skip to the content", "Saltmarsh Net", "change"),
        *("topic", "what_happened", "severity", "files", "contact", "mail", "phone", "name"),
        *("See it before it goes", "Lost the link to a report you sent earlier?", "What we keep, and for how long"),
        *("01632 960 142", "hello@saltmarsh.example", "Our hours for your calendar"),
    ]

    page.goto(shared_portal.url + paths.REPORT)
    keys = page.keyboard
    tab_to(page, "topic")
    keys.press("Space")
    tab_to(page, "what_happened")
    keys.type("It is silent.\nSince seven.")
    tab_to(page, "severity")
    keys.press("Space")
    keys.press("ArrowUp")  # from the first choice round to the last
    tab_to(page, "contact")
    keys.press("Space")
    tab_to(page, "mail")
    keys.type("sam@example.org")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ready to send?")
    expect(page.get_by_text("How it affects me: Someone could come to harm.")).to_be_visible()
    tab_to(page, re.compile("^Send to "))
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your report")


def test_what_is_wrong_takes_the_focus_and_leads_to_its_field(page: Page, shared_portal: RunningPortal) -> None:
    page.goto(shared_portal.url + paths.REPORT)
    tab_to(page, "name")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error: ")
    fields = {
        "Choose what it is about.": "topic",
        "Tell us what happened. A sentence is enough.": "what_happened",
        "Choose how it affects you.": "severity",
        "Choose how we may reach you.": "contact",
    }
    assert summary.get_by_role("link").all_inner_texts() == list(fields)
    for message, field in fields.items():
        expect(page.locator(f"#{field}-error")).to_contain_text(message)
        summary.get_by_role("link", name=message).press("Enter")
        expect(page.locator(":focus")).to_have_attribute("name", field)


_FOCUSED = """() => {
    const e = document.activeElement;
    return e && e !== document.body ? (e.name || e.innerText || '').trim() : null;
}"""
MANY = 60


def tab_through(page: Page) -> list[str | None]:
    """Names of what takes the focus, from the top of the page until it leaves the page."""
    names: list[str | None] = []
    for _ in range(MANY):
        page.keyboard.press("Tab")
        name = page.evaluate(_FOCUSED)
        if names and (name is None or name == names[0]):
            return names
        names.append(name)
    raise AssertionError(f"the focus never leaves the page: {names}")


def tab_to(page: Page, name: str | re.Pattern[str]) -> None:
    for _ in range(MANY):
        focused = page.evaluate(_FOCUSED) or ""
        if focused == name if isinstance(name, str) else name.search(focused):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {name}")
