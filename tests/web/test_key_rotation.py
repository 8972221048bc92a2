"""With a new key, everything that the key before has made goes on: links, calendars, sessions, open forms, retries."""

from dataclasses import replace

import pytest
from flask import Flask

from portal import paths
from portal.acts.idempotency import Request
from portal.acts.own_key import echo_keys, has_raised, raiser_key
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.reports.links import TRACK, customer_token, responder_token
from portal.team.obstacles import Raised
from tests.browsing import Visitor
from tests.signing_in import sign_in
from tests.workplaces import NOON, SECRET, reported

NEW = "another secret of the tests, as long as the first"


@pytest.fixture
def renewed(service_workplace: Workplace) -> Workplace:
    return replace(service_workplace, secret=NEW, earlier_secrets=(SECRET,))


def as_before(visitor: Visitor, app: Flask) -> Visitor:
    """The same browser before the program that was started with the new key."""
    after = Visitor(app)
    after.client._cookies = visitor.client._cookies
    return after


def test_links_sessions_and_open_forms_of_the_key_before_go_on(
    app: Flask, visitor: Visitor, service_workplace: Workplace, renewed: Workplace
) -> None:
    report = reported(service_workplace)
    link = paths.tracking(customer_token(SECRET, TRACK, report.reference, 1))
    expires = service_workplace.now().date()
    responders = paths.desk_report(responder_token(SECRET, report.reference, 1, "mira", expires))
    open_form = visitor.get(link)
    signed_in = sign_in(Visitor(app), service_workplace, "mira")
    after = as_before(visitor, create_service(renewed))
    assert report.reference in after.get(link).words
    assert report.reference in after.get(responders).words
    sent = after.press(open_form, "Send it", words="It still drips.")
    assert "It still drips." in sent.words
    assert as_before(signed_in, create_service(renewed)).get(paths.DESK_REPORTS).status == 200


def test_once_the_key_before_is_forgotten_its_links_open_nothing(service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    link = paths.tracking(customer_token(SECRET, TRACK, report.reference, 1))
    after = Visitor(create_service(replace(service_workplace, secret=NEW)))
    after.get(link, 404)


def test_what_was_sent_or_marked_before_is_found_again(service_workplace: Workplace, renewed: Workplace) -> None:
    before, after = (Request.of(each, "key", "sent") for each in (service_workplace, renewed))
    assert after.earlier == (before,)
    assert after.key != before.key
    raised = Raised(NOON, None, raiser_key(service_workplace, "mira", NOON))
    assert has_raised(renewed, "mira", raised)
    assert not has_raised(renewed, "tom", raised)
    assert echo_keys(renewed, "mira", 1)[1:] == echo_keys(service_workplace, "mira", 1)
