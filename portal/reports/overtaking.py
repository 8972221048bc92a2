"""What came onto a timeline while somebody was writing for it. Pure.

Only what other people say in public counts: not what the system notes, not a note for the team, not one's own.
"""

from collections.abc import Iterable

from portal.reports.timeline import AuthorKind, Entry


class Filling(str):
    """Which filling-in of a form this is, by `person`, who had the timeline before them up to the entry `seen`."""

    person: str
    seen: int

    def __new__(cls, name: str, person: str, seen: int) -> "Filling":
        made = super().__new__(cls, name)
        made.person, made.seen = person, seen
        return made


def said_since(entries: Iterable[Entry], filling: Filling) -> list[Entry]:
    """What others have said in public since, in order."""
    return [
        entry
        for entry in entries
        if entry.public
        and entry.author.kind is not AuthorKind.SYSTEM
        and entry.author.key != filling.person
        and entry.id is not None
        and entry.id > filling.seen
    ]
