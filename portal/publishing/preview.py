"""The live preview for editors: the site made from content/ as it is now, and what is wrong with it beside the pages.

Nothing is published. DESIGN §9.
"""

import html
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from markupsafe import Markup
from werkzeug.test import run_wsgi_app
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

from portal import paths
from portal.library.release import Release, release_of
from portal.publishing.preview_reading import PreviewReading
from portal.publishing.preview_state import PreviewState, Shown
from portal.publishing.problem_page import OVERVIEW, SCRIPT, STYLE, bar, overview_page, problem_page
from portal.settings import Settings
from portal.site_folder import PACKAGE_DIR

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CHANGES = f"{OVERVIEW}changes"
MOST_WATCHING = 24
"""Open pages that are told of changes at once; each holds a thread."""

_HEARTBEAT_S = 10.0
_OWN_FILES_KEPT_S = 600
_LOOK_WHETHER_GONE_S = 0.5
_OWN_FILES = {STYLE: "preview.css", SCRIPT: "preview.js"}
_BODY_END = re.compile(r"(?i)</body\s*>(?![\s\S]*</body)")
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_TAGS = Markup(
    '<link rel="stylesheet" href="{style}">\n'
    '<script src="{script}" defer data-changes="{changes}" data-page="{page}" data-have="{have}"></script>\n'
)


class Preview:
    """A WSGI app. Each request looks whether a file changed; only then is what changed read again.

    A page whose own file has a problem shows it. Every other page goes on, made from what is right now and, of the
    files with a problem, from what they last said. `service_for` gives the app that answers for the form, the tracking
    pages and the desk with the promises of a release.
    """

    def __init__(
        self,
        settings: Settings,
        reading: PreviewReading,
        service_for: "Callable[[Release], WSGIApplication] | None" = None,
    ) -> None:
        self.reading = reading
        self._settings = settings
        self._service_for = service_for
        self._service_lock = Lock()
        self._service: tuple[int, WSGIApplication | None] = (-1, None)
        self._places = BoundedSemaphore(MOST_WATCHING)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        request = Request(environ)
        path = request.path
        if path in _OWN_FILES:
            answer = send_file(PACKAGE_DIR / "static" / _OWN_FILES[path], environ, max_age=_OWN_FILES_KEPT_S)
        elif path.startswith(paths.STATIC) and self.reading.state.library is not None:
            # Its address holds its digest: it is as the page that names it was made.
            answer = _response(self.reading.state.page(path))
        else:
            answer = self._changes(request) if path == CHANGES else self._answer(self.reading.look(), request)
            answer.headers["Cache-Control"] = "no-store"
        return answer(environ, start_response)

    def _answer(self, state: PreviewState, request: Request) -> Response:
        path = request.path
        if path == OVERVIEW:
            hidden = {address: (page, state.why_hidden(page)) for address, page in state.hidden.items()}
            problems = (*state.problems, *state.of_templates())
            return self._told(overview_page(problems, hidden, self._settings.site_dir), path, state, 200)
        if problems := state.problems_at(path):
            return self._told(problem_page(problems, self._settings.site_dir), path, state, 500)
        if state.library is None:
            return Response(status=404)
        if path in state.assets:
            return send_file(state.assets[path], request.environ)
        if paths.belongs_to_service(path):
            return self._of_service(state, request)
        shown = state.page(path)
        if shown.problems and not shown.body:
            return self._told(problem_page(shown.problems, self._settings.site_dir), path, state, 500)
        response = _response(shown)
        if shown.is_html:
            response.set_data(_page_with_bar(state, path, shown))
        return response

    def _of_service(self, state: PreviewState, request: Request) -> Response:
        service = self._service_with(state)
        if service is None:
            return Response("The form, the tracking pages and the desk are not part of this preview.", 404)
        body, status, headers = run_wsgi_app(service, request.environ)
        response = Response(body, status, headers)
        if request.method == "GET" and response.mimetype == "text/html" and response.status_code == 200:
            response.set_data(_with(response.get_data(as_text=True), bar(state.wrong) + _tags(state, request.path)))
        return response

    def _service_with(self, state: PreviewState) -> "WSGIApplication | None":
        """The service with the promises of `state`; a release takes long, and is made when somebody comes."""
        with self._service_lock:
            if self._service_for is not None and state.library is not None and self._service[0] != state.number:
                self._service = (state.number, self._service_for(release_of(state.library, state.at)))
            return self._service[1]

    def _told(self, page: Markup, path: str, state: PreviewState, status: int) -> Response:
        response = Response(_with(page, _tags(state, path)), status, mimetype="text/html")
        policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:"
        response.headers["Content-Security-Policy"] = policy
        return response

    def _changes(self, request: Request) -> Response:
        """An event stream (WHATWG HTML, "Server-sent events") that ends once the page that is open has changed."""
        if not self._places.acquire(blocking=False):
            return Response(status=503)
        is_gone = request.environ.get("waitress.client_disconnected", lambda: False)
        told = self._until_changed(request.args.get("page", "/"), request.args.get("have", ""), is_gone)
        response = Response(told, mimetype="text/event-stream")
        response.call_on_close(self._places.release)
        return response

    def _until_changed(self, path: str, have: str, is_gone: Callable[[], bool]) -> Iterator[str]:
        yield "retry: 500\n\n"
        state, heartbeat_at = self.reading.state, time.monotonic() + _HEARTBEAT_S
        while _token(state, path) == have:
            number = state.number
            while state.number == number:
                if is_gone():
                    return
                if time.monotonic() > heartbeat_at:
                    heartbeat_at = time.monotonic() + _HEARTBEAT_S
                    yield ": still here\n\n"
                state = self.reading.wait_for(number, _LOOK_WHETHER_GONE_S)
        yield _event(state, path)


