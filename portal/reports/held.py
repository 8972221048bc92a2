"""A report that waits in the quarantine: why, and the words in which its sender reads that. Pure.

Nothing is refused or dropped because it looks odd: a person looks first. No word here says that the customer did
anything wrong, for mostly they did not.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.languages.messages import N_, _
from portal.reports.report import Attachment, Contact


class HeldFor(StrEnum):
    """What was odd about it."""

    FILLED_LINE = "filled_line"
    """The line of the form that people leave empty was filled in."""
    ONE_PLACE = "one_place"
    """More came from one connection than people send."""
    CROWD = "crowd"
    """More came from everywhere within the hour than the desk is to be given unseen."""


class HeldState(StrEnum):
    WAITING = "waiting"
    LET_IN = "let_in"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class HeldReport:
    """What the check page sent, kept as it came. `reference` is the one that its report takes once it is let in.

    `report_id` is that report's; the words and the contact are then in the report, and empty here. Instants are in UTC.
    """

    id: int
    reference: str
    state: HeldState
    held_for: HeldFor
    received_at: datetime
    filling: str
    topic: str
    severity: str
    words: str
    contact: Contact
    release_hash: str
    about_page: str | None
    language: str | None
    report_id: int | None
    person: str | None
    decided_at: datetime | None
    files: tuple[Attachment, ...] = ()


_WHY = {
    HeldFor.FILLED_LINE: N_(
        "A line of the form that stays empty came with something in it. Programs that fill in forms do that, and "
        "sometimes a browser does it for its reader."
    ),
    HeldFor.ONE_PLACE: N_(
        "Many reports came from the same connection within a few minutes. That happens where many people share one."
    ),
    HeldFor.CROWD: N_("Very many people are writing to us right now."),
}


def why_held(held_for: HeldFor) -> str:
    """Whole sentences for the customer."""
    return _(_WHY[held_for])
