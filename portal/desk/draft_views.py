"""Keeping what stands in a form of a report's page, and throwing it away: by its buttons, or by the page's script.

The script asks for JSON and is answered with the time; a browser without it comes back to the page.
"""

from flask import Blueprint, abort, flash, jsonify, redirect, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.drafts import keep_draft, throw_away
from portal.desk.access import Access, access
from portal.desk.draft_forms import is_script_as_it_stands, typed_in
from portal.desk.expired_link_views import expired
from portal.desk.others_here import wall_clock
from portal.desk.report_acts import act_named, form_for
from portal.desk.shown_report import shown_report
from portal.errors import ExpiredToken, MoveRefused
from portal.web.current import workplace
from portal.web.forms import StampedForm
from portal.web.limits import KEEP_DRAFT, is_over

blueprint = Blueprint("desk_drafts", __name__)
blueprint.register_error_handler(ExpiredToken, expired)
Answer = tuple[str, int] | tuple[Response, int] | Response
_BY_LINK = paths.DESK_REPORT + "<token>/<act_name>"
_SIGNED_IN = paths.DESK_REPORTS + "/<reference>/<act_name>"
_TOO_OFTEN = "Not kept: you have kept drafts very often just now. Wait ten minutes, or send it. Your words stay here."


@blueprint.post(_BY_LINK + "/draft")
@blueprint.post(_SIGNED_IN + "/draft")
def keep(act_name: str, **key: str) -> Answer:
    """A form without a word in it is nothing to keep, and what was kept of it before goes."""
    way_in, form = _form(act_name, key)
    if not form.is_ours():
        return _not_kept(way_in, act_name, form, 422)
    if is_over(workplace(), KEEP_DRAFT, way_in.person):
        form.problems.append(_TOO_OFTEN)
        return _not_kept(way_in, act_name, form, 429)
    try:
        kept_at = _keep(way_in, act_name, form)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _not_kept(way_in, act_name, form, 409)
    way_in.note_viewing()
    if _asks_for_json():
        return jsonify(kept=kept_at)
    begin = request.form.get("begin", "")
    if begin in workplace().library.desk.scripts:
        return redirect(f"{way_in.address}?script={begin}#{act_name}", 303)
    flash("Kept. It waits here for you." if kept_at else "There was nothing to keep.")
    return redirect(f"{way_in.address}#{act_name}", 303)


@blueprint.post(_BY_LINK + "/throw-away")
@blueprint.post(_SIGNED_IN + "/throw-away")
def discard(act_name: str, **key: str) -> Answer:
    way_in, form = _form(act_name, key)
    if not form.is_ours():
        return _not_kept(way_in, act_name, form, 422)
    throw_away(workplace(), way_in.report.id, way_in.person, act_name)
    flash("Thrown away.")
    return redirect(way_in.address, 303)


def _form(act_name: str, key: dict[str, str]) -> tuple[Access, StampedForm]:
    """Raises ExpiredToken, StoreUnavailable; aborts with 404 for what is no act."""
    way_in = access(**key)
    if act_named(act_name) is None:
        abort(404)
    return way_in, form_for(act_name, workplace(), way_in.report, blank=False)


def _keep(way_in: Access, act_name: str, form: StampedForm) -> str:
    """The time at which it was kept, on the wall clock; empty where there was nothing. Raises MoveRefused."""
    place, report, person = workplace(), way_in.report, way_in.person
    fields = typed_in(form)
    if not fields or is_script_as_it_stands(place, report, person, form):
        throw_away(place, report.id, person, act_name)
        return ""
    draft = keep_draft(place, report.id, person, act_name, form.filling, fields)
    return wall_clock(draft.saved_at, place.library.site.time_zone)


def _not_kept(way_in: Access, act_name: str, form: StampedForm, status: int) -> Answer:
    if _asks_for_json():
        return jsonify(problem=" ".join(form.problems)), status
    return shown_report(way_in, {act_name: form}, status)


def _asks_for_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
