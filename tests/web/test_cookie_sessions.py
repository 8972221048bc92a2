"""The cookie of a session is the one that Flask would give, and Flask reads it."""

from typing import Any

import pytest
from flask import Flask, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import TimestampSigner
from markupsafe import Markup

from portal.web.cookie_sessions import CookieSessions

KEY = "f1d2d2f924e986ac86fdf7b36c94bcdf32beec15"
HTTPS = {"SESSION_COOKIE_NAME": "__Host-forthright", "SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_SAMESITE": "Lax"}


@pytest.mark.parametrize("config", [{}, HTTPS, {"SECRET_KEY_FALLBACKS": ["the key before"]}])
@pytest.mark.parametrize(
    "held",
    [
        {"csrf_token": KEY},
        {"csrf_token": KEY, "person": "mira"},
        {"csrf_token": Markup(KEY)},
        {" t": KEY},
        {"_flashes": [("message", "Sent.")]},
    ],
)
def test_the_header_is_that_of_flask(
    held: dict[str, Any], config: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: 1_795_687_207)
    usual, ours = _app(SecureCookieSessionInterface(), config), _app(CookieSessions(), config)
    by_flask = _answered(usual, held).headers["Set-Cookie"]
    sessions = ours.session_interface
    assert isinstance(sessions, CookieSessions)
    for _ in range(2):
        cookie = sessions.written(ours, SecureCookieSession(held))
        assert cookie == by_flask
        assert sessions.read(usual, cookie.partition(";")[0]) == held


def _app(sessions: SecureCookieSessionInterface, config: dict[str, Any]) -> Flask:
    app = Flask("one")
    app.config.update({"SECRET_KEY": "the key", "SECRET_KEY_FALLBACKS": [], **config})
    app.session_interface = sessions
    return app


def _answered(app: Flask, held: dict[str, Any]) -> Any:
    @app.get("/")
    def view() -> str:
        session.update(held)
        return ""

    return app.test_client().get("/")
