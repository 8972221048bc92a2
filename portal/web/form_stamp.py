"""A stamp in each form: which filling-in it is, so that sending twice files once, and when it began.

Nothing personal is in it; it is signed so that nobody can choose another's.
"""

import secrets
from datetime import UTC, datetime

from itsdangerous import BadSignature

from portal.acts.workplace import Workplace
from portal.reports.links import Keys, oldest_first
from portal.web.quick_signatures import QuickSerializer, in_json

LEAST_FILLING_S = 2.0


class FormStamps:
    def __init__(self, keys: Keys) -> None:
        self._serializer = QuickSerializer(oldest_first(keys), salt="form stamp")

    def new(self, now: datetime) -> str:
        return self.again(secrets.token_urlsafe(16), now)

    def again(self, nonce: str, at: datetime) -> str:
        """The stamp of a filling-in that was begun before, so that sending it from two pages does it once."""
        return self._serializer.signed_json(f"[{in_json(nonce)},{at.timestamp()!r}]")

    def read(self, text: str) -> tuple[str, datetime] | None:
        """The random part and when the form was first shown (UTC); None for a stamp that is not ours."""
        try:
            nonce, at_s = self._serializer.loads(text)
        except BadSignature:
            return None
        return nonce, datetime.fromtimestamp(at_s, UTC)


def was_quick(workplace: Workplace, first_shown: datetime, now: datetime) -> bool:
    """Whether a form came back faster than a person can read it. A clock that was set back meanwhile says nothing."""
    return workplace.settings.limits != "off" and 0 <= (now - first_shown).total_seconds() < LEAST_FILLING_S
