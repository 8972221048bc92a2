"""The huddle as a mail, to everybody whose shift begins in a quarter of an hour. DESIGN §1.2."""

from dataclasses import dataclass
from typing import ClassVar

from portal.notices.roster_messages import ToPerson


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page: its heading and its lines, each of them whole sentences."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Huddle(ToPerson):
    """`team` has its huddle at `begins`, such as `08:00`; `since` says what it looks back on.

    `other_teams` are those of the recipient's whose huddles stand beside it on the page.
    """

    for_the_whole_team: ClassVar[bool] = True

    team: str
    begins: str
    since: str
    sections: tuple[Part, ...] = ()
    other_teams: tuple[str, ...] = ()
