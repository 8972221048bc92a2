"""Watching the next word that was promised with the sentence of a cause: people hear of it before it is due, and once
it is late. DESIGN §5, §6.

Each step is claimed under a key of its own, so that several processes send it once. Nobody is told off shift: while
nobody may be told, the step waits for whoever comes first.
"""

import logging
from datetime import datetime

from sqlalchemy import Connection

from portal.acts.faults import faults_logged
from portal.acts.workplace import Workplace
from portal.notices.threads import domain_of, new_message_id
from portal.reports.causes import Cause, CauseStep, step_of
from portal.store import causes, duties, outbox
from portal.store.outbox import NewNotice
from portal.team.roster import Person
from portal.team.watchers import may_be_told

logger = logging.getLogger(__name__)

MESSAGES = {CauseStep.SOON: "cause_due", CauseStep.LATE: "cause_late"}


def watch_causes(workplace: Workplace) -> int:
    """Tell the people what has come due; gives how many notices were queued. Raises StoreUnavailable."""
    now = workplace.now()
    with workplace.store.reading() as conn:
        found = [
            cause
            for cause in causes.public_causes(conn)
            if (step := step_of(cause, now)) and not duties.is_done(conn, _key(cause, step))
        ]
    queued = 0
    for cause in found:
        with faults_logged(logger, "the next word on cause %s cannot be watched", cause.id):
            if _to_be_told(workplace, cause, now):
                queued += _watch(workplace, cause.id, now)
    return queued


def _watch(workplace: Workplace, cause_id: int, now: datetime) -> int:
    """Looks once more under the lock, since somebody may have renewed the sentence meanwhile."""
    with workplace.store.writing() as conn:
        cause = causes.cause_by_id(conn, cause_id, lock=True)
        step = step_of(cause, now) if cause else None
        if cause is None or step is None:
            return 0
        told = _to_be_told(workplace, cause, now)
        if not told or not duties.claim_duty(conn, _key(cause, step), now):
            return 0
        for person in told:
            _queue(conn, workplace, cause, step, person, now)
        return len(told) if workplace.tells_people else 0


def _to_be_told(workplace: Workplace, cause: Cause, now: datetime) -> tuple[Person, ...]:
    """Whoever said the last sentence, and a lead once it is late; else those of the team who are there."""
    roster, library = workplace.roster(), workplace.library
    team = library.public.topics.get(cause.topic, library.catch_all).team
    keeper = roster.people.get(cause.said_by or cause.opened_by)
    leads = roster.leads_of(team) if step_of(cause, now) is CauseStep.LATE else ()
    wanted = dict.fromkeys(person.key for person in (*([keeper] if keeper else []), *leads))
    told = may_be_told(roster, (roster.people[key] for key in wanted), now, highest_severity=False)
    members = roster.members(team) or roster.members(library.catch_all.team)
    return told or may_be_told(roster, members, now, highest_severity=False)


def _queue(
    conn: Connection, workplace: Workplace, cause: Cause, step: CauseStep, person: Person, now: datetime
) -> None:
    if not workplace.tells_people:
        return
    message = MESSAGES[step]
    assert cause.due_at is not None
    outbox.queue(
        conn,
        NewNotice(
            key=f"{_key(cause, step)}:{person.key}",
            message=message,
            recipient_kind="responder",
            message_id=new_message_id(domain_of(workplace.settings.mail_from)),
            created_at=now,
            recipient=person.key,
            facts={"cause": cause.id, "due_at": cause.due_at.isoformat()},
        ),
    )


def _key(cause: Cause, step: CauseStep) -> str:
    """One step of one sentence."""
    return f"cause:{cause.id}:{cause.updated_at.isoformat()}:{step}"
