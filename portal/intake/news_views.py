"""What is new on a tracking page, for its script: asked for every few seconds, answered with 304 while nothing is.

The address is one of its own, and its answers are not stored like all others here (portal.web.headers): the script
remembers the tag and asks with If-None-Match itself, so nothing private has to lie in a browser's cache for it.
"""

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from portal import paths
from portal.intake.tracking_page import tracking_context
from portal.intake.tracking_version import tracking_version
from portal.reports.links import TRACK
from portal.web.current import workplace
from portal.web.links import customers_report

LIVE_PARTS = ("stands", "promises", "heard", "cause", "story")

blueprint = Blueprint("news", __name__)


@blueprint.get(f"{paths.TRACKING}<token>/news")
def news(token: str) -> Response:
    """`{"status": …, "every_s": …, "parts": {name: HTML}}`, or 304 for the tag of the present state."""
    report = customers_report(token, TRACK)
    version = tracking_version(workplace(), report)
    if request.if_none_match.contains_weak(version):
        response = make_response("", 304)
    else:
        context = tracking_context(token, report, version=version)
        parts = {part: render_template(f"intake/tracking/{part}.html", **context) for part in LIVE_PARTS}
        response = jsonify(status=report.status, every_s=context["tracking"].every_s, parts=parts)
    response.set_etag(version, weak=True)
    return response
