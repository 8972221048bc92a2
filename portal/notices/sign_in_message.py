"""The message with a link that signs in on the desk. It is about no report."""

from dataclasses import dataclass
from typing import ClassVar

from portal.notices.context import Context, RecipientKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn(Context):
    """`link` works once, for `valid_minutes`."""

    recipient_kind: ClassVar[RecipientKind] = "responder"

    valid_minutes: int
