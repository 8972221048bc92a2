"""The messages about an offer, and about what a lead was asked. DESIGN §1.2, §1.5."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from portal.notices.context import AutoSubmitted, ToCustomer, ToResponder


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered(ToCustomer):
    """Something is given to put things right; `words` say what."""

    auto_submitted: ClassVar[AutoSubmitted] = "no"

    person: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadAsked(ToResponder):
    """A responder asks a lead for more than they may give. `answer_by` is what the lead has promised the team.

    `worth` is the amount as it is said, such as `£80`.
    """

    asker: str
    words: str
    worth: str
    reason: str = ""
    customer: str = ""
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadAnswered(ToResponder):
    """The lead has answered; what is allowed is with the customer already."""

    lead: str
    allowed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadDecided(ToCustomer):
    """A lead has answered what was asked for the customer, with words for them; nothing is given."""

    auto_submitted: ClassVar[AutoSubmitted] = "no"

    person: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionMade(ToCustomer):
    """A lead has made an exception to a policy; `words` say what is allowed."""

    auto_submitted: ClassVar[AutoSubmitted] = "no"

    person: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _AnswerAwaited(ToResponder):
    """`asker` waits for an answer of `leads`, promised by `due_at`; `words` is what was asked, and `reason` why."""

    asker: str
    words: str
    due_at: datetime
    leads: tuple[str, ...] = ()
    reason: str = ""
    customer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDue(_AnswerAwaited):
    """Three quarters of the time have gone; to the leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLate(_AnswerAwaited):
    """The time is up; to the leads, and to whoever asked."""
