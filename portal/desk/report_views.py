"""A report's page on the desk, opened by the signed link of a notice. A GET shows, only a POST changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.answer import answer
from portal.acts.close import decline, resolve
from portal.acts.give_remedy import give_remedy
from portal.acts.hand_over import hand_over
from portal.acts.log_effort import Effort, log_effort
from portal.acts.send_link_again import send_responder_link_again
from portal.desk.forms import AnswerForm, DeclineForm, EffortForm, FreshLinkForm, HandOverForm, RemedyForm, ResolveForm
from portal.desk.report_page import report_page
from portal.errors import ExpiredToken, MoveRefused
from portal.reports.remedies import owed
from portal.reports.report import Attachment, Report
from portal.store import timeline
from portal.web.attachment_view import send_attachment
from portal.web.current import workplace
from portal.web.forms import StampedForm
from portal.web.limits import ASK_FOR_LINK, is_over
from portal.web.links import expired_responders_report, responders_report

blueprint = Blueprint("desk_report", __name__)
Answer = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response
_PAGE = paths.DESK_REPORT + "<token>"


@dataclass(frozen=True, slots=True)
class Act:
    """Something a responder can do: its form, what carries it out, and what the page says afterwards."""

    form: Callable[..., StampedForm]
    do: Callable[[int, str, Any], None]
    done: str


_ACTS = {
    "answer": Act(
        AnswerForm,
        lambda report_id, person, form: answer(workplace(), report_id, person, form.filling, form.words.data),
        "Your answer is on the customer’s page.",
    ),
    "effort": Act(
        EffortForm,
        lambda report_id, person, form: log_effort(
            workplace(),
            report_id,
            person,
            form.filling,
            Effort(form.tried.data, form.came_of_it.data or "", form.next_step.data, form.asked.data or ""),
        ),
        "The customer sees what you tried.",
    ),
    "hand-over": Act(
        HandOverForm,
        lambda report_id, person, form: hand_over(
            workplace(),
            report_id,
            person,
            form.filling,
            to=form.to.data,
            why=form.why.data,
            must_know=form.must_know.data,
        ),
        "Handed over. Your colleague has a notice, and the customer knows who has it now.",
    ),
    "resolve": Act(
        ResolveForm,
        lambda report_id, person, form: resolve(workplace(), report_id, person, form.filling, form.what_we_did.data),
        "Resolved. The customer can open it again if it is not.",
    ),
    "decline": Act(
        DeclineForm,
        lambda report_id, person, form: decline(
            workplace(),
            report_id,
            person,
            form.filling,
            tried=form.tried.data,
            why=form.why.data,
            instead=form.instead.data,
        ),
        "Declined. The customer reads what you tried and why it stops here.",
    ),
    "remedy": Act(
        RemedyForm,
        lambda report_id, person, form: give_remedy(
            workplace(),
            report_id,
            person,
            form.filling,
            commitment=form.commitment.data,
            given=form.given.data,
        ),
        "The customer knows what you gave.",
    ),
}


@blueprint.get(_PAGE)
def report(token: str) -> Answer:
    found, person = responders_report(token)
    return _page(token, found, person)


@blueprint.post(_PAGE + "/<act_name>")
def act(token: str, act_name: str) -> Answer:
    if act_name == "fresh-link":
        return _fresh_link(token)
    found, person = responders_report(token)
    chosen = _ACTS.get(act_name) or abort(404)
    form = _form(act_name, chosen, found, blank=False)
    if not form.validate():
        return _page(token, found, person, {act_name: form}, 422)
    try:
        chosen.do(found.id, person, form)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(token, found, person, {act_name: form}, 409)
    flash(chosen.done)
    return redirect(paths.desk_report(token), 303)


@blueprint.get(_PAGE + "/files/<attachment_id>")
def file(token: str, attachment_id: str) -> Answer:
    return send_attachment(responders_report(token)[0], attachment_id)


@blueprint.errorhandler(ExpiredToken)
def expired(error: ExpiredToken) -> Answer:
    form = FreshLinkForm(formdata=None)
    return _expired_page(str((request.view_args or {})["token"]), form, words=str(error)), 410


def _fresh_link(token: str) -> Answer:
    """The link of somebody who had one: a new one goes to their own address, so the old one gives nothing away."""
    found, person = expired_responders_report(token)
    form = FreshLinkForm()
    if not form.validate():
        return _expired_page(token, form), 422
    if is_over(workplace(), ASK_FOR_LINK, f"{found.reference} {person}"):
        abort(429)
    send_responder_link_again(workplace(), found, person)
    return _expired_page(token, form, sent=True)


def _expired_page(token: str, form: FreshLinkForm, *, words: str = "", sent: bool = False) -> str:
    return render_template("desk/expired.html", form=form, sent=sent, words=words, address=paths.desk_report(token))


def _form(act_name: str, chosen: Act, found: Report, *, blank: bool) -> StampedForm:
    form = chosen.form(prefix=act_name, formdata=None) if blank else chosen.form(prefix=act_name)
    if isinstance(form, HandOverForm):
        form.offer(workplace().roster(), found)
    if isinstance(form, RemedyForm):
        with workplace().store.reading() as conn:
            form.offer(owed(timeline.entries(conn, found.id)))
    return form


def _page(
    token: str, found: Report, person: str, filled: dict[str, StampedForm] | None = None, status: int = 200
) -> Answer:
    def file_address(attachment: Attachment) -> str:
        return f"{paths.desk_report(token)}/files/{attachment.id}"

    forms = {name: _form(name, chosen, found, blank=True) for name, chosen in _ACTS.items()} | (filled or {})
    page = render_template(
        "desk/report.html",
        page=report_page(workplace(), found, person, file_address),
        forms=forms,
        wrong=next(iter(filled.values())) if filled else None,
        address=paths.desk_report(token),
    )
    return page, status
