"""The private page of a report that waits in the quarantine. Once it is let in, it leads on to the receipt."""

from typing import NoReturn

from flask import Blueprint, abort, redirect, render_template
from werkzeug.wrappers import Response

from portal import paths
from portal.errors import BadToken
from portal.promises.spoken import dated_time
from portal.reports import links
from portal.reports.held import HeldReport, HeldState, why_held
from portal.store import held_reports, reports
from portal.web.current import workplace
from portal.web.customers_language import speak_in
from portal.web.limits import WRONG_LINK, is_over

blueprint = Blueprint("held", __name__)

# Of a report that is not filed yet, and of its links until somebody takes them back.
_GENERATION = 1


@blueprint.get(paths.HELD + "<token>")
def held(token: str) -> str | Response:
    """Aborts as every private link does: with one and the same 404, or 429 for somebody who guesses."""
    here, found = workplace(), _held(token)
    if found.report_id is not None:
        with here.store.reading() as conn:
            report = reports.report_by_id(conn, found.report_id)
        if report is None or report.generation != _GENERATION:
            _refuse()
        receipt = links.customer_token(here.secret, links.RECEIPT, report.reference, report.generation)
        return redirect(paths.receipt(receipt), 303)
    speak_in(here.library.site.spoken_to(found.language))
    library = here.library
    team = library.public.topics.get(found.topic, library.catch_all).team
    return render_template(
        "intake/held.html",
        held=found,
        is_over=found.state is HeldState.SET_ASIDE,
        team=here.team_name(team),
        why=why_held(found.held_for),
        came=dated_time(found.received_at, here.roster().time_zone),
    )


def _held(token: str) -> HeldReport:
    try:
        link = links.read_customer_token(token)
        links.require_customer_link(link, workplace().keys, links.HELD, _GENERATION)
    except BadToken:
        _refuse()
    with workplace().store.reading() as conn:
        found = held_reports.held_by_reference(conn, link.reference)
    return found or _refuse()


def _refuse() -> NoReturn:
    abort(429 if is_over(workplace(), WRONG_LINK) else 404)
