"""Reports, sent and followed by programs: the same acts as the form and the private page, once for each key."""

import secrets
from typing import Any

from flask import Blueprint, Response, abort
from sqlalchemy import Connection

from portal import api_paths
from portal.acts.clocks import promises_behind
from portal.acts.idempotency import Request
from portal.acts.submit import Submission
from portal.acts.submit_once import submit_once
from portal.acts.write_once import write_once
from portal.acts.write_or_carry_on import Written
from portal.api.answers import as_json, private_links
from portal.api.public_views import promise_told, promises_ahead
from portal.api.report_models import NoteSent, NoteTaken, Offered, ReportFiled, ReportSent
from portal.api.report_seen import report_seen, who_has
from portal.api.request_body import holding_today, idempotent, sent_as
from portal.errors import KeyReused, MoveRefused, OverLimit, ReleaseChanged, StillUnderWay
from portal.promises.several_promises import PromisedTime
from portal.reports.links import TRACK
from portal.reports.report import Report
from portal.store import clocks, reports
from portal.store.idempotency import Answered
from portal.web.api_problems import (
    KEY_REUSED,
    PROMISES_CHANGED,
    REFUSED,
    TOO_MANY,
    UNDER_WAY,
    problem,
)
from portal.web.crowd import is_crowded
from portal.web.current import workplace
from portal.web.limits import SEND_REPORT, WRITE_AGAIN, counted_by, is_over
from portal.web.links import customers_report

blueprint = Blueprint("api_reports", __name__)
_WAIT = {"Retry-After": "600"}


@blueprint.errorhandler(KeyReused)
def key_reused(error: KeyReused) -> Response:
    return problem(KEY_REUSED, str(error))


@blueprint.errorhandler(StillUnderWay)
def under_way(error: StillUnderWay) -> Response:
    return problem(UNDER_WAY, str(error), {"Retry-After": "1"})


@blueprint.errorhandler(MoveRefused)
def refused(error: MoveRefused) -> Response:
    return problem(REFUSED, str(error))


@blueprint.errorhandler(OverLimit)
def over_limit(_: OverLimit) -> Response:
    return problem(
        TOO_MANY, "Many reports came just now, from you or from everywhere. Wait ten minutes and send it again.", _WAIT
    )


@blueprint.post(api_paths.REPORTS)
def send_report() -> Response:
    sent = sent_as(ReportSent, _offered)
    request = idempotent(sent)
    admit = counted_by(workplace(), SEND_REPORT)
    # Programs send again by themselves, so nothing of theirs waits in the quarantine.
    if sent.severity != workplace().library.site.highest_severity and is_crowded():
        admit = _refuse_crowd

    def submission() -> Submission:
        return _submission(holding_today(sent, _offered()))

    try:
        answered = submit_once(workplace(), request, submission, admit, _described)
    except ReleaseChanged:
        return _changed(sent.topic, sent.severity, sent.page)
    return _created(ReportFiled.model_validate({**answered.answer, **private_links(_report(answered))}))


@blueprint.get(f"{api_paths.REPORTS}/<token>")
def report(token: str) -> Response:
    return as_json(report_seen(workplace(), customers_report(token, TRACK)))


@blueprint.post(f"{api_paths.REPORTS}/<token>/notes")
def send_note(token: str) -> Response:
    there = customers_report(token, TRACK)
    sent = sent_as(NoteSent)
    request = idempotent(sent)
    if is_over(workplace(), WRITE_AGAIN, there.reference):
        return problem(TOO_MANY, "You have written many times just now. Wait ten minutes and send it again.", _WAIT)
    try:
        answered = _noted(there, request, sent)
    except ReleaseChanged:
        return _changed(there.topic, there.severity, None)
    return _created(NoteTaken.model_validate({**answered.answer, **private_links(_report(answered))}))


def _refuse_crowd(_: Connection) -> None:
    raise OverLimit("More reports came within the hour than the desk is given unseen. Send it again in ten minutes.")


def _noted(there: Report, request: Request, sent: NoteSent) -> Answered:
    def described(written: Written) -> dict[str, Any]:
        return {"reference": written.report.reference, "is_new": written.is_new}

    return write_once(workplace(), request, there.id, sent.words, sent.release or "", described)


def _offered() -> Offered:
    here = workplace()
    live = here.library.public.live_on(here.local_day(here.now()))
    severities = {severity.key for severity in here.library.site.severities}
    return Offered(
        live.topics.keys(), severities, {page.path for page in live.all()}, here.library.site.languages_spoken()
    )


def _submission(sent: ReportSent) -> Submission:
    """Each is a filling-in of its own: what makes two of them one is their key."""
    return Submission(
        filling=f"program {secrets.token_urlsafe(16)}",
        topic=sent.topic,
        severity=sent.severity,
        what_happened=sent.what_happened,
        contact=sent.as_contact(),
        shown_release=sent.release or "",
        about_page=sent.page,
        language=sent.lang,
    )


def _described(conn: Connection, report: Report) -> dict[str, Any]:
    """What is answered, now and when the request comes again: nothing that the customer wrote, and no private link."""
    running = sorted(clocks.clocks_of(conn, report.id), key=lambda clock: clock.due_at)
    versions = promises_behind(conn, running)
    first: dict[str, PromisedTime] = {}
    for clock in running:
        first.setdefault(clock.indicator, PromisedTime(versions[clock.commitment_version], clock.due_at))
    told = ReportFiled(
        tracking_url="",
        url="",
        reference=report.reference,
        received_at=report.received_at,
        who=who_has(workplace(), report),
        promises=[promise_told(each) for each in first.values()],
    )
    return told.model_dump(mode="json", exclude={"tracking_url", "url"})


def _report(answered: Answered) -> Report:
    with workplace().store.reading() as conn:
        found = reports.report_by_id(conn, answered.report_id)
    if found is None:
        abort(404)
    return found


def _changed(topic: str, severity: str, page: str | None) -> Response:
    ahead = promises_ahead(topic, severity, page).as_json()
    return problem(PROMISES_CHANGED, more={"release": ahead["release"], "promises": ahead["promises"]})


def _created(told: ReportFiled | NoteTaken) -> Response:
    response = as_json(told, 201)
    response.headers["Location"] = told.url
    return response
