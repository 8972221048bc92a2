"""The API described: as OpenAPI for programs, and as a page for people."""

import json

from flask import Blueprint, Response, render_template

from portal import api_paths
from portal.api.answers import kept_by_tag, service_url
from portal.api.idempotency_key import FEWEST_CHARACTERS, MOST_CHARACTERS
from portal.api.openapi import Here, example_body, openapi
from portal.api.operations import OPERATIONS
from portal.api.strict_json import MOST_BYTES
from portal.web.api_problems import PROBLEM_TYPES
from portal.web.current import workplace
from portal.web.limits import SEND_REPORT, WRITE_AGAIN

blueprint = Blueprint("api_documents", __name__)


@blueprint.get(api_paths.API)
def page() -> str:
    here = _here()
    return render_template(
        "api/api.html",
        api_paths=api_paths,
        here=here,
        operations=OPERATIONS,
        problems=PROBLEM_TYPES,
        languages=workplace().library.site.languages_spoken(),
        example=json.dumps(example_body(here), ensure_ascii=False, indent=2),
        fewest=FEWEST_CHARACTERS,
        most=MOST_CHARACTERS,
        most_kb=MOST_BYTES // 1000,
        sending=SEND_REPORT,
        writing=WRITE_AGAIN,
        document=service_url(api_paths.OPENAPI),
    )


@blueprint.get(api_paths.OPENAPI)
def document() -> Response:
    body = json.dumps(openapi(_here()), ensure_ascii=False, indent=2) + "\n"
    response = Response(body, content_type="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return kept_by_tag(response)


def _here() -> Here:
    library = workplace().library
    live = library.public.live_on(workplace().local_day(workplace().now()))
    topics = sorted(live.topics.values(), key=lambda topic: (topic.catch_all, topic.order, topic.slug))
    return Here(
        organisation=library.site.organisation,
        service_url=workplace().settings.service_url,
        topic=topics[0].slug,
        severity=library.site.severities[0].key,
    )
