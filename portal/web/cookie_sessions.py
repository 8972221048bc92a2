"""Flask's sessions in a signed cookie; what signs them is made once for each app, not twice for each request.

Both directions also work outside a request, for what is answered before Flask begins (portal.web.early_answers).
"""

from types import SimpleNamespace
from typing import Any, cast

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.http import dump_cookie
from werkzeug.sansio.http import parse_cookie

from portal.web.quick_signatures import QuickTimedSerializer, in_json

# Stands for the value while the rest of the header is written; `dump_cookie` leaves it as it is.
_VALUE = "value"


class CookieSessions(SecureCookieSessionInterface):
    """For one app, whose keys do not change."""

    def __init__(self) -> None:
        self._serializer: QuickTimedSerializer | None = None
        self._around_value: tuple[str, str] | None = None

    def get_signing_serializer(self, app: Flask) -> QuickTimedSerializer:
        if self._serializer is None:
            self._serializer = QuickTimedSerializer(
                [*app.config["SECRET_KEY_FALLBACKS"], app.config["SECRET_KEY"]],
                salt=self.salt,
                serializer=self.serializer,
                signer_kwargs={"key_derivation": self.key_derivation, "digest_method": self.digest_method},
            )
        return self._serializer

    def read(self, app: Flask, cookies: str | None) -> SecureCookieSession:
        """The session among these cookies, as the header of a request has them."""
        if not cookies:
            return self.session_class()
        request = SimpleNamespace(cookies=parse_cookie(cookies))
        return self.open_session(app, cast("Request", request)) or self.session_class()

    def written(self, app: Flask, session: SecureCookieSession) -> str:
        """The header Set-Cookie for a session that is not permanent, as ours are."""
        serializer, plain = self.get_signing_serializer(app), self._plain_json(session)
        before, after = self._around_value or self._what_is_around(app)
        return before + (serializer.signed_json(plain) if plain else serializer.dumps(dict(session))) + after

    def _plain_json(self, session: SecureCookieSession) -> str | None:
        """A new visitor's session is one text, and needs none of the tags that tell other types apart."""
        if len(session) != 1:
            return None
        [(name, value)] = session.items()
        return (
            f"{{{in_json(name)}:{in_json(value)}}}" if type(value) is str and name not in self.serializer.tags else None
        )

    def _what_is_around(self, app: Flask) -> tuple[str, str]:
        config: dict[str, Any] = app.config
        cookie = dump_cookie(
            self.get_cookie_name(app),
            _VALUE,
            path=self.get_cookie_path(app),
            domain=config["SESSION_COOKIE_DOMAIN"],
            secure=config["SESSION_COOKIE_SECURE"],
            httponly=config["SESSION_COOKIE_HTTPONLY"],
            samesite=config["SESSION_COOKIE_SAMESITE"],
            partitioned=config["SESSION_COOKIE_PARTITIONED"],
        )
        before, _, after = cookie.partition(_VALUE)
        self._around_value = before, after
        return self._around_value
