"""The clocks of the promises to the team: begun with the thing they run on, and kept as they stand. DESIGN §1.5, §5.

Some things begin in an act, which begins their clock with them. Others are found by `deliver`: what a lead was asked,
a planned break whose time has come, a training that team.yml names. Whatever began, the promise that was in force
then is the one that runs.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from portal.acts.faults import faults_logged
from portal.acts.note_trainings import note_trainings
from portal.acts.team_clock_events import break_subject, events_on, trained_at
from portal.acts.team_clock_states import keep_as_they_stand, those_that_changed, with_state
from portal.acts.team_promises import TeamIndicator, promised_at, promises_to_the_team
from portal.acts.workplace import Workplace
from portal.errors import NoHoursLeft
from portal.promises.clocks import clock_state
from portal.promises.commitments import CommitmentVersion
from portal.promises.steps import Step, step_at
from portal.promises.wall_clock import local_instant, zone_of
from portal.store import lead_questions, releases, rest, skill_trainings, team_clocks, training_requests
from portal.store.team_clocks import SubjectKind, TeamClock
from portal.team.resting import breaks_at_hand

logger = logging.getLogger(__name__)

LOOK_BACK = timedelta(days=60)
BREAKS_LOOK_BACK = timedelta(days=2)
LONG_AGO = timedelta(days=3_650)
_A_MOMENT = timedelta(microseconds=1)

INDICATORS: dict[SubjectKind, TeamIndicator] = {
    SubjectKind.OFFER: "lead_answer",
    SubjectKind.OBSTACLE: "lead_answer",
    SubjectKind.TRAINING_REQUEST: "lead_answer",
    SubjectKind.BREAK: "break_taken",
    SubjectKind.TRAINING: "training_current",
}


@dataclass(frozen=True, slots=True)
class Begun:
    """Something that began at `at` (UTC), and may have no clock yet."""

    kind: SubjectKind
    subject: str
    at: datetime


def begin_team_clocks(conn: Connection, workplace: Workplace, begun: Begun, now: datetime) -> datetime | None:
    """Begin every promise that was in force when it began; gives when the first is due, None where none is made."""
    due = []
    for version in promised_at(conn, workplace, INDICATORS[begun.kind], begun.at):
        if version.target.working and begun.kind is SubjectKind.TRAINING:
            continue  # the last day of a training is a day of the wall calendar
        events = events_on(conn, begun.kind, begun.subject, version)
        if not events or events[0].at > now:
            continue  # a training that is current for longer than the promise has its time begin later
        try:
            state = clock_state(version, events, now)
            first_check = step_at(version, state.runs[-1], Step.THREE_QUARTERS)
        except NoHoursLeft:
            continue  # its calendar has no day left on which it could fall due
        clock = TeamClock(
            begun.kind, begun.subject, version.hash, version.slug, state.state.value, state.started_at, state.due_at
        )
        # The leads' answers to an offer have a watch of their own (portal.acts.watch_lead_answers).
        watched_at = None if begun.kind is SubjectKind.OFFER else first_check
        team_clocks.begin(conn, replace(with_state(clock, state), next_check_at=watched_at))
        due.append(state.due_at)
    return min(due, default=None)


def keep_team_clocks(workplace: Workplace) -> int:
    """Begin and keep what has changed since the last time; gives how many. Raises StoreUnavailable."""
    now = workplace.now()
    with faults_logged(logger, "what team.yml says of trainings cannot be noted"):
        note_trainings(workplace)
    with workplace.store.reading() as conn:
        begun = list(_begun(conn, workplace, now))
        changed = list(those_that_changed(conn, team_clocks.running_clocks(conn), now))
    for each in begun:
        fault = faults_logged(logger, "no clock can be begun on %s %s", each.kind, each.subject)
        with fault, workplace.store.writing() as conn:
            begin_team_clocks(conn, workplace, each, now)
    for clock in changed:
        fault = faults_logged(logger, "clock %s of the promises to the team cannot be kept", clock.id)
        with fault, workplace.store.writing() as conn:
            keep_as_they_stand(conn, [clock], now)
    return len(begun) + len(changed)


def _begun(conn: Connection, workplace: Workplace, now: datetime) -> Iterator[Begun]:
    """What has begun under a promise and has no clock."""
    promised = promises_to_the_team(workplace, workplace.library, now)
    first = {name: _promised_since(conn, promised, name) for name in sorted({each.indicator for each in promised})}
    if since := first.get("lead_answer"):
        since = max(since, now - LOOK_BACK)
        yield from _unknown(conn, _questions(conn, since - _A_MOMENT), since)
        yield from _unknown(conn, _requests(conn, since - _A_MOMENT), since)
    if since := first.get("break_taken"):
        since = max(since, now - BREAKS_LOOK_BACK)
        yield from _unknown(conn, _breaks(conn, workplace, since, now), since)
    yield from _unknown(conn, _trainings(conn, promised, now), now - LONG_AGO)


def _promised_since(conn: Connection, promised: list[CommitmentVersion], indicator: str) -> datetime | None:
    """Before then nothing of the kind was promised, whatever began."""
    versions = [each for each in promised if each.indicator == indicator]
    published_at = releases.first_in_force_at(conn, (each.slug for each in versions))
    made = (local_instant(datetime.combine(each.effective_from, time()), zone_of(each.time_zone)) for each in versions)
    return max(published_at, min(made)) if published_at else None


def _unknown(conn: Connection, found: Iterable[Begun], since: datetime) -> Iterator[Begun]:
    listed = list(found)
    if listed:
        known = team_clocks.known(conn, listed[0].kind, since)
        yield from (each for each in listed if each.subject not in known)


def _questions(conn: Connection, since: datetime) -> Iterator[Begun]:
    for each in lead_questions.unsettled(conn, since):
        yield Begun(SubjectKind.OFFER, f"{each.report_id}/{each.id}", each.at)


def _requests(conn: Connection, since: datetime) -> Iterator[Begun]:
    for each in training_requests.asked_since(conn, since):
        yield Begun(SubjectKind.TRAINING_REQUEST, str(each.id), each.asked_at)


def _breaks(conn: Connection, workplace: Workplace, since: datetime, now: datetime) -> Iterator[Begun]:
    """Those of the shifts under way whose time has come, and those that were begun or missed."""
    roster = workplace.roster()
    planned = {(each.person, each.planned_at) for each in rest.breaks_between(conn, since, now)}
    for person in roster.people.values():
        planned |= {(person.key, each.start) for each in breaks_at_hand(person, roster.time_zone, now)}
    for key, planned_at in sorted(planned):
        if since <= planned_at <= now:
            yield Begun(SubjectKind.BREAK, break_subject(key, planned_at), planned_at)


def _trainings(conn: Connection, promised: list[CommitmentVersion], now: datetime) -> Iterator[Begun]:
    """Those that are current. One that lapsed before anything was promised of it was no promise broken."""
    versions = [each for each in promised if each.indicator == "training_current" and not each.target.working]
    for training in skill_trainings.running(conn) if versions else ():
        began = ((version, trained_at(training.last_day, version)) for version in versions)
        if any(at <= now < version.due_at(at) for version, at in began):
            yield Begun(SubjectKind.TRAINING, str(training.id), now)
