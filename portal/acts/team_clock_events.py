"""What a clock of a promise to the team reads: when the thing began, and what came of it, from the row that it is.

With the promise and the time this gives the clock's state (portal.promises.clocks). DESIGN §1.5, §5 "Pure".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.commitments import CommitmentVersion
from portal.promises.wall_clock import local_instant
from portal.reports.timeline import Entry, Kind
from portal.store import obstacles, rest, skill_trainings, timeline, training_requests
from portal.store.rest import BreakRecord
from portal.store.skill_trainings import SkillTraining
from portal.store.team_clocks import SubjectKind
from portal.store.training_requests import TrainingRequest
from portal.team.obstacles import Turn, events_of_question

_A_MOMENT = timedelta(microseconds=1)
# A report that has ended waits for no lead any more.
_ENDS = (Kind.RESOLVED, Kind.DECLINED, Kind.LAPSED, Kind.WITHDRAWN, Kind.SET_ASIDE)
ENDS_A_QUESTION = frozenset({Kind.LEAD_ANSWERED, *_ENDS})
"""The entries after which a lead's answer to an offer may be waited for no more."""


@dataclass(frozen=True, slots=True)
class Things:
    """What many clocks run on: entries by report, turns by obstacle, requests and trainings by number."""

    entries: Mapping[int, Sequence[Entry]]
    turns: Mapping[int, Sequence[Turn]]
    requests: Mapping[int, TrainingRequest]
    breaks: Sequence[BreakRecord]
    trainings: Mapping[int, SkillTraining]


def read_things(conn: Connection, subjects: Iterable[tuple[SubjectKind, str]]) -> Things:
    """What these things are now: one query for each kind that is among them, however many there are."""
    of: dict[SubjectKind, list[str]] = {kind: [] for kind in SubjectKind}
    for kind, subject in subjects:
        of[kind].append(subject)
    report_ids = {_numbers(subject)[0] for subject in of[SubjectKind.OFFER]}
    obstacle_ids = {_numbers(subject)[0] for subject in of[SubjectKind.OBSTACLE]}
    requests = [int(subject) for subject in of[SubjectKind.TRAINING_REQUEST]]
    trainings = [int(subject) for subject in of[SubjectKind.TRAINING]]
    planned = [read_break_subject(subject)[1] for subject in of[SubjectKind.BREAK]]
    return Things(
        timeline.entries_without_texts(conn, sorted(report_ids)) if report_ids else {},
        obstacles.turns_of(conn, sorted(obstacle_ids)) if obstacle_ids else {},
        training_requests.requests_by_id(conn, requests) if requests else {},
        rest.breaks_between(conn, min(planned), max(planned) + _A_MOMENT) if planned else (),
        skill_trainings.trainings(conn, trainings) if trainings else {},
    )


def break_subject(person: str, planned_at: datetime) -> str:
    return f"{person} {planned_at.astimezone(UTC).isoformat()}"


def read_break_subject(subject: str) -> tuple[str, datetime]:
    """Whose break, and when it was planned (UTC)."""
    person, _, planned_at = subject.rpartition(" ")
    return person, datetime.fromisoformat(planned_at)


def events_on(conn: Connection, kind: SubjectKind, subject: str, version: CommitmentVersion) -> list[ClockEvent]:
    """In order; empty where the thing is kept no more."""
    return events_of(read_things(conn, [(kind, subject)]), kind, subject, version)


def events_of(things: Things, kind: SubjectKind, subject: str, version: CommitmentVersion) -> list[ClockEvent]:
    """The same, of one among the things that were read."""
    match kind:
        case SubjectKind.OFFER:
            report_id, question_id = _numbers(subject)
            return _of_offer(things.entries.get(report_id, ()), question_id)
        case SubjectKind.OBSTACLE:
            obstacle_id, question_id = _numbers(subject)
            return events_of_question(things.turns.get(obstacle_id, ()), question_id)
        case SubjectKind.TRAINING_REQUEST:
            return _of_request(things.requests.get(int(subject)))
        case SubjectKind.BREAK:
            return _of_break(things.breaks, *read_break_subject(subject))
        case SubjectKind.TRAINING:
            training = things.trainings.get(int(subject))
            return of_training(training, version) if training else []


def of_training(training: SkillTraining, version: CommitmentVersion) -> list[ClockEvent]:
    """It began as long before the end of its last day as the promise allows, and so is due when that day is over.

    What counts is the day of the next training, not the one on which somebody entered it.
    """
    begun_at = trained_at(training.last_day, version)
    events = [ClockEvent(begun_at, EventKind.RECEIVED)]
    if training.ended_at is not None and training.next_last_day is not None:
        renewed_at = max(begun_at, min(trained_at(training.next_last_day, version), training.ended_at))
        events.append(ClockEvent(renewed_at, EventKind.FULFILLED))
    elif training.ended_at is not None:
        events.append(ClockEvent(max(begun_at, training.ended_at), EventKind.WITHDRAWN))
    return events


def trained_at(last_day: date, version: CommitmentVersion) -> datetime:
    """When a training began that is current up to `last_day` (UTC): the promised time before the end of that day."""
    zone = ZoneInfo(version.time_zone)
    over = datetime.combine(last_day + timedelta(days=1), time())
    if version.target.unit == "days":
        return local_instant(over - timedelta(days=version.target.amount), zone)
    return local_instant(over, zone) - timedelta(seconds=version.target.length_s)


def begun_break(records: Sequence[BreakRecord], person: str, planned_at: datetime) -> datetime | None:
    """When the break was begun; one begun before its time began on time."""
    started = (each.started_at for each in records if (each.person, each.planned_at) == (person, planned_at))
    started_at = next(started, None)
    return max(started_at, planned_at) if started_at else None


def _of_break(records: Sequence[BreakRecord], person: str, planned_at: datetime) -> list[ClockEvent]:
    events = [ClockEvent(planned_at, EventKind.RECEIVED)]
    begun_at = begun_break(records, person, planned_at)
    return [*events, ClockEvent(begun_at, EventKind.FULFILLED)] if begun_at else events


def _of_request(request: TrainingRequest | None) -> list[ClockEvent]:
    if request is None:
        return []
    events = [ClockEvent(request.asked_at, EventKind.RECEIVED)]
    return [*events, ClockEvent(request.answered_at, EventKind.FULFILLED)] if request.answered_at else events


def _of_offer(entries: Sequence[Entry], question_id: int) -> list[ClockEvent]:
    place = next((place for place, entry in enumerate(entries) if entry.id == question_id), None)
    if place is None:
        return []
    asked = ClockEvent(entries[place].at, EventKind.RECEIVED)
    for entry in entries[place + 1 :]:
        if entry.kind is Kind.LEAD_ANSWERED and entry.facts.get("asked") == question_id:
            return [asked, ClockEvent(entry.at, EventKind.FULFILLED)]
        if entry.kind in _ENDS:
            return [asked, ClockEvent(entry.at, EventKind.WITHDRAWN)]
    return [asked]


def _numbers(subject: str) -> tuple[int, int]:
    first, _, second = subject.partition("/")
    return int(first), int(second)
