"""The messages about a promise that runs down or was missed. DESIGN §5."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from portal.notices.context import AutoSubmitted, ToCustomer, ToResponder


@dataclass(frozen=True, slots=True, kw_only=True)
class _RunningDown(ToResponder):
    """`promise` is the commitment's title; `owner` is empty while the whole team has the report."""

    promise: str
    due_at: datetime
    words: str
    severity: str
    owner: str = ""
    customer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfGone(_RunningDown):
    """Half of a promise's time has passed; to the responder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWanted(_RunningDown):
    """Three quarters have passed; to a second responder of the team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedInTeam(_RunningDown):
    """A promise was missed; to the lead, and to the responder, who keeps the report. `remedy` is owed now."""

    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed(ToCustomer):
    """We have missed a promise. `promise` is the commitment's title, `remedy` what the customer gets for it."""

    promise: str
    due_at: datetime
    remedy: str
    team: str
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledLate(ToResponder):
    """The customer has pressed "you are late"; to the lead. `promises` are the titles of those that were missed."""

    promises: tuple[str, ...]
    words: str
    owner: str = ""
    customer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyGiven(ToCustomer):
    """What a missed promise gives the customer has been given; `words` say what."""

    auto_submitted: ClassVar[AutoSubmitted] = "no"

    person: str
    words: str
