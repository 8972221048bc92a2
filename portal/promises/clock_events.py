"""What a clock reads of a timeline. DESIGN §5.

`ANSWERED` is a public entry written by a person of the staff, an effort among them; an automatic acknowledgement is no
event at all, nor is an automatic reply of the customer's.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    RECEIVED = "received"
    ANSWERED = "answered"
    CUSTOMER_WROTE = "customer_wrote"
    WAITING_STARTED = "waiting_started"
    RESOLVED = "resolved"
    DECLINED = "declined"
    LAPSED = "lapsed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"
    # Of a promise to the team: the lead has answered, the break has begun, the skill was trained again.
    FULFILLED = "fulfilled"

    @property
    def is_outcome(self) -> bool:
        return self in (EventKind.RESOLVED, EventKind.DECLINED, EventKind.LAPSED)

    @property
    def is_public_entry_of_staff(self) -> bool:
        """Waiting has a public reason, resolving and declining public words: a person of the staff wrote them."""
        return self in (EventKind.ANSWERED, EventKind.WAITING_STARTED, EventKind.RESOLVED, EventKind.DECLINED)

    @property
    def voids(self) -> bool:
        return self in (EventKind.WITHDRAWN, EventKind.VOIDED)


class VoidReason(StrEnum):
    SPAM = "spam"
    TEST = "test"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One event, `at` in UTC. `limit_days` belongs to WAITING_STARTED, `reason` to VOIDED."""

    at: datetime
    kind: EventKind
    limit_days: int = 14
    reason: VoidReason | None = None
