"""The mail that holds several messages about one report, in order (portal.notices.digests)."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from portal.notices.context import ToCustomer


@dataclass(frozen=True, slots=True)
class Part:
    """What one message says: its first line and what follows, without greeting, link and footer. `at` is in UTC."""

    at: datetime
    text: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(ToCustomer):
    """Several things have happened since the last mail."""

    parts: tuple[Part, ...]
