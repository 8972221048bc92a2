"""Every page that a customer can meet, brought into being one after the other, whatever language it is in.

Buttons are found by where they send their form, so nothing here depends on words.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bs4 import Tag

from portal import paths
from portal.acts.answer import answer
from portal.acts.close import decline, resolve
from portal.acts.close_cause import close_cause
from portal.acts.conclude_effort import conclude_effort
from portal.acts.give_remedy import give_remedy
from portal.acts.hand_over import hand_over
from portal.acts.listen import say_what_i_heard
from portal.acts.offer import Offer, offer
from portal.acts.open_again import open_again
from portal.acts.reclassify import reclassify
from portal.acts.set_aside import set_aside
from portal.acts.try_something import Effort, try_something
from portal.acts.wait import wait_for_customer, watch_waiting
from portal.acts.watch import watch
from portal.acts.workplace import Workplace
from portal.promises.clock_events import VoidReason
from portal.reports.links import MUTE, RECEIPT, TRACK, customer_token
from portal.reports.report import Report
from portal.reports.timeline import Kind
from portal.web.overload import OVERLOADED
from tests.acts.causes import opened
from tests.browsing import Page, Visitor
from tests.intake.filling_in import GOOD, PNG
from tests.workplaces import BY_PHONE, NO_CONTACT, Clock, filling, now_of, reported, story

Pages = Iterator[tuple[str, Page]]


class Walk:
    """One visitor's way past all pages. Reports are filed with `filed`; `form` is the address of the form."""

    def __init__(self, visitor: Visitor, workplace: Workplace, clock: Clock, form: str, **filed: Any) -> None:
        self.visitor, self.workplace, self.clock = visitor, workplace, clock
        self.form, self.filed = form, filed

    def pages(self) -> Pages:
        """Each page with a name of its own."""
        yield from self._filing()
        yield from self._tracking()
        yield from self._causes()
        yield from self._endings()
        yield from self._beside()
        yield from self._errors()

    def _filing(self) -> Pages:
        form = self.visitor.get(self.form)
        yield "form", form
        about = "&" if "?" in self.form else "?"
        yield "form about a page", self.visitor.get(f"{self.form}{about}page=/policies/refunds/")
        yield "form, nothing filled in", self._press(form, paths.REPORT, 422)
        unfit = {"mail": "no address", "name": "n" * 101, "what_happened": "w" * 10_001}
        files = [("a.exe", b"1"), ("b.png", b"1"), ("c.png", b""), *[(f"{n}.png", PNG) for n in range(9)]]
        yield "form, all wrong", self._press(form, paths.REPORT, 422, files={"files": files}, **(GOOD | unfit))
        yield "form, no mail", self._press(form, paths.REPORT, 422, **(GOOD | {"mail": ""}))
        yield "form, no phone", self._press(form, paths.REPORT, 422, **(GOOD | {"contact": "phone"}))
        unfit = {"contact": "phone", "phone": "x"}
        yield "form, bad phone", self._press(form, paths.REPORT, 422, **(GOOD | unfit))
        by_phone = {"what_happened": "It is brown water.", "contact": "phone", "phone": "01632 960 001"}
        files = [("tap.png", PNG)]
        check = self._press(form, paths.REPORT, files={"files": files}, **(GOOD | by_phone))
        yield "check page", check
        yield "form again", self._press(check, paths.REPORT)
        yield "form, not ours", self._press(check, paths.REPORT_SEND, 422, stamp="not ours", csrf_token="not ours")
        yield "check page of a bill", self._press(form, paths.REPORT, **(GOOD | {"topic": "wrong-bill"}))
        check = self._press(form, paths.REPORT, **(GOOD | {"contact": "none"}))
        yield "check page, nobody reached", check
        yield "check page, promises changed", self._press(check, paths.REPORT_SEND, 409, release="gone")
        yield "receipt, nobody reached", self._press(check, paths.REPORT_SEND)
        check = self._press(form, paths.REPORT, **GOOD)
        yield "receipt", self._press(check, paths.REPORT_SEND)
        yield "receipt by phone", self._page_of(self._reported(contact=BY_PHONE), RECEIPT)
        yield "receipt of a team", self._page_of(self._reported(topic="wrong-bill"), RECEIPT)

    def _tracking(self) -> Pages:
        report = self._reported()
        yield "tracking", self._page_of(report)
        doing = Effort("I rang the works.", "", "I dig.", "Priya")
        try_something(self.workplace, report.id, "mira", filling(), doing)
        yield "tracking an effort", self._page_of(report)
        effort = next(entry.id for entry in story(self.workplace, report) if entry.kind is Kind.EFFORT)
        conclude_effort(
            self.workplace, report.id, "mira", filling(), effort=effort or 0, came_of_it="Nobody.", next_step="Again."
        )
        say_what_i_heard(self.workplace, report.id, "mira", filling(), "Dry since seven.")
        page = self._page_of(report)
        yield "tracking what was heard", page
        yield "tracking, bad correction", self._press(page, "/heard", 422, heard__entry="none")
        yield "tracking, corrected", self._press(page, "/heard", heard__correction="Since six.")
        yield "tracking, corrected twice", self._press(page, "/heard", 409, heard__correction="Since five.")
        yield "tracking, nothing written", self._press(page, "/write", 422)
        yield "tracking, written", self._press(page, "/write", words="It is worse.", files={"files": [("t.png", PNG)]})
        yield "tracking, not late", self._press_late(page, 409)
        to = "tom" if now_of(self.workplace, report).owner == "mira" else "mira"
        hand_over(self.workplace, report.id, "mira", filling(), to=to, why="My day ends.", must_know="Ring.")
        wait_for_customer(self.workplace, report.id, to, filling(), reason="Which street?", days=4)
        page = self._page_of(report)
        yield "tracking, waiting", page
        self.clock.pass_by(days=3)
        watch_waiting(self.workplace)
        yield "tracking, reminded", self._page_of(report)
        self.clock.pass_by(days=2)
        watch_waiting(self.workplace)
        yield "tracking, lapsed", self._page_of(report)
        self.clock.pass_by(days=-5)
        late = self._reported()
        self.clock.pass_by(hours=5)
        watch(self.workplace)
        page = self._page_of(late)
        yield "tracking, late", page
        yield "tracking, said to be late", self._press_late(page)
        yield "tracking, said twice", self._press_late(page)
        give_remedy(self.workplace, late.id, "mira", filling(), commitment="first-reply", given="£5 on your bill.")
        gift = Offer("ours", 5, "A letter.", "")
        offer(self.workplace, late.id, "mira", filling(), gift)
        reclassify(self.workplace, late.id, "mira", filling(), topic="wrong-bill", severity="annoying", reason="A sum.")
        yield "tracking, much given", self._page_of(late)
        self.clock.pass_by(hours=-5)

    def _causes(self) -> Pages:
        report = self._reported()
        cause = opened(self.workplace, report, next_word=self.clock.now + timedelta(hours=1))
        form = self.visitor.get(self.form)
        yield "check page with a cause", self._press(form, paths.REPORT, **GOOD)
        yield "tracking with a cause", self._page_of(report)
        self.clock.pass_by(hours=2)
        yield "tracking, its next word late", self._page_of(report)
        close_cause(self.workplace, cause.id, "mira", filling(), "The pump runs.")
        yield "tracking, its cause over", self._page_of(report)
        self.clock.pass_by(hours=-2)

    def _endings(self) -> Pages:
        report = self._reported()
        try_something(self.workplace, report.id, "mira", filling(), Effort("I rang.", "", "", ""))
        answer(self.workplace, report.id, "tom", filling(), "Here I am.")
        resolve(self.workplace, report.id, "mira", filling(), "Mended.")
        page = self._page_of(report)
        yield "tracking, resolved", page
        yield "tracking, no answer chosen", self._press(page, "/how-it-went", 422)
        yield "tracking, answered", self._press(page, "/how-it-went", feedback__solved="no", feedback__cared_for="yes")
        yield "tracking, endless thanks", self._press(page, "/thanks", 422, thanks__words="a" * 10_001)
        yield "tracking, thanked", self._press(page, "/thanks", thanks__words="You were kind.")
        open_again(self.workplace, report.id, "mira", filling(), "It broke again.")
        yield "tracking, opened again", self._page_of(report)
        yield "tracking, asked too early", self._press(page, "/how-it-went", 409, feedback__solved="no")
        refused = self._reported()
        decline(
            self.workplace,
            refused.id,
            "mira",
            filling(),
            tried="I rang.",
            why="No pipe.",
            instead="A tank.",
            costs="A year.",
            saves="A road.",
        )
        page = self._page_of(refused)
        yield "tracking, declined", page
        self.clock.pass_by(days=20)
        late = self._page_of(refused)
        yield "tracking, closed for long", late
        yield "tracking, promises changed", self._press(late, "/write", 409, words="Again.", release="gone")
        yield "receipt of what goes on", self._press(late, "/write", words="It is dry again.")
        yield "tracking, gone on", self._page_of(refused)
        self.clock.pass_by(days=-20)
        for reason in VoidReason:
            report = self._reported()
            same_as = now_of(self.workplace, refused).reference if reason.value == "duplicate" else ""
            set_aside(
                self.workplace, report.id, "mira", filling(), reason=reason, why="So.", same_as=same_as, sure=True
            )
            yield f"tracking, set aside as {reason.value}", self._page_of(report)

    def _beside(self) -> Pages:
        report = self._reported()
        track = paths.tracking(self._token(report))
        contact = self.visitor.get(f"{track}/contact")
        yield "contact", contact
        yield "contact, wrong", self._press(contact, "/contact", 422, contact="mail", mail="nobody")
        yield "tracking, contact changed", self._press(contact, "/contact", contact="mail", mail="eve@example.org")
        stop = self.visitor.get(paths.stop_mails(self._token(report, MUTE)))
        yield "stop mails", stop
        stopped = self._press(stop, "")
        yield "mails stopped", stopped
        yield "mails on again", self._press(stopped, "/again")
        yield "tracking, mails on again", self._page_of(report)
        withdraw = self.visitor.get(f"{track}/withdraw")
        yield "withdraw", withdraw
        yield "tracking, withdrawn", self._press(withdraw, "/withdraw")
        data = self.visitor.get(f"{track}/data")
        yield "data", data
        yield "tracking, erased", self._press(data, "/data")
        nobody = self._reported(contact=NO_CONTACT)
        withdraw = self.visitor.get(paths.tracking(self._token(nobody)) + "/withdraw")
        yield "tracking, nobody reached", self._page_of(nobody)
        yield "data of an open report", self.visitor.get(paths.tracking(self._token(nobody)) + "/data")
        resolve(self.workplace, nobody.id, "mira", filling(), "Mended.")
        yield "withdraw, resolved meanwhile", self._press(withdraw, "/withdraw", 409)
        lost = self.visitor.get(self.form.replace(paths.REPORT, paths.REPORT_LINK))
        yield "lost link", lost
        yield "lost link, wrong", self._press(lost, paths.REPORT_LINK, 422)
        asked = self._press(lost, paths.REPORT_LINK, reference=report.reference, mail="ada@example.org")
        yield "lost link asked for", asked

    def _errors(self) -> Pages:
        self.visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = self.filed.get("language", "en")
        yield "not found", self.visitor.get("/r/nothing", 404)
        yield "not allowed", self.visitor.get(f"/r/{self._token(self._reported())}/write", 405)
        self.visitor.client.environ_base[OVERLOADED] = "1"
        yield "overloaded", self.visitor.get(self.form, 503)
        del self.visitor.client.environ_base[OVERLOADED]

    def _reported(self, **changes: Any) -> Report:
        return reported(self.workplace, **(self.filed | changes))

    def _token(self, report: Report, purpose: str = TRACK) -> str:
        now = now_of(self.workplace, report)
        return customer_token(self.workplace.secret, purpose, now.reference, now.generation)

    def _page_of(self, report: Report, purpose: str = TRACK) -> Page:
        token = self._token(report, purpose)
        return self.visitor.get(paths.tracking(token) if purpose == TRACK else paths.receipt(token))

    def _press(self, page: Page, action: str, status: int = 200, **typed: Any) -> Page:
        """Press the first button that sends its form to an address with this end."""
        return self.visitor.press(page, _button(page, action), status, **typed)

    def _press_late(self, page: Page, status: int = 200) -> Page:
        form = page.soup.select_one("form[action$='/write']")
        assert isinstance(form, Tag)
        address = str(form["action"]).removesuffix("/write") + "/late"
        _, data, encoding = self.visitor.filled(page, _button(page, "/write"))
        for name in ("csrf_token", "stamp"):
            data[f"late-{name}"] = data[name]
        return self.visitor.send(address, data, encoding, status)


def _button(page: Page, action: str) -> str:
    for button in page.soup.find_all("button"):
        form = button.find_parent("form")
        goes_to = str(button.get("formaction") or (form["action"] if form else ""))
        if goes_to.partition("?")[0].endswith(action):
            return button.get_text(strip=True)
    raise AssertionError(f"no button that goes to {action}")
