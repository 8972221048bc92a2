"""Error pages of the dynamic half: what happened, why, and what to do next, with a way to reach a person."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from portal.acts.timeline import tidy
from portal.errors import (
    EditorsOnly,
    EditRefused,
    ExpiredToken,
    LeadsOnly,
    PortalError,
    ReportError,
    StoreUnavailable,
    TeamOnly,
)
from portal.languages.messages import N_, text_of
from portal.web.api_problems import belongs_to_api, problem, usual_problem

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Explained:
    title: str
    words: str


_EXPLAINED = {
    400: Explained(N_("That did not arrive whole"), N_("Go back, look over what you entered, and send it again.")),
    403: Explained(
        N_("We did not accept this"),
        N_("It seems to come from a page that is not ours. Open our own page and try again."),
    ),
    404: Explained(
        N_("There is nothing here"),
        N_(
            "The link may have lost a piece on the way, or it has been replaced. Copy the whole of it from the mail, "
            "or ask for it again."
        ),
    ),
    405: Explained(N_("This address cannot be opened like that"), N_("Go back to the page before and use its button.")),
    413: Explained(
        N_("That is too large to send"),
        N_("Go back: your browser should have kept what you wrote. Leave out an attachment or attach a smaller copy."),
    ),
    429: Explained(N_("Too many tries"), N_("Wait ten minutes, then try again. If it cannot wait, reach us as below.")),
    500: Explained(
        N_("Something broke on our side"),
        N_("It has been recorded. Go back and try once more; if it breaks again, reach us as below."),
    ),
    503: Explained(
        N_("We cannot do this right now"),
        N_("Nothing was changed or lost. Try again in a few minutes. If it cannot wait, reach us as below."),
    ),
}
_OTHER = Explained(N_("That did not work"), N_("Go back and try once more. If it fails again, reach us as below."))


Answer = Response | tuple[str, int, dict[str, str]]


def add_error_pages(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def answered(error: HTTPException) -> Answer:
        code = error.code or 500
        headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
        if code in (429, 503):
            headers.setdefault("Retry-After", "600" if code == 429 else "120")
        return _answer(code, _EXPLAINED.get(code, _OTHER), headers)

    @app.errorhandler(StoreUnavailable)
    def unavailable(error: StoreUnavailable) -> Answer:
        logger.error("store unavailable: %s", error)
        return _answer(503, _EXPLAINED[503], {"Retry-After": "120"}, keeps_words=True)

    @app.errorhandler(ExpiredToken)
    def expired(error: ExpiredToken) -> Answer:
        return _answer(410, Explained("This link has expired", str(error)))

    @app.errorhandler(LeadsOnly)
    def for_leads(error: LeadsOnly) -> Answer:
        return _answer(403, Explained("This is for leads", str(error)))

    @app.errorhandler(EditorsOnly)
    def for_editors(error: EditorsOnly) -> tuple[str, int]:
        return _page(403, Explained("This is for editors", str(error))), 403

    @app.errorhandler(TeamOnly)
    def for_the_team(error: TeamOnly) -> tuple[str, int]:
        return _page(403, Explained("This is for those who answer reports", str(error))), 403

    @app.errorhandler(EditRefused)
    def not_edited(error: EditRefused) -> tuple[str, int]:
        return _page(409, Explained(N_("That cannot be done now"), str(error)), typed_words()), 409

    @app.errorhandler(ReportError)
    def refused(error: ReportError) -> Answer:
        return _answer(409, Explained(N_("That cannot be done now"), str(error)))

    @app.errorhandler(PortalError)
    @app.errorhandler(Exception)
    def broken(error: Exception) -> Answer:
        # The path may hold a private link, so only its first part is kept.
        logger.error("unexpected error at /%s", request.path.split("/")[1], exc_info=error)
        return _answer(500, _EXPLAINED[500], keeps_words=True)


def _answer(
    code: int, explained: Explained, headers: dict[str, str] | None = None, *, keeps_words: bool = False
) -> Answer:
    """A page for people; the same told to programs. `keeps_words` shows what was typed, to be copied."""
    if belongs_to_api():
        told_itself = explained not in (_OTHER, *_EXPLAINED.values())
        return problem(usual_problem(code), explained.words if told_itself else "", headers)
    return _page(code, explained, typed_words() if keeps_words else ()), code, headers or {}


def typed_words() -> list[str]:
    """What somebody wrote in the form that came in, so that it can be copied from a page that has no such form."""
    return [tidy(text) for text in request.form.values() if len(text.split()) > 1]


def _page(code: int, explained: Explained, typed: Sequence[str] = ()) -> str:
    said = Explained(text_of(explained.title), text_of(explained.words))
    return render_template("problem.html", code=code, problem=said, typed=typed)
