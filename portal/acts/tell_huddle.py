"""A quarter of an hour before a shift begins, whoever begins gets the huddle: one mail for each person and shift.

By the roster with its exceptions, so nobody who has time off is written to. After a downtime only a shift that has not
begun is told of. DESIGN §1.2, §6.
"""

import logging
from datetime import UTC, datetime

from portal.acts.faults import faults_logged
from portal.acts.huddle import huddle_address
from portal.acts.notify_people import notify_people
from portal.acts.roster_in_force import roster_as_of
from portal.acts.workplace import Workplace
from portal.store import duties
from portal.team.huddle_times import about_to_begin, beginning
from portal.team.roster import Person

logger = logging.getLogger(__name__)

MESSAGE = "huddle"


def tell_huddle(workplace: Workplace) -> int:
    """Queue what is due now; gives how many mails. Raises StoreUnavailable."""
    now, queued = workplace.now(), 0
    near = [(person, start) for person, start in about_to_begin(workplace.roster(), now) if person.teams]
    if not near:
        return 0
    with workplace.store.reading() as conn:
        untold = [each for each in near if not duties.is_done(conn, _key(*each))]
    for person, start in untold:
        with faults_logged(logger, "%s cannot be told of the huddle", person.key):
            queued += _tell(workplace, person, start, now)
    return queued


def _tell(workplace: Workplace, person: Person, start: datetime, now: datetime) -> bool:
    team = person.teams[0]
    with workplace.store.writing() as conn:
        # A swap may have been agreed since the round began.
        roster = roster_as_of(conn, workplace.release, now)
        if person.key not in {each.key for each in beginning(roster, team, start)}:
            return False
        if not duties.claim_duty(conn, _key(person, start), now):
            return False
        facts: dict[str, object] = {"team": team, "start": start.isoformat(), "page": huddle_address(start=start)}
        notify_people(conn, workplace, MESSAGE, [person.key], facts, cause=_at(start))
        return True


def _key(person: Person, start: datetime) -> str:
    return f"huddle:{person.key}:{_at(start)}"


def _at(start: datetime) -> str:
    return f"{start.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