def _event(state: PreviewState, path: str) -> str:
    """That the page is another now; with the page itself where it can be put in the place of what is shown."""
    is_read = not paths.belongs_to_service(path) and path != OVERVIEW and path not in state.assets
    if is_read and state.library is not None and not state.problems_at(path):
        shown = state.page(path)
        if shown.is_html and shown.status == 200 and shown.body:
            return f"event: page\ndata: {json.dumps(_page_with_bar(state, path, shown))}\n\n"
    return "data: changed\n\n"


def _page_with_bar(state: PreviewState, path: str, shown: Shown) -> str:
    hidden_page = state.hidden.get(path)
    told = bar((*state.wrong, *shown.problems), state.why_hidden(hidden_page) if hidden_page else "")
    return _with(shown.body.decode(), told + _tags(state, path))


def _response(shown: Shown) -> Response:
    return Response(shown.body, shown.status, list(shown.headers))


def _token(state: PreviewState, path: str) -> str:
    """What the form, the tracking pages and the desk show is another at each look."""
    return str(state.number) if paths.belongs_to_service(path) or path == OVERVIEW else state.token(path)


def _tags(state: PreviewState, path: str) -> Markup:
    return _TAGS.format(style=STYLE, script=SCRIPT, changes=CHANGES, page=path, have=_token(state, path))


def _with(page: str, more: Markup) -> str:
    """The page with more at its end, and allowed to run our script."""
    page = _POLICY.sub(
        lambda found: found[1] + html.escape(_widened(html.unescape(found[2]))) + found[3], page, count=1
    )
    with_more, count = _BODY_END.subn(lambda end: f"{more}{end[0]}", page, count=1)
    return with_more if count else f"{page}{more}"


def _widened(policy: str) -> str:
    """`'self'` alone is added, and only where scripts or requests are not allowed yet."""
    rules = [rule.strip() for rule in policy.split(";")]
    for name in ("script-src", "connect-src"):
        if not any(rule.startswith(f"{name} ") for rule in rules):
            rules.append(f"{name} 'self'")
    return "; ".join(rules)
