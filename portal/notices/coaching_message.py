"""The one message of coaching: that there is a note. It never holds the note's words."""

from dataclasses import dataclass

from portal.notices.roster_messages import ToPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(ToPerson):
    """`writer` has written to the recipient; `asks` where they ask them, as a coach, to look at something."""

    writer: str
    asks: bool = False
