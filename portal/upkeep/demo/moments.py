"""When somebody of a team gets round to something."""

from datetime import datetime, timedelta
from random import Random

from portal.promises.commitments import CommitmentVersion
from portal.promises.due import due_after, elapsed
from portal.team.roster import Person, Roster, next_shift_starts_at, on_shift


def when_part_is_gone(version: CommitmentVersion, start: datetime, due: datetime, part: float) -> datetime:
    """The instant at which `part` of a promise's time is gone, in the target's own kind of time; later than due if > 1.

    In whole seconds, UTC.
    """
    calendar = version.calendar if version.target.working else None
    length = elapsed(calendar, start, due) * part
    if calendar is None or length < timedelta(seconds=1):
        return (start + length).replace(microsecond=0)
    return due_after(calendar, start, length).replace(microsecond=0)


def present(roster: Roster, team: str, at: datetime) -> list[Person]:
    """Those of the team who are on shift, sorted by key."""
    return [person for person in roster.members(team) if on_shift(person, roster.time_zone, at)]


def staffed(roster: Roster, team: str, at: datetime, latest: datetime | None, random: Random) -> datetime:
    """`at` if somebody of the team is there, else soon after the first of them comes in, unless that is too late."""
    if present(roster, team, at):
        return at
    starts = [next_shift_starts_at(person, roster.time_zone, at) for person in roster.members(team)]
    coming = min((start for start in starts if start), default=None)
    if coming is None:
        return at
    begun = coming + timedelta(minutes=random.randint(3, 40))
    return begun if latest is None or begun < latest else at
