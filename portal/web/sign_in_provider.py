"""Signing in through an OpenID Connect provider, by Authlib: code flow with state, nonce and PKCE (RFC 7636).

The package is an extra and is imported only where `oidc_issuer` is set. What counts is the e-mail address that the
provider has verified (OpenID Connect Core 1.0 §5.1, `email_verified`).
"""

import importlib
import logging
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, current_app, session
from werkzeug.wrappers import Response

from portal import paths
from portal.errors import SettingsError, SignInUnavailable
from portal.settings import Settings

logger = logging.getLogger(__name__)

PACKAGE = "authlib.integrations.flask_client"
TIMEOUT_S = 10
# Signatures that only the provider can make: neither `none` nor a shared secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")

_KEY = "forthright sign-in provider"
_WANTED = "wanted"


class Provider:
    """`name` is what it is called on the button. Raises SettingsError where the package is missing."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        try:
            package = importlib.import_module(PACKAGE)
            self._refused: type[Exception] = importlib.import_module("authlib.common.errors").AuthlibBaseError
            self._forged: type[Exception] = importlib.import_module("joserfc.errors").JoseError
            self._unreachable: type[Exception] = importlib.import_module("requests").RequestException
        except ImportError:
            raise SettingsError(
                f"oidc_issuer = {settings.oidc_issuer!r} needs a package that is not installed. "
                "Install it with: pip install 'forthright-portal[oidc]'"
            ) from None
        self.name = settings.oidc_name or urlsplit(settings.oidc_issuer).hostname or settings.oidc_issuer
        self._issuer = settings.oidc_issuer
        self._return_to = settings.service_url + paths.DESK_PROVIDER_RETURN
        self._client: Any = package.OAuth(app).register(
            "provider",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "default_timeout": TIMEOUT_S},
        )

    def begin(self, wanted: str) -> Response:
        """The way to the provider; `wanted` is the page to go on to afterwards. Raises SignInUnavailable."""
        # One attempt at a time, so that the cookie stays small.
        for name in [name for name in session if name.startswith("_state_")]:
            del session[name]
        session[_WANTED] = wanted
        try:
            self._load_metadata()
            return cast(Response, self._client.authorize_redirect(self._return_to))
        except (self._unreachable, self._refused, ValueError, KeyError, RuntimeError) as error:
            raise self._unavailable(error) from error

    def finish(self) -> tuple[str | None, str]:
        """The address that the provider has verified, and the page to go on to. Raises SignInUnavailable.

        No address where the provider refused, or where its answer is not one to this browser's question.
        """
        wanted = str(session.get(_WANTED, ""))
        try:
            metadata = self._load_metadata()
            # Authlib itself asks for no audience.
            expected = {"iss": metadata["issuer"], "aud": self._client.client_id}
            options = {claim: {"essential": True, "values": [value]} for claim, value in expected.items()}
            token = self._client.authorize_access_token(claims_options=options)
            return self._verified_address(token, metadata), wanted
        except (self._refused, self._forged) as error:
            logger.warning("the provider signed nobody in: %s", error)
            return None, wanted
        except (self._unreachable, ValueError, KeyError, RuntimeError) as error:
            raise self._unavailable(error) from error

    def _load_metadata(self) -> dict[str, Any]:
        """OpenID Connect Discovery 1.0 §4.3: the issuer has to be the one that was asked. Raises ValueError."""
        metadata: dict[str, Any] = self._client.load_server_metadata()
        if str(metadata["issuer"]).rstrip("/") != self._issuer:
            raise ValueError(f"the provider calls itself {metadata['issuer']!r}")
        supported = metadata.get("id_token_signing_alg_values_supported", ["RS256"])
        metadata["id_token_signing_alg_values_supported"] = [name for name in supported if name in ALGORITHMS]
        return metadata

    def _verified_address(self, token: dict[str, Any], metadata: dict[str, Any]) -> str | None:
        claims = token.get("userinfo")
        if claims is None:
            return None
        if "email" not in claims and "userinfo_endpoint" in metadata:
            more = self._client.userinfo(token=token)
            claims = more if more.get("sub") == claims["sub"] else claims
        return str(claims["email"]) if claims.get("email") and claims.get("email_verified") is True else None

    def _unavailable(self, error: Exception) -> SignInUnavailable:
        logger.error("the provider that signs people in cannot be used: %s", error)
        return SignInUnavailable(f"{self.name} does not answer as it should. Ask for a link by mail instead.")


def add_provider(app: Flask, settings: Settings) -> None:
    """Raises SettingsError."""
    app.extensions[_KEY] = Provider(app, settings) if settings.oidc_issuer else None


def provider() -> Provider | None:
    """The provider of this service, if there is one."""
    return cast("Provider | None", current_app.extensions[_KEY])
