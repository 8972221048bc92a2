"""The live preview for editors: the site made from content/ as it is now, and what is wrong with it beside the pages.

Nothing is published.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from markupsafe import Markup
from werkzeug.test import run_wsgi_app
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

from portal import paths
from portal.library.loader import Loaded
from portal.library.problems import Problem
from portal.library.release import Release, release_of
from portal.library.survey import asset_address, survey
from portal.publishing.problem_page import PROBLEMS, problem_page, problem_strip
from portal.publishing.site_to_freeze import MakeSite
from portal.settings import FILE_NAME, Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_BODY = re.compile(rb"<body[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _State:
    """`site` is the last that could be made; `problems` are those of the content as it is now."""

    site: "WSGIApplication | None"
    service: "WSGIApplication | None"
    problems: tuple[Problem, ...]
    addresses: dict[str, str]
    assets: dict[str, Path]


class Preview:
    """A WSGI app. Each request looks whether a file changed; only then is the content read again.

    While there are problems, the pages come from the content as it last was without any, except those whose own file
    has a problem: they show it. `service_for` gives the app that answers for the form, the tracking pages and the desk
    with the promises of a release.
    """

    def __init__(
        self,
        settings: Settings,
        load: Callable[[], Loaded],
        make_site: MakeSite,
        now: Callable[[], datetime],
        service_for: "Callable[[Release], WSGIApplication] | None" = None,
    ) -> None:
        self._settings = settings
        self._load = load
        self._make_site = make_site
        self._now = now
        self._service_for = service_for
        self._lock = Lock()
        self._seen: tuple[object, ...] | None = None
        self._state = _State(None, None, (), {}, {})

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        request = Request(environ)
        state = self._current()
        if state.service is not None and paths.belongs_to_service(request.path):
            return state.service(environ, start_response)
        response = _answer(state, request)
        response.headers["Cache-Control"] = "no-store"
        return response(environ, start_response)

    def _current(self) -> _State:
        with self._lock:
            seen = tuple(_files_seen(self._settings))
            if seen != self._seen:
                self._state = self._read()
                self._seen = seen
            return self._state

    def _read(self) -> _State:
        loaded = self._load()
        found = survey(self._settings.site_dir)
        problems = tuple(problem for problem in loaded.problems if problem.severity == "problem")
        site, service = self._state.site, self._state.service
        if loaded.library is not None:
            at = self._now()
            release = release_of(loaded.library, at)
            service = self._service_for(release) if self._service_for else None
            made = self._make_site(release, at)
            made.app.config["PROPAGATE_EXCEPTIONS"] = True
            made.app.config["TEMPLATES_AUTO_RELOAD"] = True
            site = made.app
        return _State(
            site,
            service,
            problems,
            {page.address: page.source for page in found.pages},
            {asset_address(source): file for source, file in found.assets.items()},
        )


def _answer(state: _State, request: Request) -> Response:
    if request.path == PROBLEMS:
        return problem_page(state.problems)
    source = state.addresses.get(request.path)
    own = tuple(problem for problem in state.problems if problem.path == source)
    if own or state.site is None:
        return problem_page(own or state.problems)
    if request.path in state.assets:
        return send_file(state.assets[request.path], request.environ)
    if paths.belongs_to_service(request.path):
        return problem_page((), "The form, the tracking pages and the desk are not part of this preview.")
    try:
        body, status, headers = run_wsgi_app(state.site, request.environ, buffered=True)
    except Exception as error:
        # A template of the editor's own may raise anything; the preview goes on.
        return problem_page((), f"The page cannot be shown: {type(error).__name__}: {error}")
    response = Response(body, status, headers)
    return _with_strip(response, problem_strip(state.problems)) if state.problems else response


def _files_seen(settings: Settings) -> Iterable[tuple[str, int, int]]:
    """Every file that the pages come from, with its modification time and size."""
    roots = [settings.content_dir, *settings.template_dirs, *settings.static_dirs]
    for root in roots:
        for file in sorted(root.rglob("*")):
            yield from _file_seen(file)
    yield from _file_seen(settings.site_dir / FILE_NAME)


def _file_seen(file: Path) -> Iterable[tuple[str, int, int]]:
    try:
        stat = file.stat()
    except OSError:
        return  # It went while we looked, as an editor's temporary files do.
    if not file.is_dir():
        yield str(file), stat.st_mtime_ns, stat.st_size


def _with_strip(response: Response, strip: Markup) -> Response:
    """The page with a line on top that leads to the problems."""
    if response.mimetype == "text/html":
        response.set_data(_BODY.sub(lambda tag: tag[0] + strip.encode(), response.get_data(), count=1))
    return response
