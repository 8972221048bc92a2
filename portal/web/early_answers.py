"""What lies ready is answered before Flask begins: a page that is kept, or that there is nothing new.

When something breaks down, many open the form at once and many wait on their report's page; what they wait for then is
the look at the database and the signatures of their own forms. Who may see a page is found out anew each time. All that
is not plain goes on to Flask, which answers the same, only later: this module can be deleted.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask

from portal.web.cookie_sessions import CookieSessions
from portal.web.current import service_of
from portal.web.kept_pages import KeptPage
from portal.web.overload import OVERLOADED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The answer to If-None-Match where nothing has changed; `tag` is the weak entity tag (RFC 9110 §8.8.3)."""

    tag: str

    @property
    def etag(self) -> str:
        """As the header ETag has it."""
        return f'W/"{self.tag}"'


_Headers = list[tuple[str, str]]
Ready = KeptPage | Unchanged
FindReady = Callable[["WSGIEnvironment"], Ready | None]


def answer_early(app: Flask, find: FindReady) -> None:
    """`find` gives what lies ready for whoever asks, None where nothing does; what it raises, Flask will meet again.

    To be added before what every answer passes through (portal.web.headers, portal.web.request_id).
    """
    app.wsgi_app = _early(app, app.wsgi_app, find)  # type: ignore[method-assign, assignment]


def _early(app: Flask, usual: "WSGIApplication", find: FindReady) -> "WSGIApplication":
    def early(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        ready = _found(environ, find)
        if isinstance(ready, Unchanged):
            start_response("304 NOT MODIFIED", [("ETag", ready.etag)])
            return ()
        made = _for_this_visitor(app, ready, environ.get("HTTP_COOKIE")) if ready is not None else None
        if made is None:
            return usual(environ, start_response)
        body, headers = made
        start_response("200 OK", headers)
        return (body,)

    return early


def _found(environ: "WSGIEnvironment", find: FindReady) -> Ready | None:
    if environ["REQUEST_METHOD"] != "GET" or environ.get(OVERLOADED):
        return None
    try:
        return find(environ)
    except Exception:
        # Also what nobody foresaw: Flask has the page that explains it, and the log.
        return None


def _for_this_visitor(app: Flask, page: KeptPage, cookies: str | None) -> tuple[bytes, _Headers] | None:
    """The page with what is theirs in it; None for somebody who is still to be told something on their next page."""
    sessions, here = app.session_interface, service_of(app)
    assert isinstance(sessions, CookieSessions)
    session = sessions.read(app, cookies)
    if "_flashes" in session:
        return None
    now = here.workplace.now()
    html = page.written(lambda: here.tokens.token(session), lambda: here.stamps.new(now))
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(html))),
        ("Vary", "Cookie"),
    ]
    if session.modified:
        headers.append(("Set-Cookie", sessions.written(app, session)))
    return html, headers
