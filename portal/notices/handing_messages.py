"""What somebody hears of what has left their hands: a report that was handed on, a page that they proposed."""

from dataclasses import dataclass

from portal.notices.context import ToResponder


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn(ToResponder):
    """Somebody else has handed on a report that the recipient had. `owner` is the person or the team that has it now;
    `person` is empty where nobody in particular did it.
    """

    owner: str
    reason: str
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDecided(ToResponder):
    """A lead has decided about a page that the recipient proposed; `reason` may be empty."""

    lead: str
    title: str
    taken: bool
    reason: str = ""
