"""The dated exceptions to the roster, as every process sees them. DESIGN §5 "Shifts".

They are read again whenever they have changed, which two counts over an index tell, before each request and each round
of `deliver`. An act that changes the roster reads it in its own transaction.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.library.release import Release
from portal.store import roster_exceptions
from portal.store.in_force_marks import Marks, marks
from portal.store.roster_exceptions import StoredException
from portal.team.planned_shifts import RosterException
from portal.team.roster import Roster

# The week under way is looked at from its Monday on.
LOOKED_BACK = timedelta(days=8)


class RosterInForce:
    """Keeps the exceptions in memory, and the roster of the last release that was asked for."""

    def __init__(self) -> None:
        self._version: tuple[object, ...] | None = None
        self._exceptions: Mapping[str, tuple[RosterException, ...]] = {}
        self._made: tuple[str, object, Roster] | None = None

    def refresh(self, conn: Connection, now: datetime) -> None:
        """By the day, so that what has passed long ago is forgotten."""
        self.follow(conn, marks(conn, since_of(now)), now)

    def follow(self, conn: Connection, seen: Marks, now: datetime) -> None:
        """The same by what was seen just now in this transaction."""
        if not self.follows(seen, now):
            self._exceptions = by_person(roster_exceptions.in_force(conn, since_of(now)))
            self._version = _version(seen, now)

    def follows(self, seen: Marks, now: datetime) -> bool:
        """Whether nothing has changed since the exceptions were read."""
        return self._version == _version(seen, now)

    def roster(self, release: Release) -> Roster:
        """The team of the release with the exceptions as of the last refresh."""
        made, exceptions = self._made, self._exceptions
        if made is None or made[0] != release.hash or made[1] is not exceptions:
            made = (release.hash, exceptions, pattern_of(release).with_exceptions(exceptions))
            self._made = made
        return made[2]


def roster_as_of(conn: Connection, release: Release, now: datetime) -> Roster:
    """The same as this transaction sees it."""
    return pattern_of(release).with_exceptions(by_person(roster_exceptions.in_force(conn, since_of(now))))


def pattern_of(release: Release) -> Roster:
    """The team of the release with the pattern of its week alone."""
    return release.library.desk.team.roster(release.library.site.time_zone)


def by_person(stored: Iterable[StoredException]) -> dict[str, tuple[RosterException, ...]]:
    found: dict[str, tuple[RosterException, ...]] = {}
    for each in stored:
        found[each.person] = (*found.get(each.person, ()), each.exception)
    return found


def _version(seen: Marks, now: datetime) -> tuple[object, ...]:
    return since_of(now), seen.exceptions, seen.withdrawn


def since_of(now: datetime) -> datetime:
    """From when on exceptions are looked at."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) - LOOKED_BACK
