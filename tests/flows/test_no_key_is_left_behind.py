"""A private link is a key, and lies nowhere but with whoever has it: not in a log, not in the database, and no other
site hears of it.
"""

import logging
import re
from datetime import timedelta

import pytest
from flask import Flask

from portal import paths, subscription_paths
from portal.acts.sign_in_tokens import hashed
from portal.acts.workplace import Workplace
from portal.reports.links import MUTE, RECEIPT, TRACK, calendar_token, customer_token, responder_token
from tests.audit.record import Part, Tried
from tests.browsing import Visitor
from tests.intake.filling_in import check_page_of
from tests.signing_in import link_for, somebody
from tests.workplaces import SECRET, Clock, reported, rows

KEYS = re.compile(r"[a-z2-7]{32}|[\w-]{43}")
"""The part of a token that nobody can guess: a MAC, a sign-in link, a session."""


def _keys_of(workplace: Workplace) -> dict[str, str]:
    """Addresses with every kind of key, good ones."""
    report = reported(workplace)
    reference, generation = report.reference, report.generation
    last_day = (workplace.now() + timedelta(days=30)).date()
    customers = {purpose: customer_token(SECRET, purpose, reference, generation) for purpose in (TRACK, RECEIPT, MUTE)}
    return {
        "tracking": paths.tracking(customers[TRACK]),
        "contact": paths.tracking(customers[TRACK]) + "/contact",
        "receipt": paths.receipt(customers[RECEIPT]),
        "mute": paths.stop_mails(customers[MUTE]),
        "notice": paths.desk_report(responder_token(SECRET, reference, generation, "mira", last_day)),
        "calendar": paths.calendar(calendar_token(SECRET, "own", "mira", 1)),
        "sign-in": link_for(workplace, "mira"),
        "held": paths.held(customer_token(SECRET, "held", "R7K4-M2PX", 1)),
        "subscription": subscription_paths.CONFIRM + "a" * 32 + "." + "b" * 32,
    }


@pytest.mark.reliability
def test_no_key_is_written_into_a_log_whatever_comes_of_it(
    app: Flask,
    service_workplace: Workplace,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tried: Tried,
) -> None:
    """Opened, sent to with a wrong method, altered, and while everything breaks."""
    keys = _keys_of(service_workplace)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    client = Visitor(app).client
    asked = 0
    with caplog.at_level(logging.DEBUG):
        for broken in (False, True):
            if broken:
                monkeypatch.setattr("portal.store.reports.report_by_reference", _breaks)
            for address in keys.values():
                for method in ("GET", "POST", "PUT", "HEAD"):
                    for each in (address, address + "x", f"{address}?lang=ar"):
                        client.open(each, method=method, buffered=True)
                        asked += 1
    assert "unexpected error" in caplog.text
    found = {key for address in keys.values() for key in KEYS.findall(address) if key in caplog.text}
    tried(
        "Private links opened, altered, and while everything breaks: keys in the log",
        part=Part.ACCESS,
        times=asked,
        unit="requests",
        wrong=found,
    )


def _breaks(*_: object, **__: object) -> None:
    raise RuntimeError("broken on purpose")


def test_single_use_links_and_sessions_are_in_the_database_as_hashes_only(
    app: Flask, service_workplace: Workplace
) -> None:
    link = link_for(service_workplace, "mira")
    cookie = somebody(app, service_workplace, "tom").client.get_cookie("forthright-desk")
    assert cookie is not None
    kept = str(rows(service_workplace.store))
    [key] = KEYS.findall(link)
    for secret in (key, cookie.value):
        assert hashed(secret) in kept
        assert secret not in kept
    assert SECRET not in kept


def test_what_was_guessed_wrongly_is_answered_alike_and_then_no_more(limited: Visitor, app: Flask) -> None:
    """Whether there is such a report, or was, shows in no word, and after sixty tries in ten minutes in no answer."""
    there = reported(app.extensions["forthright"].workplace).reference
    answers = {
        limited.client.get(paths.tracking(f"{reference}.{'a' * 32}"), buffered=True).text
        for reference in (there, "A2A2-A2AA", "B3B3-B3BB")
    }
    assert len(answers) == 1
    codes = [limited.client.get(paths.receipt(f"{there}.{'b' * 32}"), buffered=True).status_code for _ in range(60)]
    assert codes[:57] == [404] * 57
    assert codes[57:] == [429] * 3


def test_a_link_in_somebodys_words_tells_the_other_site_nothing_of_ours(visitor: Visitor, clock: Clock) -> None:
    page = check_page_of(visitor, what_happened="See https://elsewhere.example/page")
    [link] = [each for each in page.soup.select("main a[href]") if "elsewhere" in str(each["href"])]
    assert "noreferrer" in link["rel"]
    assert page.response.headers["Referrer-Policy"] == "same-origin"
