"""Every message, and exactly what the templates of each need; here stand those about a report's way.

A message is named for its folder in templates/notices.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from portal.notices.cause_messages import CauseDue, CauseLate, CauseUpdated
from portal.notices.coaching_message import NoteWritten
from portal.notices.context import AutoSubmitted, Context, ToCustomer, ToResponder
from portal.notices.dialogue_messages import (
    Heard,
    HeardConfirmed,
    Lapsed,
    LapsedInTeam,
    Reclassified,
    Thanked,
    Waiting,
    WaitingReminder,
)
from portal.notices.digest_messages import Several
from portal.notices.handing_messages import DraftDecided, HandedOn
from portal.notices.huddle_message import Huddle
from portal.notices.offer_messages import (
    AnswerDue,
    AnswerLate,
    ExceptionMade,
    LeadAnswered,
    LeadAsked,
    LeadDecided,
    Offered,
)
from portal.notices.outcome_messages import Declined, Reopened, Resolved, SetAside
from portal.notices.promise_messages import CalledLate, HalfGone, HelpWanted, Missed, MissedInTeam, RemedyGiven
from portal.notices.roster_messages import (
    QuarantineWaits,
    RosterChanged,
    SwapAsked,
    TeamFull,
    TimeOffAnswered,
    TimeOffAsked,
)
from portal.notices.sign_in_message import SignIn
from portal.notices.subscriber_messages import SUBSCRIBER_MESSAGES
from portal.notices.team_promise_messages import TEAM_PROMISE_MESSAGES
from portal.notices.thanks_message import ThankedByColleague
from portal.notices.training_messages import TRAINING_MESSAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(ToCustomer):
    """The report has arrived. It never quotes it: anybody can type a stranger's address into the form.

    `person` is empty while the whole team has it; `answer_by` is None where nothing is promised.
    """

    team: str
    person: str = ""
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(ToCustomer):
    """A person has answered; `words` are theirs."""

    auto_submitted: ClassVar[AutoSubmitted] = "no"

    person: str
    words: str
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortLogged(ToCustomer):
    """A person is trying something now, or, where `came_of_it` is told, has tried it. Empty texts are left out."""

    auto_submitted: ClassVar[AutoSubmitted] = "no"
    may_wait: ClassVar[bool] = True

    person: str
    tried: str
    came_of_it: str = ""
    next_step: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(ToCustomer):
    """Somebody else has the report. `reason` is a whole sentence for the customer to read."""

    may_wait: ClassVar[bool] = True

    team: str
    person: str = ""
    previous_person: str = ""
    reason: str = ""
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAgain(ToCustomer):
    """The private link, sent once more because somebody asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(ToCustomer):
    """The customer has taken the report back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChanged(ToCustomer):
    """The customer is reached another way now; sent to the new address and to the old.

    The mail to the old address holds no link, nor the new address: it may be no longer theirs to read.
    """

    to_old_address: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(ToResponder):
    """A new report for a person, or for a whole team (`for_team`). `why_you` is a whole sentence."""

    takes_replies: ClassVar[bool] = True

    words: str
    severity: str
    team: str
    why_you: str
    for_team: bool = False
    customer: str = ""
    attachments: int = 0
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerWrote(ToResponder):
    """The customer has added something. `answer_by` is when they are promised to hear from us next."""

    takes_replies: ClassVar[bool] = True

    words: str
    customer: str = ""
    attachments: int = 0
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedToYou(ToResponder):
    """Another person, or the system where `from_person` is empty, has handed a report to the recipient."""

    takes_replies: ClassVar[bool] = True

    reason: str
    words: str
    severity: str
    must_know: str = ""
    from_person: str = ""
    customer: str = ""
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnByCustomer(ToResponder):
    """The customer has taken the report back; `words` are what they gave as the reason, if anything."""

    customer: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshLink(ToResponder):
    """A new signed link in place of one that has expired."""


MESSAGES: Mapping[str, type[Context]] = MappingProxyType(
    {
        "received": Received,
        "answered": Answered,
        "effort_logged": EffortLogged,
        "handed_over": HandedOver,
        "resolved": Resolved,
        "declined": Declined,
        "set_aside": SetAside,
        "reopened": Reopened,
        "several": Several,
        "link_again": LinkAgain,
        "withdrawn": Withdrawn,
        "contact_changed": ContactChanged,
        "assigned": Assigned,
        "customer_wrote": CustomerWrote,
        "handed_to_you": HandedToYou,
        "handed_on": HandedOn,
        "draft_decided": DraftDecided,
        "withdrawn_by_customer": WithdrawnByCustomer,
        "fresh_link": FreshLink,
        "heard": Heard,
        "heard_confirmed": HeardConfirmed,
        "waiting": Waiting,
        "waiting_reminder": WaitingReminder,
        "lapsed": Lapsed,
        "lapsed_in_team": LapsedInTeam,
        "reclassified": Reclassified,
        "thanked": Thanked,
        "offered": Offered,
        "lead_asked": LeadAsked,
        "lead_answered": LeadAnswered,
        "lead_decided": LeadDecided,
        "answer_due": AnswerDue,
        "answer_late": AnswerLate,
        "exception_made": ExceptionMade,
        "half_gone": HalfGone,
        "help_wanted": HelpWanted,
        "missed_in_team": MissedInTeam,
        "missed": Missed,
        "called_late": CalledLate,
        "remedy_given": RemedyGiven,
        "sign_in": SignIn,
        "swap_asked": SwapAsked,
        "roster_changed": RosterChanged,
        "time_off_asked": TimeOffAsked,
        "time_off_answered": TimeOffAnswered,
        "team_full": TeamFull,
        "quarantine_waits": QuarantineWaits,
        "huddle": Huddle,
        **SUBSCRIBER_MESSAGES,
        **TRAINING_MESSAGES,
        **TEAM_PROMISE_MESSAGES,
        "note_written": NoteWritten,
        "thanked_by_colleague": ThankedByColleague,
        "cause_updated": CauseUpdated,
        "cause_due": CauseDue,
        "cause_late": CauseLate,
    }
)
