"""The rules of the desk, each under its own name, asked of the pages as people and strangers meet them."""

import json

import pytest
from flask import Flask

from portal import paths
from portal.acts.compose import mail_for
from portal.acts.workplace import Workplace
from portal.reports.links import TRACK, customer_token
from portal.reports.report import Report
from portal.web.access import needs_session
from tests.browsing import Visitor
from tests.desk.test_draft_views import saved_by_script
from tests.desk.test_report_views import address_of
from tests.signing_in import somebody
from tests.workplaces import claimed, reported, rows, told

SECRETS = ("Ring after six, she is deaf.", "My back hurts today.", "I am at my wits’ end")


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    found = reported(service_workplace)
    told(service_workplace)
    return found


def test_a_script_unpersonalised_is_refused(visitor: Visitor, report: Report, service_workplace: Workplace) -> None:
    begun = visitor.press(visitor.get(address_of(report)), "Begin my answer with it")
    as_it_stands = begun.value("answer-words")
    before = rows(service_workplace.store)
    for words in (as_it_stands, as_it_stands.replace("[[what you see from here]]", "")):
        for button in ("Send to", "Send and resolve"):
            refused = visitor.press(begun, button, 409, answer__words=words)
            assert "what you see from here" in refused.summary[0]
    assert rows(service_workplace.store) == before


@pytest.mark.parametrize("reason", ["", " \n\t ", "\u202e\u2066"])
def test_a_pause_without_a_reason_is_refused(
    visitor: Visitor, report: Report, service_workplace: Workplace, reason: str
) -> None:
    page = visitor.get(address_of(report))
    before = rows(service_workplace.store)
    refused = visitor.press(page, "Ask, and wait", 422, wait__reason=reason)
    assert refused.errors == {"wait-reason": "Say what you need, so that they know what to send."}
    assert rows(service_workplace.store) == before


def test_nobody_sees_anothers_private_notes(
    visitor: Visitor, app: Flask, report: Report, service_workplace: Workplace
) -> None:
    """What is for the team never reaches the customer; what somebody keeps for themselves reaches nobody."""
    page = visitor.get(address_of(report))
    typed = {"hand-over__to": "tom", "hand-over__why": SECRETS[1], "hand-over__must_know": SECRETS[0]}
    after = visitor.press(page, "Hand it over", **typed)
    saved_by_script(visitor, after, "answer", answer__words=SECRETS[2])

    token = customer_token(service_workplace.secret, TRACK, report.reference, report.generation)
    customers = [
        visitor.get(paths.tracking(token)).html,
        json.dumps(visitor.get(f"/r/{token}/data.json").response.json),
    ]
    mails = [mail_for(service_workplace, notice) for notice in claimed(service_workplace)]
    customers += [str(mail) for mail in mails if "ada@" in mail["To"]]
    assert len(customers) == 3
    assert not [secret for secret in SECRETS for seen in customers if secret in seen]

    for person in ("tom", "ruth"):
        theirs = somebody(app, service_workplace, person).get(paths.desk_report_signed_in(report.reference)).words
        assert [secret in theirs for secret in SECRETS] == [True, True, False]
        assert SECRETS[2] not in Visitor(app).get(address_of(report, person)).html
    assert visitor.get(address_of(report)).value("answer-words") == SECRETS[2]


def test_every_desk_url_without_a_session_leads_to_sign_in_and_tells_nothing(
    visitor: Visitor, app: Flask, report: Report
) -> None:
    one = paths.desk_report_signed_in(report.reference)
    addresses = [one, f"{one}/answer", f"{one}/answer/draft", f"{one}/answer/throw-away", f"{one}/viewing"]
    addresses += [paths.desk_report_signed_in("A2A2-A2AA"), "/desk/no/such/page"]
    rules = (rule.rule for rule in app.url_map.iter_rules())
    addresses += [rule for rule in rules if needs_session(rule) and "<" not in rule]
    asked = [
        (address, method, visitor.client.open(address, method=method, buffered=True))
        for address in addresses
        for method in ("GET", "POST")
    ]
    assert len(asked) > 20
    for address, method, answer in asked:
        assert answer.status_code == 303, (method, address)
        assert str(answer.location).startswith(f"{paths.DESK}?next="), (method, address)
        assert "The tap is dry." not in answer.text
        assert "Ada" not in answer.text
