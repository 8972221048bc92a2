"""The API reads no cookie: they are taken off before anything could look at them.

So nobody's session can be borrowed by a page of another host, and nothing here needs a CSRF token.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from portal import api_paths

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def without_cookies(app: "WSGIApplication") -> "WSGIApplication":
    """The application, in which no request for the API has cookies."""

    def cookieless(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(api_paths.API):
            environ.pop("HTTP_COOKIE", None)
        return app(environ, start_response)

    return cookieless
