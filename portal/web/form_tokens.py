"""CSRF tokens as Flask-WTF makes them, by a serializer that is made once, for the session of whoever is there."""

import hmac
import secrets
from collections.abc import MutableMapping
from typing import Any

from itsdangerous import BadData

from portal.reports.links import Keys, oldest_first
from portal.web.quick_signatures import QuickTimedSerializer, in_json

# Where Flask-WTF keeps a visitor's key in their session, and what it signs with.
_KEY, _SALT = "csrf_token", "wtf-csrf-token"


class FormTokens:
    """A token is the visitor's key, signed."""

    def __init__(self, keys: Keys) -> None:
        self._serializer = QuickTimedSerializer(oldest_first(keys), salt=_SALT)

    def token(self, session: MutableMapping[str, Any]) -> str:
        """One for this session, which gets a key where it has none."""
        if _KEY not in session:
            session[_KEY] = secrets.token_hex(20)
        return self._serializer.signed_json(in_json(session[_KEY]))

    def fits(self, token: str, session: MutableMapping[str, Any]) -> bool:
        """Whether the token was signed here for this session."""
        key = session.get(_KEY)
        if not token or not isinstance(key, str):
            return False
        try:
            signed = self._serializer.loads(token)
        except BadData:
            return False
        return isinstance(signed, str) and hmac.compare_digest(key.encode(), signed.encode())
