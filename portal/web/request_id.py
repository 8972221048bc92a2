"""A name for each request, so that the lines it wrote are found: in the log, and as `X-Request-ID` of the answer."""

import re
import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask

from portal.log_lines import current_request

if TYPE_CHECKING:
    from types import TracebackType

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

# Named here, for what is written at an inner function is worked out for each request.
_Headers = list[tuple[str, str]]
_Write = Callable[[bytes], object]

HEADER = "X-Request-ID"
_FIT = re.compile(r"[\w-]{8,64}", re.ASCII)


def name_requests(app: Flask, *, proxied: bool) -> None:
    """A proxy of ours may have named it already, so that its log and ours can be read together."""
    app.wsgi_app = _named(app.wsgi_app, proxied)  # type: ignore[assignment,method-assign]


def _named(app: "WSGIApplication", proxied: bool) -> "WSGIApplication":
    def named(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID") if proxied else None
        name = given if given and _FIT.fullmatch(given) else secrets.token_hex(8)

        def start(status: str, headers: _Headers, exc_info: "ExcInfo | None" = None, /) -> _Write:
            headers.append((HEADER, name))
            return start_response(status, headers, exc_info)

        token = current_request.set(name)
        try:
            return app(environ, start)
        finally:
            current_request.reset(token)

    return named
