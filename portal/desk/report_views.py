"""A report's page on the desk, for whoever has the signed link of a notice or is signed in (portal.desk.access).

A GET shows, only a POST changes. Whoever is signed in is seen to be there, as their session is seen to be used; a
link alone tells nothing, because mail scanners open it.
"""

from flask import Blueprint, abort, flash, redirect, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.mark_hard import was_hard
from portal.desk.access import access
from portal.desk.expired_link_views import expired
from portal.desk.receiver_words import too_late_to_keep
from portal.desk.report_acts import act_named, form_for
from portal.desk.seen_entry import seen_entry
from portal.desk.shown_report import shown_report
from portal.errors import ExpiredToken, MoveRefused, Overtaken
from portal.web.attachment_view import send_attachment
from portal.web.current import workplace

blueprint = Blueprint("desk_report", __name__)
blueprint.register_error_handler(ExpiredToken, expired)
Answer = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response
# What ends the work on a report, for now: after it a pause is offered where the report was hard.
ENDS = ("answer", "resolve", "decline", "hand-over", "escalate")
HANDS_ON = ("hand-over", "escalate")
_BY_LINK = paths.DESK_REPORT + "<token>"
_SIGNED_IN = paths.DESK_REPORTS + "/<reference>"


@blueprint.get(_BY_LINK)
@blueprint.get(_SIGNED_IN)
def report(**key: str) -> Answer:
    way_in = access(**key)
    way_in.note_opening()
    if not way_in.by_link:
        way_in.note_viewing()
    return shown_report(way_in)


@blueprint.post(_BY_LINK + "/<act_name>")
@blueprint.post(_SIGNED_IN + "/<act_name>")
def act(act_name: str, **key: str) -> Answer:
    way_in = access(**key)
    chosen = act_named(act_name) or abort(404)
    form = form_for(act_name, workplace(), way_in.report, blank=False)
    if not form.validate():
        return shown_report(way_in, {act_name: form}, 422)
    seen = seen_entry(request.form)
    if seen is not None:
        form.filled_in_by(way_in.person, seen)
    try:
        chosen.do(workplace(), way_in.report.id, way_in.person, form)
    except Overtaken:
        return shown_report(way_in, {act_name: form}, 409, overtaken=form.filling)
    except MoveRefused as error:
        form.problems.append(str(error))
        return shown_report(way_in, {act_name: form}, 409)
    flash(chosen.done_with(form))
    if act_name in HANDS_ON and (warning := too_late_to_keep(workplace(), way_in.report.id)):
        flash(warning)
    if not way_in.by_link and act_name in ENDS and was_hard(workplace(), way_in.report):
        flash("That was a hard one. Ten minutes for yourself are at the foot of the page, and count as work.")
    return redirect(way_in.address, 303)


@blueprint.get(_BY_LINK + "/files/<attachment_id>")
@blueprint.get(_SIGNED_IN + "/files/<attachment_id>")
def file(attachment_id: str, **key: str) -> Answer:
    return send_attachment(access(**key).report, attachment_id)
