"""How the API answers: JSON with the addresses of this service, and for all to see where it is for all."""

import json
from hashlib import sha256
from typing import Any

from flask import Response, request

from portal import api_paths, paths
from portal.api.models import Told
from portal.reports.links import TRACK, customer_token
from portal.reports.report import Report
from portal.web.current import workplace

PUBLIC_FOR_S = 60


def as_json(told: Told, status: int = 200) -> Response:
    body = json.dumps(told.as_json(), ensure_ascii=False) + "\n"
    return Response(body, status, content_type="application/json")


def for_everybody(told: Told) -> Response:
    """What may be kept and shared: with a strong tag, and 304 for whoever has it (RFC 9110 §13)."""
    return kept_by_tag(as_json(told))


def kept_by_tag(response: Response) -> Response:
    response.set_etag(sha256(response.get_data()).hexdigest()[:32])
    response.headers["Cache-Control"] = f"public, max-age={PUBLIC_FOR_S}"
    response.make_conditional(request)
    return response


def page_url(path: str) -> str:
    """Where people read a public page."""
    return workplace().library.site.base_url.rstrip("/") + path


def service_url(path: str) -> str:
    return workplace().settings.service_url + path


def private_links(report: Report) -> dict[str, Any]:
    """Made anew each time, never kept."""
    token = customer_token(workplace().secret, TRACK, report.reference, report.generation)
    return {"tracking_url": service_url(paths.tracking(token)), "url": service_url(api_paths.report(token))}
