"""The huddle holds what matters before a shift.

- in the quarter of an hour before it, a mail comes over the wire to whoever begins, once, with one link to the page
- the link leads through the door to the page; a point that somebody adds is there for the next one who looks
- a point stays, also for the next shift, until somebody says that it was talked about; then it is kept with the past
- the fullest huddle there can be is one printed page of A4
"""

import re
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from portal import paths
from portal.acts.workplace import Workplace
from tests.flows import mails
from tests.flows.conftest import Start
from tests.flows.running import RunningPortal, portal
from tests.flows.sample import LEAD_MAIL, RESPONDER, RESPONDER_MAIL, ZONE
from tests.flows.wire import Wire, mail_server_up
from tests.huddles import full_huddle
from tests.notices.carriers.mail_server import free_port
from tests.signing_in import link_for
from tests.workplaces import Clock

POINT = "The loan boxes are in the van."
# Ten points.
SMALLEST_PX = 13.3
_EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_PAGES = re.compile(rb"/Type\s*/Page\b")


def begins_soon(site: Path) -> str:
    """Mira's shift begins within a quarter of an hour; gives the time of the clock."""
    soon = datetime.now(ZoneInfo(ZONE)) + timedelta(minutes=8)
    file = site / "content" / "desk" / "team.yml"
    team: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    for person in team["responders"].values():
        if person["name"] == RESPONDER:
            hours = [f"{soon:%H:%M}", f"{soon + timedelta(hours=8):%H:%M}"]
            person["shifts"] = [{"days": _EVERY_DAY, "hours": hours}]
    file.write_text(yaml.safe_dump(team, allow_unicode=True, sort_keys=False), "utf-8")
    return f"{soon:%H:%M}"


def sign_in(page: Page, running: RunningPortal, wire: Wire, mail: str, wanted: str) -> None:
    """From the page that was wanted through the door, by the link of a mail."""
    page.goto(wanted)
    page.get_by_label("Your work").fill(mail)
    page.get_by_role("button", name="Mail me").click()
    sent = mails.wait_for("the link", lambda: mails.to(wire.arrived, mail, paths.DESK_SIGN_IN))
    page.goto(mails.link_with(sent[-1], paths.DESK_SIGN_IN))
    page.get_by_role("button", name="Sign in as").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Huddle")


@pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.audit)], ids=["with-javascript", "without-javascript"]
)
def test_the_mail_comes_before_the_shift_and_a_point_stays_until_it_was_talked_about(
    site: Path, start: Start, command: Path, browser: Browser, scripts: bool
) -> None:
    begins, port, wire = begins_soon(site), free_port(), Wire()
    built = portal(command, "build", cwd=site)
    assert built.returncode == 0, built.stderr
    with mail_server_up(wire, port):
        running = start(site, carrier="smtp", smtp_port=port, mail_from="desk@saltmarsh.example")
        (mail,) = mails.wait_for("the huddle", lambda: mails.to(wire.arrived, RESPONDER_MAIL, "Huddle of"))
        assert mail["Subject"] == f"Huddle of the fault desk at {begins}"
        assert f"{RESPONDER} {begins} to " in mails.text_of(mail)
        (link,) = mails.links_in(mail)

        hers, leads = (browser.new_context(java_script_enabled=scripts) for _ in range(2))
        page = hers.new_page()
        sign_in(page, running, wire, RESPONDER_MAIL, link)
        page.get_by_label("What should be talked about").fill(POINT)
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_role("status")).to_contain_text("Added.")

        lead = leads.new_page()
        sign_in(lead, running, wire, LEAD_MAIL, link)
        expect(lead.locator(".points")).to_contain_text(POINT)
        page.reload()
        expect(page.locator(".points")).to_contain_text(POINT)
        lead.get_by_role("button", name="Talked about").click()
        expect(lead.locator(".about-points")).to_contain_text("Nobody has added a point.")
        page.reload()
        expect(page.locator(".about-points")).not_to_contain_text(POINT)
        page.get_by_role("link", name="The last two weeks").click()
        expect(page.locator("main")).to_contain_text(POINT)
        expect(page.locator("main")).to_contain_text("says Ruth.")
        assert len(mails.to(wire.arrived, RESPONDER_MAIL, "Huddle of")) == 1
        for context in (hers, leads):
            context.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The small organisation, served."""
    server = make_server("127.0.0.1", free_port(), app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


def test_the_fullest_huddle_is_one_printed_page(
    address: str, service_workplace: Workplace, clock: Clock, browser: Browser
) -> None:
    full_huddle(service_workplace, clock)
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + link_for(service_workplace, "mira", paths.DESK_HUDDLE))
    page.get_by_role("button", name="Sign in as").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Huddle")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(_PAGES.findall(printed)) == 1
    page.emulate_media(media="print")
    sizes = page.locator(".huddle li").evaluate_all("found => found.map(each => getComputedStyle(each).fontSize)")
    assert min(float(size.removesuffix("px")) for size in sizes) >= SMALLEST_PX, "too small to be read standing up"
    expect(page.get_by_role("button", name="Add it")).to_be_hidden()
    context.close()
