"""The thanks of a colleague or a lead, to one person."""

from dataclasses import dataclass

from portal.notices.roster_messages import ToPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class ThankedByColleague(ToPerson):
    """`words` are the giver's."""

    giver: str
    words: str
