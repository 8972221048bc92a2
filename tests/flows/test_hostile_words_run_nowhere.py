"""Whatever somebody types, nothing of it runs and nothing is taken for markup, wherever it is shown: asked of a real
browser, which fails on any script that runs, any report of the policy, and any address of somebody else's that it asks.

The words come by the form, in names, in names of files, by mail, from the desk and in what programs call themselves.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from flask import Flask
from playwright.sync_api import Browser
from waitress.server import create_server

from portal import paths
from portal.acts.answer import answer
from portal.acts.listen import say_what_i_heard
from portal.acts.send_notices import send_due_notices
from portal.acts.take_mail import take_mail
from portal.acts.try_something import Effort, try_something
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.library.rendering import render
from portal.notices.carriers.folder import FolderCarrier
from portal.reports.links import TRACK, customer_token
from portal.reports.report import Report
from portal.store import held_reports, inbound_mails
from portal.store.reports import newest_reports
from portal.web.plain_text import linked
from tests.acts.mails_in import mail_to, taking_replies
from tests.audit.record import Part, Tried
from tests.audit.tools import naughty_strings
from tests.browsing import Visitor
from tests.flows.hostile_pages import Watch
from tests.hostile_words import FORMULAS, HEADERS, VECTORS
from tests.intake.filling_in import CHECK, GOOD, SEND
from tests.signing_in import somebody
from tests.workplaces import SECRET, Clock, filling

HOSTILE = (*VECTORS, *FORMULAS, *HEADERS)
EACH_WITH = 20
_IN_NAMES = str.maketrans({"/": "|", "\\": "|", '"': "'"})


@dataclass
class Place:
    """The small organisation with its service on a port of this machine."""

    workplace: Workplace
    app: Flask
    url: str
    clock: Clock


@pytest.fixture
def place(service_workplace: Workplace, clock: Clock) -> Iterator[Place]:
    workplace = taking_replies(service_workplace)
    app = create_service(workplace)
    server = create_server(app, host="127.0.0.1", port=0, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Place(workplace, app, f"http://127.0.0.1:{server.effective_port}", clock)
    server.task_dispatcher.shutdown()
    server.close()
    thread.join(5)


def send_by_form(place: Place, words: str, name: str, file_name: str, **typed: str) -> None:
    """Through the form, its check page included; what the form does not take is made fit as it says."""
    visitor = Visitor(place.app)
    # As a browser sends a name: without folders, and with quotation marks written in another way.
    file_name = "".join(each if each.isprintable() else " " for each in file_name).translate(_IN_NAMES)
    values = GOOD | {"what_happened": words, "name": " ".join(name.split())[:100]} | typed
    form = visitor.get(paths.REPORT)
    check = visitor.press(form, CHECK, files={"files": [(f"x{file_name}", b"words")]}, **values)
    visitor.press(check, SEND)


def go_on_at_the_desk(workplace: Workplace, report: Report, words: str) -> None:
    for act in (answer, say_what_i_heard):
        act(workplace, report.id, "mira", filling(), words)
    try_something(workplace, report.id, "mira", filling(), Effort(words, words, words, words))
    take_mail(workplace, mail_to(workplace, report, words=words, subject=words))
    take_mail(workplace, mail_to(workplace, words=words, subject=words, sender_shown=words))


def all_reports(workplace: Workplace) -> list[Report]:
    with workplace.store.reading() as conn:
        return newest_reports(conn, limit=1_000)


def look_everywhere(place: Place, browser: Browser, sought: Sequence[str]) -> Watch:
    """Every page that shows what was typed, by whoever sees it."""
    mira = somebody(place.app, place.workplace, "mira")
    mira.client.get(paths.DESK_REPORTS, headers={"User-Agent": VECTORS[0]}, buffered=True)
    cookie = mira.client.get_cookie("forthright-desk")
    assert cookie is not None
    watch = Watch.begin(browser, place.url, {"forthright-desk": cookie.value})
    with place.workplace.store.reading() as conn:
        tray = [paths.desk_tray_mail(each.id) for each in inbound_mails.tray(conn)][:EACH_WITH]
    for report in all_reports(place.workplace):
        token = customer_token(SECRET, TRACK, report.reference, report.generation)
        watch.look_at(paths.tracking(token))
        watch.look_at(paths.desk_report_signed_in(report.reference))
    for each in sought:
        watch.look_at(f"{paths.DESK_SEARCH}?{urlencode({'q': each})}")
        watch.look_at(f"{paths.REPORT}?{urlencode({'topic': each, 'page': each})}")
    lists = (paths.DESK_REPORTS, paths.DESK_TRAY, paths.DESK_QUARANTINE, paths.DESK_SESSIONS, paths.DESK_LEDGER)
    for address in (*lists, paths.DESK_INSIGHTS, paths.MAIL, *tray):
        watch.look_at(address)
    watch.page.goto(place.url + paths.MAIL)
    mails = watch.page.locator("main ul a").evaluate_all("links => links.map(each => each.getAttribute('href'))")
    for address in mails[: 2 * EACH_WITH]:
        watch.look_at(address)
    return watch


def hold_one(place: Place, words: str) -> None:
    send_by_form(place, words, "Ada", "words.txt", homepage=words)
    with place.workplace.store.reading() as conn:
        assert held_reports.count_waiting(conn)


@pytest.mark.browser
@pytest.mark.reliability
@pytest.mark.audit
def test_a_hundred_ways_to_run_a_script_run_nothing_wherever_they_are_shown(
    place: Place, browser: Browser, tried: Tried
) -> None:
    for words in HOSTILE:
        send_by_form(place, words, words or "x", f"{words}.txt")
    for report, words in zip(reversed(all_reports(place.workplace)), HOSTILE, strict=True):
        go_on_at_the_desk(place.workplace, report, words)
    for words in VECTORS[:5]:
        hold_one(place, words)
    place.clock.pass_by(minutes=10)
    send_due_notices(place.workplace, FolderCarrier(place.workplace.settings.mail_dir))
    watch = look_everywhere(place, browser, VECTORS[::5])
    watch.close()
    tried(
        f"{len(HOSTILE)} hostile words by form, name, file, mail and desk, in Chromium",
        part=Part.HOSTILE,
        times=watch.looked_at,
        unit="pages looked at",
        wrong=watch.found,
        note="a script that runs, a report of the policy, markup out of words and a foreign address count as wrong",
    )


@pytest.mark.browser
@pytest.mark.reliability
@pytest.mark.audit
def test_strings_that_programs_stumble_over_are_taken_and_shown_as_words(
    place: Place, browser: Browser, tried: Tried
) -> None:
    strings = naughty_strings()
    visitor, wrong = Visitor(place.app), []
    for each in strings:
        # One by one to the check page, which shows it again or says beside the field what is wrong.
        address, data, _ = visitor.filled(visitor.get(paths.REPORT), CHECK, **GOOD)
        data.setlist("what_happened", [each])
        data.setlist("name", [each])
        status = visitor.client.post(address, data=data, buffered=True).status_code
        if status not in (200, 422):
            wrong.append(f"{status}: {each!r}"[:80])
    together = ["\n".join(strings[start : start + EACH_WITH]) for start in range(0, len(strings), EACH_WITH)]
    for number, words in enumerate(together):
        send_by_form(place, words[:9_000], strings[number * EACH_WITH], f"{strings[number]}.txt")
    for report, words in zip(reversed(all_reports(place.workplace)), together, strict=True):
        go_on_at_the_desk(place.workplace, report, words[:4_000])
    place.clock.pass_by(minutes=10)
    send_due_notices(place.workplace, FolderCarrier(place.workplace.settings.mail_dir))
    watch = look_everywhere(place, browser, strings[::40])
    watch.close()
    tried(
        "The published list of strings that programs stumble over, by form, mail and desk",
        part=Part.HOSTILE,
        times=len(strings),
        unit="strings",
        wrong=[*wrong, *watch.found],
        note=f"{watch.looked_at} pages looked at in Chromium",
    )


def published(markdown: str) -> str:
    """What of a page would be published; one with what acts is not, nor one with a link that leads nowhere."""
    rendered = render("".join(each for each in markdown if each.isprintable() or each.isspace()))
    return "" if rendered.acting else f"<div>{rendered.with_addresses(('#',) * len(rendered.links))}</div>"


@pytest.mark.browser
def test_what_is_made_of_hostile_words_runs_nothing_even_where_no_policy_protects_it(browser: Browser) -> None:
    """Customers' words, and what of the raw HTML in editors' pages is not refused: on two pages without a policy."""
    watch = Watch.begin(browser, "http://127.0.0.1")
    watch.look_at_html("<!doctype html><main>" + "".join(f"<p>{linked(each)}</p>" for each in HOSTILE))
    watch.look_at_html("<!doctype html><main>" + "".join(map(published, HOSTILE)))
    watch.close()
    assert watch.found == []
