"""Headers of every dynamic answer. OWASP ASVS 5.0 V3; DESIGN §8.

`same-origin` rather than `no-referrer`: with the latter browsers send `Origin: null`, which the Origin check refuses.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from types import TracebackType

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

# Named here, for what is written at an inner function is worked out for each request.
_Headers = list[tuple[str, str]]
_Write = Callable[[bytes], object]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_PRIVATE = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("X-Robots-Tag", "noindex"),
    ("Cache-Control", "no-store"),
)
_NAMES = tuple(name.lower() for name, _ in _PRIVATE)


def add_headers(app: Flask) -> None:
    """Dynamic pages are private: never stored, framed, indexed or told to other sites, where an answer does not say how
    it is itself. They are put on the finished answer, where that costs least.
    """
    app.wsgi_app = _with_headers(app.wsgi_app)  # type: ignore[method-assign, assignment]


def _with_headers(app: "WSGIApplication") -> "WSGIApplication":
    def headed(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: _Headers, exc_info: "ExcInfo | None" = None, /) -> _Write:
            said = {name.lower() for name, _ in headers}
            if said.isdisjoint(_NAMES):
                headers.extend(_PRIVATE)
            else:
                headers.extend([header for name, header in zip(_NAMES, _PRIVATE, strict=True) if name not in said])
            return start_response(status, headers, exc_info)

        return app(environ, start)

    return headed
