"""A small OpenID Connect provider on loopback: discovery, code flow with PKCE, signed tokens, user info.

It checks what a provider has to check, and can be told to lie in each way that a client has to notice.
"""

import base64
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import ECKey
from werkzeug.serving import make_server

CLIENT_ID = "forthright"
CLIENT_SECRET = "a secret between the provider and us"


@dataclass
class OidcProvider:
    """`claims` are added to each ID token and win over what would stand there; `user_info` is given at its endpoint."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    user_info: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    refuses: bool = False
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))
    signs_with: ECKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def knows(self, email: str, *, verified: object = True) -> None:
        """Whoever comes next is signed in with this address."""
        self.claims |= {"email": email, "email_verified": verified}

    def app(self) -> Flask:
        app = Flask("provider")
        app.add_url_rule("/.well-known/openid-configuration", view_func=self.discovery)
        app.add_url_rule("/jwks", view_func=self.jwks)
        app.add_url_rule("/authorize", view_func=self.authorize)
        app.add_url_rule("/token", view_func=self.token, methods=["POST"])
        app.add_url_rule("/userinfo", view_func=self.userinfo)
        return app

    def discovery(self) -> Response:
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256", "none"],
        }
        return jsonify(found | self.metadata)

    def jwks(self) -> Response:
        return jsonify({"keys": [self.key.as_dict(private=False)]})

    def authorize(self) -> Any:
        asked = request.args
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        if self.refuses:
            return redirect(f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}")
        code = secrets.token_urlsafe(16)
        self.codes[code] = {name: asked[name] for name in ("redirect_uri", "nonce", "code_challenge")}
        return redirect(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    def token(self) -> Any:
        given = self.codes.pop(request.form["code"], None)
        verifier = request.form.get("code_verifier", "")
        challenge = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
        sender = request.authorization
        if (
            given is None
            or challenge != given["code_challenge"]
            or request.form["redirect_uri"] != given["redirect_uri"]
            or sender is None
            or (sender.username, sender.password) != (CLIENT_ID, CLIENT_SECRET)
        ):
            return jsonify({"error": "invalid_grant"}), 400
        now = int(time.time())
        standard = {"iss": self.issuer, "sub": "42", "aud": CLIENT_ID, "iat": now, "exp": now + 60}
        claims = standard | {"nonce": given["nonce"]} | self.claims
        id_token = jwt.encode({"alg": "ES256", "kid": "one"}, claims, self.signs_with or self.key)
        return jsonify({"access_token": "open", "token_type": "Bearer", "expires_in": 3600, "id_token": id_token})

    def userinfo(self) -> Any:
        assert request.headers["Authorization"] == "Bearer open"
        return jsonify({"sub": "42"} | self.user_info)


@contextmanager
def running_provider() -> Iterator[OidcProvider]:
    """A provider that answers on a free port of this machine until the end of the block."""
    provider = OidcProvider()
    server = make_server("127.0.0.1", 0, provider.app(), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
