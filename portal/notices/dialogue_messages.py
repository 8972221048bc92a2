"""The messages of listening and waiting: what we heard, what we wait for, what was filed wrongly. DESIGN §1.3, §5."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from portal.notices.context import AutoSubmitted, ToCustomer, ToResponder


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(ToCustomer):
    """A person sums up what they heard; the customer confirms it or puts it right."""

    auto_submitted: ClassVar[AutoSubmitted] = "no"

    person: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardConfirmed(ToResponder):
    """The customer says that it was heard right."""

    customer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting(ToCustomer):
    """We wait for the customer; `lapses_at` is when we stop waiting."""

    auto_submitted: ClassVar[AutoSubmitted] = "no"

    person: str
    reason: str
    lapses_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingReminder(ToCustomer):
    """Half of the waiting time has passed."""

    reason: str
    lapses_at: datetime
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsed(ToCustomer):
    """No answer came, and the report is closed. `reopen_until` is the end of the topic's reopen window."""

    reopen_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LapsedInTeam(ToResponder):
    """The same for whoever waited."""

    customer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassified(ToCustomer):
    """The report is filed under another topic or severity. `topic` is the new one; `joined` are promises that join."""

    auto_submitted: ClassVar[AutoSubmitted] = "no"
    may_wait: ClassVar[bool] = True

    person: str
    reason: str
    severity: str
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanked(ToResponder):
    """The customer says thank you; `words` may be empty."""

    customer: str = ""
    words: str = ""
