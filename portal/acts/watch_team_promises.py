"""Watching the promises to the team: leads are reminded before one is due, and told once it is late. DESIGN §1.5, §6.

Each step is told to each lead once, and never outside their shift. What a lead was asked for an offer on a report is
watched by portal.acts.watch_lead_answers.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal import paths
from portal.acts.ask_for_training import leads_of
from portal.acts.notify_people import notify_people
from portal.acts.team_clock_events import read_break_subject
from portal.acts.team_clock_states import worked_out
from portal.acts.workplace import Workplace
from portal.errors import SchemaMismatch, StoreUnavailable
from portal.promises.clocks import State
from portal.promises.steps import Step, latest_step, step_at
from portal.store import duties, obstacles, skill_trainings, team_clocks, training_requests
from portal.store.team_clocks import SubjectKind, TeamClock
from portal.team.roster import Person
from portal.team.watchers import may_be_told

logger = logging.getLogger(__name__)

CLOCKS_A_ROUND = 100
LOOK_AGAIN = timedelta(minutes=5)
AFTER_A_FAULT = timedelta(hours=1)
MESSAGES = {Step.THREE_QUARTERS: "team_promise_soon", Step.DUE: "team_promise_late"}
_PAGES = {
    SubjectKind.OBSTACLE: paths.DESK_IN_MY_WAY,
    SubjectKind.TRAINING_REQUEST: paths.DESK_TRAINING,
    SubjectKind.BREAK: paths.DESK_ROSTER,
    SubjectKind.TRAINING: paths.DESK_TRAINING,
}


def watch_team_promises(workplace: Workplace) -> int:
    """Do what has come due; gives how many clocks were looked at. Raises StoreUnavailable."""
    now = workplace.now()
    with workplace.store.reading() as conn:
        due = team_clocks.to_check(conn, now, CLOCKS_A_ROUND)
    for clock in due:
        try:
            with workplace.store.writing() as conn:
                team_clocks.check_at(conn, clock.id, _watch(conn, workplace, clock, now))
        except (StoreUnavailable, SchemaMismatch):
            raise
        except Exception:  # one promise must not keep the others, or the mails, back
            logger.exception("clock %s of the promises to the team cannot be watched", clock.id)
            with workplace.store.writing() as conn:
                team_clocks.check_at(conn, clock.id, now + AFTER_A_FAULT)
    return len(due)


def _watch(conn: Connection, workplace: Workplace, clock: TeamClock, now: datetime) -> datetime | None:
    """Tell whoever is to hear of it; gives when to look again, None when there is nothing more to tell."""
    found = worked_out(conn, clock, now)
    if found is None:
        return None
    _, state, version = found
    if state.stopped_at is not None or state.state is State.VOIDED:
        return None
    step = latest_step(version, state.runs[-1], now)
    if step not in MESSAGES:
        return step_at(version, state.runs[-1], Step.THREE_QUARTERS)
    roster, leads = workplace.roster(), _leads(conn, workplace, clock)
    untold = [lead for lead in leads if not duties.is_done(conn, _key(clock, step, lead))]
    present = may_be_told(roster, untold, now, highest_severity=False)
    for lead in present:
        duties.claim_duty(conn, _key(clock, step, lead), now)
    facts = {"clock": clock.id, "page": _PAGES[clock.subject_kind]}
    notify_people(conn, workplace, MESSAGES[step], [lead.key for lead in present], facts, cause=str(clock.id))
    if len(present) < len(untold):
        return now + LOOK_AGAIN
    return step_at(version, state.runs[-1], Step.DUE) if step is Step.THREE_QUARTERS else None


def _leads(conn: Connection, workplace: Workplace, clock: TeamClock) -> tuple[Person, ...]:
    """The leads of whomever it is promised to; all of them where nobody is to know who that is."""
    roster = workplace.roster()
    key = person_of(conn, clock)
    if key is None:
        return tuple(person for _, person in sorted(roster.leads.items()))
    person = roster.people.get(key)
    return leads_of(workplace, person) if person else ()


def person_of(conn: Connection, clock: TeamClock) -> str | None:
    """To whom it is promised, for the notice to their leads alone; None where nobody is to know."""
    match clock.subject_kind:
        case SubjectKind.BREAK:
            return read_break_subject(clock.subject)[0]
        case SubjectKind.TRAINING:
            training = skill_trainings.trainings(conn, [int(clock.subject)]).get(int(clock.subject))
            return training.person if training else None
        case SubjectKind.TRAINING_REQUEST:
            request = training_requests.request_by_id(conn, int(clock.subject))
            return request.person if request else None
    obstacle = obstacles.obstacle_by_id(conn, int(clock.subject.partition("/")[0]))
    return obstacle.raised_by if obstacle else None


def _key(clock: TeamClock, step: Step, lead: Person) -> str:
    return f"team-promise:{clock.id}:{step}:{lead.key}"
