"""The messages about one cause behind several reports. DESIGN §1.4, §5."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from portal.notices.context import AutoSubmitted, Context, RecipientKind, ToCustomer


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseUpdated(ToCustomer):
    """What is known of the cause behind the report, in a person's words. `next_word` is when we say more.

    `over` says that these are the last words about it.
    """

    auto_submitted: ClassVar[AutoSubmitted] = "no"
    may_wait: ClassVar[bool] = True

    person: str
    words: str
    next_word: datetime | None = None
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _CauseRunsDown(Context):
    """About no single report: `link` leads to the page of the cause, for whoever is signed in. `reports` are open."""

    recipient_kind: ClassVar[RecipientKind] = "responder"

    title: str
    words: str
    due_at: datetime
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseDue(_CauseRunsDown):
    """Three quarters of the time until the next word are gone; to whoever said the last one, else to the team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseLate(_CauseRunsDown):
    """The next word was promised by `due_at` and has not come; to the lead as well."""
