"""A private link becomes the report it opens, or one and the same 404 whatever is wrong with it."""

from typing import NoReturn

from flask import abort, request

from portal.errors import BadToken
from portal.reports import links
from portal.reports.report import Report
from portal.store import reports
from portal.web.current import workplace
from portal.web.customers_language import speak_about
from portal.web.limits import WRONG_LINK, is_over
from portal.web.looked_up import known_report


def customers_report(token: str, purpose: str) -> Report:
    """The report that a customer's link opens, in whose language the page then speaks.

    Aborts with 404, or 429 for somebody who guesses.
    """
    try:
        link = links.read_customer_token(token)
        report = _report(link.reference)
        links.require_customer_link(link, workplace().keys, purpose, report.generation)
    except BadToken:
        _refuse()
    speak_about(report)
    return report


def responders_report(token: str) -> tuple[Report, str]:
    """The report that a responder's link opens, and the responder's key.

    Aborts with 404 or 429; raises ExpiredToken for a link that was good once. A responder who left the
    team opens nothing.
    """
    try:
        link = links.read_responder_token(token)
        report = _report(link.reference)
        today = workplace().now().date()
        links.require_responder_link(link, workplace().keys, report.generation, today)
    except BadToken:
        _refuse()
    if link.person not in workplace().roster().people:
        _refuse()
    return report, link.person


def expired_responders_report(token: str) -> tuple[Report, str]:
    """The same for a link that may have expired, for whoever asks for a fresh one. Aborts with 404 or 429."""
    try:
        link = links.read_responder_token(token)
        report = _report(link.reference)
        links.require_responder_link(link, workplace().keys, report.generation, link.expires)
    except BadToken:
        _refuse()
    if link.person not in workplace().roster().people:
        _refuse()
    return report, link.person


def _report(reference: str) -> Report:
    report = known_report(request.environ, reference)
    if report is None:
        report = workplace().store.glance(lambda conn: reports.report_by_reference(conn, reference))
    if report is None:
        raise BadToken("No such report.")
    return report


def _refuse() -> NoReturn:
    abort(429 if is_over(workplace(), WRONG_LINK) else 404)
