"""Where the script of a report's page says that somebody is there, and hears who else is and what was said since.

A POST, because it is noted; it is sent for a signed link only once a key or a pointer moved (portal.acts.viewing).
"""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from portal import paths
from portal.desk.access import access
from portal.desk.others_here import others_here
from portal.desk.report_page import said_meanwhile
from portal.desk.seen_entry import seen_entry
from portal.desk.viewing_form import ViewingForm
from portal.web.current import workplace

blueprint = Blueprint("desk_viewing", __name__)


@blueprint.post(paths.DESK_REPORT + "<token>/viewing")
@blueprint.post(paths.DESK_REPORTS + "/<reference>/viewing")
def viewing(**key: str) -> Response | tuple[Response, int]:
    """No limit of its own: whatever is sent, it is written down once in 20 seconds."""
    way_in = access(**key)
    form = ViewingForm(prefix="viewing")
    if not form.is_ours():
        return jsonify(problem=" ".join(form.problems)), 422
    way_in.note_viewing()
    here = others_here(workplace(), way_in.report, way_in.person)
    since = said_meanwhile(workplace(), way_in.report, way_in.person, seen_entry(request.form))
    return jsonify(others=here, meanwhile=since)
