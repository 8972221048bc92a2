"""A stamp in each form: which filling-in it is, so that sending twice files once, and when it began.

Nothing personal is in it; it is signed so that nobody can choose another's.
"""

import secrets
from datetime import UTC, datetime

from itsdangerous import BadSignature, URLSafeSerializer

LEAST_FILLING_S = 2.0


class FormStamps:
    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeSerializer(secret, salt="form stamp")

    def new(self, now: datetime) -> str:
        return self._serializer.dumps([secrets.token_urlsafe(16), now.timestamp()])

    def read(self, text: str) -> tuple[str, datetime] | None:
        """The random part and when the form was first shown (UTC); None for a stamp that is not ours."""
        try:
            nonce, at_s = self._serializer.loads(text)
        except BadSignature:
            return None
        return nonce, datetime.fromtimestamp(at_s, UTC)
