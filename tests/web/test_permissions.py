"""Who gets where: every route, asked for by everybody there is. A route that is added later is asked for as well.

Each has the keys that such a person has, and tries them at every door: a customer their private links, a responder the
signed link of a notice, and those who are signed in what they are. An editor who answers no reports sees none.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal import api_paths, editing_paths, paths, subscription_paths
from portal.acts.hold_report import hold
from portal.acts.workplace import Workplace
from portal.reports.held import HeldFor
from portal.reports.links import (
    HELD,
    MUTE,
    RECEIPT,
    SUBSCRIBER,
    TRACK,
    calendar_token,
    customer_token,
    keyed_token,
    responder_token,
)
from portal.reports.report import Report
from portal.web.access import needs_session
from tests.acts.subscribers import subscribed_to
from tests.browsing import Visitor
from tests.signing_in import somebody
from tests.workplaces import SECRET, reported, submission

READER, HELD_BACK = "reader who is told of changes", "customer in the quarantine"
ROLES = (
    "anonymous",
    "customer",
    READER,
    HELD_BACK,
    "responder with a link",
    "responder",
    "lead",
    "editor",
    "responder who edits",
)
FOR_LEADS: tuple[str, ...] = (paths.DESK_AUDIT, paths.DESK_EXCEPTIONS + "/")
FOR_LEADS += (paths.DESK_PAGE_DRAFTS + "/<draft_id>/decide",)
FOR_LEADS += (paths.DESK_IN_MY_WAY + "/<obstacle_id>/answer",)
FOR_LEADS += (paths.DESK_TRAINING + "/requests/",)
FOR_EDITORS = (
    editing_paths.NEW,
    *(f"{editing_paths.ROOT}/{part}" for part in ("commits/", "proposed/")),
    *(f"{editing_paths.DRAFTS}/<int:draft_id>/{part}" for part in ("throw-away", "publish", "both")),
)
"""What only editors do; so are these, when they are sent: the draft itself, and a page to begin one of."""
SENT_BY_EDITORS = (editing_paths.OF_PAGE, editing_paths.PUBLICATIONS, f"{editing_paths.DRAFTS}/<int:draft_id>")
ALL_THAT_EDITORS_HAVE = (editing_paths.ROOT, paths.DESK_PAGE_DRAFTS, paths.DESK_SESSIONS, paths.DESK_SIGN_OUT)
SIGNED_IN = {"responder": "tom", "lead": "ruth", "editor": "ines", "responder who edits": "bea"}
NO_KEY = "A2A2-A2AA." + "a" * 32

OPEN, SIGN_IN, NOTHING_THERE, FOR_OTHERS = "open", "leads to sign-in", "nothing there", "for others only"


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    return reported(service_workplace)


@pytest.fixture
def visitor_as(app: Flask, service_workplace: Workplace) -> Callable[[str], Visitor]:
    def visitor(role: str) -> Visitor:
        person = SIGNED_IN.get(role)
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
            expected, got = _expected(rule, role, method), _outcome(answer)
            # Signed in, one may ask for what is not there; a link opens nothing but what it was made for.
            may_be_missing = expected == OPEN and set(rule.arguments) - {"token", "reference"}
            assert got == expected or (may_be_missing and got == NOTHING_THERE), (role, method, rule.rule, got)
            asked += 1
    assert asked > 40


def _outcome(answer: TestResponse) -> str:
    if answer.status_code == 303 and answer.location.startswith(f"{paths.DESK}?next="):
        return SIGN_IN
    return {403: FOR_OTHERS, 404: NOTHING_THERE}.get(answer.status_code, OPEN)


def _expected(rule: Rule, role: str, method: str) -> str:
    path = rule.rule
    if path.startswith(paths.DESK_REPORT):
        return OPEN if role == "responder with a link" else NOTHING_THERE
    if needs_session(path):
        return SIGN_IN if role not in SIGNED_IN else OPEN if _may(path, role, method) else FOR_OTHERS
    if path.startswith(paths.CALENDAR):
        return OPEN if role in SIGNED_IN and role != "editor" else NOTHING_THERE
    if path in (paths.DESK_PROVIDER, paths.DESK_PROVIDER_RETURN):
        return NOTHING_THERE  # no provider is set here
    if path.startswith(paths.HELD):
        return OPEN if role == HELD_BACK else NOTHING_THERE
    if path.startswith(subscription_paths.SUBSCRIBE) and "token" in rule.arguments:
        # Who has confirmed has nothing more to confirm.
        is_theirs = role == READER and not path.startswith(subscription_paths.CONFIRM)
        return OPEN if is_theirs else NOTHING_THERE
    if path.startswith((paths.TRACKING, paths.RECEIPT, api_paths.REPORTS)) and "token" in rule.arguments:
        return OPEN if role == "customer" else NOTHING_THERE
    return OPEN


def _may(path: str, role: str, method: str) -> bool:
    """Whether somebody who is signed in gets there."""
    if role == "editor" and (path != paths.DESK_REPORTS or method != "GET"):
        inside = any(path == root or path.startswith(root + "/") for root in ALL_THAT_EDITORS_HAVE)
        if not inside or path.startswith(paths.DESK_PAGE_DRAFTS + "/from"):
            return False
    if path.startswith(FOR_LEADS) and role != "lead":
        return False
    sent_by_editors = method == "POST" and path.startswith(SENT_BY_EDITORS) and not path.endswith("/comment")
    return "edit" in role or not (path.startswith(FOR_EDITORS) or sent_by_editors)


def _token(path: str, role: str, report: Report, workplace: Workplace) -> str:
    """The key that somebody has, put in wherever a key is asked for."""
    if path.startswith(paths.CALENDAR) and role in SIGNED_IN:
        return calendar_token(SECRET, "own", SIGNED_IN[role], 1)
    if role == "responder with a link":
        expires = (workplace.now() + timedelta(days=30)).date()
        return responder_token(SECRET, report.reference, report.generation, "mira", expires)
    if role == READER:
        return keyed_token(SECRET, SUBSCRIBER, subscribed_to(workplace).key)
    if role == HELD_BACK:
        return customer_token(SECRET, HELD, _held_reference(workplace), 1)
    if role == "customer":
        purpose = MUTE if path.startswith(paths.STOP_MAILS) else RECEIPT if path.startswith(paths.RECEIPT) else TRACK
        return customer_token(SECRET, purpose, report.reference, report.generation)
    return NO_KEY


def _held_reference(workplace: Workplace) -> str:
    held = hold(workplace, submission(workplace, filling="one"), HeldFor.CROWD, lambda _: None)
    return held.reference


def _address(rule: Rule, report: Report, token: str) -> str:
    values = {"token": token, "reference": report.reference, "act_name": "answer"}
    return "/".join(
        part if not part.startswith("<") else values.get(part.strip("<>").rpartition(":")[2], "1")
        for part in rule.rule.split("/")
    )
