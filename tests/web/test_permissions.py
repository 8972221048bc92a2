"""Who gets where: every route, asked for by everybody there is. A route that is added later is asked for as well.

Each of the five has the keys that such a person has, and tries them at every door: a customer their private links, a
responder the signed link of a notice, and two people who are signed in.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal import paths
from portal.acts.workplace import Workplace
from portal.reports.links import MUTE, RECEIPT, TRACK, calendar_token, customer_token, responder_token
from portal.reports.report import Report
from portal.web.access import needs_session
from tests.browsing import Visitor
from tests.signing_in import somebody
from tests.workplaces import SECRET, reported

ROLES = ("anonymous", "customer", "responder with a link", "responder", "lead")
FOR_LEADS: tuple[str, ...] = (paths.DESK_AUDIT, paths.DESK_EXCEPTIONS + "/")
FOR_LEADS += (paths.DESK_PAGE_DRAFTS + "/<draft_id>/decide",)
FOR_LEADS += (paths.DESK_IN_MY_WAY + "/<obstacle_id>/answer",)
FOR_LEADS += (paths.DESK_TRAINING + "/requests/",)
NO_KEY = "A2A2-A2AA." + "a" * 32

OPEN, SIGN_IN, NOTHING_THERE, FOR_LEADS_ONLY = "open", "leads to sign-in", "nothing there", "for leads only"


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    return reported(service_workplace)


@pytest.fixture
def visitor_as(app: Flask, service_workplace: Workplace) -> Callable[[str], Visitor]:
    def visitor(role: str) -> Visitor:
        person = {"responder": "tom", "lead": "ruth"}.get(role)
        return somebody(app, service_workplace, person) if person else Visitor(app)

    return visitor


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_where_they_may_and_nowhere_else(
    app: Flask, report: Report, visitor_as: Callable[[str], Visitor], role: str, service_workplace: Workplace
) -> None:
    visitor = visitor_as(role)
    asked = 0
    for rule in app.url_map.iter_rules():
        address = _address(rule, report, _token(rule.rule, role, report, service_workplace))
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            if address == paths.DESK_SIGN_OUT:
                continue  # asked for by a test of its own, since nobody is signed in after it
            answer = visitor.client.open(address, method=method, buffered=True)
            assert answer.status_code < 500 or address == paths.HEALTH, (role, method, rule.rule)
            expected, got = _expected(rule, role), _outcome(answer)
            # Signed in, one may ask for what is not there; a link opens nothing but what it was made for.
            may_be_missing = expected == OPEN and set(rule.arguments) - {"token", "reference"}
            assert got == expected or (may_be_missing and got == NOTHING_THERE), (role, method, rule.rule, got)
            asked += 1
    assert asked > 40


def _outcome(answer: TestResponse) -> str:
    if answer.status_code == 303 and answer.location.startswith(f"{paths.DESK}?next="):
        return SIGN_IN
    return {403: FOR_LEADS_ONLY, 404: NOTHING_THERE}.get(answer.status_code, OPEN)


def _expected(rule: Rule, role: str) -> str:
    path = rule.rule
    if path.startswith(paths.DESK_REPORT):
        return OPEN if role == "responder with a link" else NOTHING_THERE
    if needs_session(path):
        if role not in ("responder", "lead"):
            return SIGN_IN
        return FOR_LEADS_ONLY if path.startswith(FOR_LEADS) and role == "responder" else OPEN
    if path.startswith(paths.CALENDAR):
        return OPEN if role in ("responder", "lead") else NOTHING_THERE
    if path in (paths.DESK_PROVIDER, paths.DESK_PROVIDER_RETURN):
        return NOTHING_THERE  # no provider is set here
    if path.startswith((paths.TRACKING, paths.RECEIPT)) and "token" in rule.arguments:
        return OPEN if role == "customer" else NOTHING_THERE
    return OPEN


def _token(path: str, role: str, report: Report, workplace: Workplace) -> str:
    """The key that somebody has, put in wherever a key is asked for."""
    if path.startswith(paths.CALENDAR) and role in ("responder", "lead"):
        return calendar_token(SECRET, "own", "tom" if role == "responder" else "ruth", 1)
    if role == "responder with a link":
        expires = (workplace.now() + timedelta(days=30)).date()
        return responder_token(SECRET, report.reference, report.generation, "mira", expires)
    if role == "customer":
        purpose = MUTE if path.startswith(paths.STOP_MAILS) else RECEIPT if path.startswith(paths.RECEIPT) else TRACK
        return customer_token(SECRET, purpose, report.reference, report.generation)
    return NO_KEY


def _address(rule: Rule, report: Report, token: str) -> str:
    values = {"token": token, "reference": report.reference, "act_name": "answer"}
    return "/".join(
        part if not part.startswith("<") else values.get(part.strip("<>").rpartition(":")[2], "1")
        for part in rule.rule.split("/")
    )
