"""The messages about how a report ends, and that it is open again. DESIGN §1.4."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from portal.notices.context import AutoSubmitted, ToCustomer


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved(ToCustomer):
    """The report is resolved. `reopen_until` is the end of the topic's reopen window."""

    auto_submitted: ClassVar[AutoSubmitted] = "no"

    person: str
    words: str = ""
    reopen_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined(ToCustomer):
    """We stop without having solved it: what was tried, why it stops here, what the customer can do instead.

    `costs` says what that costs the customer, `saves` what it saves and whom; both may be empty.
    """

    auto_submitted: ClassVar[AutoSubmitted] = "no"

    person: str
    tried: str
    reason: str
    instead: str
    costs: str = ""
    saves: str = ""
    reopen_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(ToCustomer):
    """The report is none of its own, and is closed; `reason` says why in whole sentences."""

    auto_submitted: ClassVar[AutoSubmitted] = "no"

    person: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(ToCustomer):
    """The report is open again. `answer_by` is when the customer hears from us next.

    Where one of our people opened it, `opener` is who, and `reason` says why; `by_mistake` where it had been set aside.
    """

    may_wait: ClassVar[bool] = True

    team: str
    person: str = ""
    answer_by: datetime | None = None
    opener: str = ""
    reason: str = ""
    by_mistake: bool = False
