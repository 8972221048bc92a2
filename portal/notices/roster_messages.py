"""The messages about the roster and the load: to our own people, about no report. DESIGN §1.5, §5 "Shifts"."""

from dataclasses import dataclass
from typing import ClassVar

from portal.notices.context import Context, RecipientKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPerson(Context):
    """`link` opens a page of the desk for whoever is signed in; it is no key."""

    recipient_kind: ClassVar[RecipientKind] = "responder"
    # Whether everybody may read it in the team's chat. Anything else is between its sender and one person.
    for_the_whole_team: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapAsked(ToPerson):
    """`asker` asks the recipient to take a shift. `shift` and `in_return` are said in words."""

    asker: str
    shift: str
    in_return: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChanged(ToPerson):
    """What has changed for the recipient, or for their team. `event` is the name of the act, `who` did it.

    `owner` is whose shift or time it is, `taker` who works it; names as inside a sentence, empty where unknown.
    """

    event: str
    shift: str
    who: str = ""
    owner: str = ""
    taker: str = ""
    in_return: str = ""
    is_owner: bool = False
    is_taker: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOffAsked(ToPerson):
    """`asker` asks the recipient, a lead, for time off. `gaps` are the shifts that nobody would work."""

    asker: str
    time_off: str
    note: str = ""
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOffAnswered(ToPerson):
    """A lead has answered the recipient's question for time off."""

    lead: str
    time_off: str
    granted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFull(ToPerson):
    """Everybody of a team who is there has as much as they can do well, or rests; to its leads.

    `carried` says of each how much, such as `Mira 12 of 12`.
    """

    for_the_whole_team: ClassVar[bool] = True

    team: str
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineWaits(ToPerson):
    """Reports wait in the quarantine for somebody to look; `grave` where one is of the highest severity."""

    for_the_whole_team: ClassVar[bool] = True

    waiting: int
    grave: bool = False
