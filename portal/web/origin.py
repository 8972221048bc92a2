"""A change is only taken from our own pages: the Origin header, where a browser sends it, must be ours.

The second line behind the CSRF token. OWASP CSRF Prevention, "Verifying Origin".
"""

from urllib.parse import urlsplit

from flask import Flask, abort, request

from portal import paths, subscription_paths
from portal.settings import Settings

SAFE = ("GET", "HEAD", "OPTIONS")
_BY_MAIL_PROGRAMS = (paths.STOP_MAILS, subscription_paths.STOP)


def require_own_origin(app: Flask, settings: Settings) -> None:
    """Requests that change something get 403 when they come from a page of another host."""

    @app.before_request
    def check() -> None:
        origin = request.headers.get("Origin")
        # A mail program posts here without any page of ours, and says so or not (RFC 8058).
        if request.method in SAFE or origin is None or request.path.startswith(_BY_MAIL_PROGRAMS):
            return
        own = {request.host, urlsplit(settings.service_url).netloc}
        if urlsplit(origin).netloc not in own:
            abort(403)
