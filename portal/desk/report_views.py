"""A report's page on the desk, for whoever has the signed link of a notice or is signed in (portal.desk.access).

A GET shows, only a POST changes.
"""

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.send_link_again import send_responder_link_again
from portal.acts.send_script import script_for
from portal.desk.access import Access, access
from portal.desk.forms import AnswerForm, FreshLinkForm
from portal.desk.report_acts import ACTS, form_for
from portal.desk.report_page import report_page
from portal.errors import ExpiredToken, MoveRefused
from portal.reports.report import Report
from portal.web.attachment_view import send_attachment
from portal.web.current import workplace
from portal.web.error_pages import typed_words
from portal.web.forms import StampedForm
from portal.web.limits import ASK_FOR_LINK, is_over
from portal.web.links import expired_responders_report

blueprint = Blueprint("desk_report", __name__)
Answer = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response
_BY_LINK = paths.DESK_REPORT + "<token>"
_SIGNED_IN = paths.DESK_REPORTS + "/<reference>"


@blueprint.get(_BY_LINK)
@blueprint.get(_SIGNED_IN)
def report(**key: str) -> Answer:
    way_in = access(**key)
    way_in.note_opening()
    return _page(way_in)


@blueprint.post(_BY_LINK + "/fresh-link")
def fresh_link(token: str) -> Answer:
    """The link of somebody who had one: a new one goes to their own address, so the old one gives nothing away."""
    found, person = expired_responders_report(token)
    form = FreshLinkForm()
    if not form.validate():
        return _expired_page(token, form), 422
    if is_over(workplace(), ASK_FOR_LINK, f"{found.reference} {person}"):
        abort(429)
    send_responder_link_again(workplace(), found, person)
    return _expired_page(token, form, sent=True)


@blueprint.post(_BY_LINK + "/<act_name>")
@blueprint.post(_SIGNED_IN + "/<act_name>")
def act(act_name: str, **key: str) -> Answer:
    way_in = access(**key)
    chosen = ACTS.get(act_name) or abort(404)
    form = form_for(act_name, workplace(), way_in.report, blank=False)
    if not form.validate():
        return _page(way_in, {act_name: form}, 422)
    try:
        chosen.do(workplace(), way_in.report.id, way_in.person, form)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(way_in, {act_name: form}, 409)
    flash(chosen.done)
    return redirect(way_in.address, 303)


@blueprint.get(_BY_LINK + "/files/<attachment_id>")
@blueprint.get(_SIGNED_IN + "/files/<attachment_id>")
def file(attachment_id: str, **key: str) -> Answer:
    return send_attachment(access(**key).report, attachment_id)


@blueprint.errorhandler(ExpiredToken)
def expired(error: ExpiredToken) -> Answer:
    form = FreshLinkForm(formdata=None)
    return _expired_page(str((request.view_args or {})["token"]), form, words=str(error)), 410


def _expired_page(token: str, form: FreshLinkForm, *, words: str = "", sent: bool = False) -> str:
    return render_template(
        "desk/expired.html",
        form=form,
        sent=sent,
        words=words,
        address=paths.desk_report(token),
        typed=typed_words(),
    )


def _page(way_in: Access, filled: dict[str, StampedForm] | None = None, status: int = 200) -> Answer:
    found, person = way_in.report, way_in.person
    forms = {name: form_for(name, workplace(), found, blank=True) for name in ACTS} | (filled or {})
    if not filled:
        _begin_with_script(forms["answer"], found, person)
    page = render_template(
        "desk/report.html",
        page=report_page(workplace(), found, person, way_in.file_address),
        forms=forms,
        wrong=next(iter(filled.values())) if filled else None,
        address=way_in.address,
    )
    return page, status


def _begin_with_script(form: StampedForm, found: Report, person: str) -> None:
    """`?script=first-word` begins the answer with that script, filled in; a GET, so it changes nothing."""
    script = workplace().library.desk.scripts.get(request.args.get("script", ""))
    if script is not None and isinstance(form, AnswerForm):
        form.script.data = script.slug
        form.words.data = script_for(workplace(), found, person, script)
