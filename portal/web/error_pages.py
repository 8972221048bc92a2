"""Error pages of the dynamic half: what happened, why, and what to do next, with a way to reach a person."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from portal.acts.timeline import tidy
from portal.errors import ExpiredToken, LeadsOnly, PortalError, ReportError, StoreUnavailable

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Explained:
    title: str
    words: str


_EXPLAINED = {
    400: Explained("That did not arrive whole", "Go back, look over what you entered, and send it again."),
    403: Explained(
        "We did not accept this", "It seems to come from a page that is not ours. Open our own page and try again."
    ),
    404: Explained(
        "There is nothing here",
        "The link may have lost a piece on the way, or it has been replaced. Copy the whole of it from the mail, "
        "or ask for it again.",
    ),
    405: Explained("This address cannot be opened like that", "Go back to the page before and use its button."),
    413: Explained(
        "That is too large to send",
        "Go back: your browser should have kept what you wrote. Leave out an attachment or attach a smaller copy.",
    ),
    429: Explained("Too many tries", "Wait ten minutes, then try again. If it cannot wait, reach us as below."),
    500: Explained(
        "Something broke on our side",
        "It has been recorded. Go back and try once more; if it breaks again, reach us as below.",
    ),
    503: Explained(
        "We cannot do this right now",
        "Nothing was changed or lost. Try again in a few minutes. If it cannot wait, reach us as below.",
    ),
}
_OTHER = Explained("That did not work", "Go back and try once more. If it fails again, reach us as below.")


def add_error_pages(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def answered(error: HTTPException) -> tuple[str, int, dict[str, str]]:
        code = error.code or 500
        headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
        if code in (429, 503):
            headers.setdefault("Retry-After", "600" if code == 429 else "120")
        return _page(code, _EXPLAINED.get(code, _OTHER)), code, headers

    @app.errorhandler(StoreUnavailable)
    def unavailable(error: StoreUnavailable) -> tuple[str, int, dict[str, str]]:
        logger.error("store unavailable: %s", error)
        return _page(503, _EXPLAINED[503], typed_words()), 503, {"Retry-After": "120"}

    @app.errorhandler(ExpiredToken)
    def expired(error: ExpiredToken) -> tuple[str, int]:
        return _page(410, Explained("This link has expired", str(error))), 410

    @app.errorhandler(LeadsOnly)
    def for_leads(error: LeadsOnly) -> tuple[str, int]:
        return _page(403, Explained("This is for leads", str(error))), 403

    @app.errorhandler(ReportError)
    def refused(error: ReportError) -> tuple[str, int]:
        return _page(409, Explained("That cannot be done now", str(error))), 409

    @app.errorhandler(PortalError)
    @app.errorhandler(Exception)
    def broken(error: Exception) -> tuple[str, int]:
        # The path may hold a private link, so only its first part is kept.
        logger.error("unexpected error at /%s", request.path.split("/")[1], exc_info=error)
        return _page(500, _EXPLAINED[500], typed_words()), 500


def typed_words() -> list[str]:
    """What somebody wrote in the form that came in, so that it can be copied from a page that has no such form."""
    return [tidy(text) for text in request.form.values() if len(text.split()) > 1]


def _page(code: int, explained: Explained, typed: Sequence[str] = ()) -> str:
    return render_template("problem.html", code=code, problem=explained, typed=typed)
