"""More comes in than can be answered in time: an honest 503 at once, rather than a browser that waits in vain.

The server says so in the request's environment (portal.cli.bounded_queue). The store is not asked, and what was typed
comes back, to be copied.
"""

from flask import Flask, Response, render_template, request

from portal import paths
from portal.languages.messages import N_, _
from portal.web.api_problems import UNAVAILABLE, belongs_to_api, problem
from portal.web.error_pages import Explained, typed_words

OVERLOADED = "forthright.overloaded"
RETRY_AFTER_S = 60

_EXPLAINED = Explained(
    N_("Very many people are writing to us right now"),
    N_("We have not got what you sent. Try again in a minute or two. If it cannot wait, reach us as below."),
)
_TO_A_PROGRAM = "Very many are writing to us right now. We have not got what you sent. Try again in a minute or two."


def refuse_when_overloaded(app: Flask) -> None:
    """To be added before all that costs anything."""

    @app.before_request
    def refuse() -> tuple[str, int, dict[str, str]] | Response | None:
        if not request.environ.get(OVERLOADED) or request.path.startswith(paths.STATIC):
            return None
        if belongs_to_api():
            return problem(UNAVAILABLE, _TO_A_PROGRAM, {"Retry-After": str(RETRY_AFTER_S)})
        said = Explained(_(_EXPLAINED.title), _(_EXPLAINED.words))
        page = render_template("problem.html", code=503, problem=said, typed=typed_words())
        return page, 503, {"Retry-After": str(RETRY_AFTER_S)}
