"""Timeline entries: what happened to a report, in order, never changed. DESIGN §3, §5.

An entry's facts hold no personal text; what people wrote stands in its texts, which erasure empties.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an entry records."""

    RECEIVED = "received"
    ROUTED = "routed"
    ANSWERED = "answered"
    EFFORT = "effort"
    CONCLUDED = "concluded"
    CONTINUED = "continued"
    HANDED_OVER = "handed_over"
    NOTED = "noted"
    CUSTOMER_WROTE = "customer_wrote"
    CONTACT_CHANGED = "contact_changed"
    RESOLVED = "resolved"
    DECLINED = "declined"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    NOTICE_FAILED = "notice_failed"
    WATCHED = "watched"
    MISSED = "missed"
    CALLED_LATE = "called_late"
    REMEDY_GIVEN = "remedy_given"
    WAITING = "waiting"
    REMINDED = "reminded"
    LAPSED = "lapsed"
    HEARD = "heard"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    RECLASSIFIED = "reclassified"
    FEEDBACK = "feedback"
    THANKED = "thanked"
    MUTED = "muted"
    ERASED = "erased"
    OFFERED = "offered"
    ASKING = "asking"
    LEAD_ASKED = "lead_asked"
    LEAD_ANSWERED = "lead_answered"
    LEAD_DECIDED = "lead_decided"
    EXCEPTION = "exception"
    PAGE_PROPOSED = "page_proposed"
    SET_ASIDE = "set_aside"
    JOINED_CAUSE = "joined_cause"
    LEFT_CAUSE = "left_cause"
    CAUSE_UPDATED = "cause_updated"


class AuthorKind(StrEnum):
    CUSTOMER = "customer"
    RESPONDER = "responder"
    LEAD = "lead"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote an entry; `key` is the person's key in team.yml, None for customers and the system."""

    kind: AuthorKind
    key: str | None = None

    @property
    def is_staff(self) -> bool:
        return self.kind in (AuthorKind.RESPONDER, AuthorKind.LEAD)


CUSTOMER = Author(AuthorKind.CUSTOMER)
SYSTEM = Author(AuthorKind.SYSTEM)


def responder(key: str) -> Author:
    return Author(AuthorKind.RESPONDER, key)


def lead(key: str) -> Author:
    return Author(AuthorKind.LEAD, key)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `at` is in UTC; `facts` is plain JSON data; `texts` maps a field's name to what was written.

    `id` is None until the store has given one. An erased text is missing from `texts`.
    """

    at: datetime
    kind: Kind
    author: Author
    public: bool
    facts: Mapping[str, object] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    id: int | None = None
