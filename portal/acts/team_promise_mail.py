"""The particulars of a notice about what is in the way or a promise to the team, read when it is sent."""

from typing import Any

from sqlalchemy import Connection

from portal.acts.clocks import promised_version
from portal.acts.team_clock_events import read_break_subject
from portal.acts.watch_team_promises import person_of
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.promises.spoken import spoken_day, spoken_time
from portal.store import obstacles, skill_trainings, team_clocks, training_requests
from portal.store.outbox import ClaimedNotice
from portal.store.team_clocks import SubjectKind, TeamClock
from portal.team.obstacles import TurnKind

_KEPT_NO_MORE = "What this notice tells of is no longer kept."


def team_promise_particulars(workplace: Workplace, notice: ClaimedNotice) -> dict[str, Any]:
    """For a message of portal.notices.team_promise_messages. Raises PermanentFailure, StoreUnavailable."""
    with workplace.store.reading() as conn:
        if "clock" in notice.facts:
            return _promise(conn, workplace, notice)
        return _obstacle(conn, workplace, notice)


def _obstacle(conn: Connection, workplace: Workplace, notice: ClaimedNotice) -> dict[str, Any]:
    obstacle = obstacles.obstacle_by_id(conn, int(notice.facts["obstacle"]))
    turn = next((each for each in obstacle.turns if each.id == notice.facts["turn"]), None) if obstacle else None
    if obstacle is None or turn is None:
        raise PermanentFailure(_KEPT_NO_MORE)
    if turn.kind.is_answer:
        return {
            "lead": _name(workplace, turn.lead),
            "line": obstacle.line,
            "words": turn.words,
            "by_day": spoken_day(turn.by_day) if turn.by_day else "",
            "done": turn.kind is TurnKind.DONE,
        }
    again = turn.kind is TurnKind.STILL_THERE
    clocks = team_clocks.clocks_on(conn, SubjectKind.OBSTACLE, f"{obstacle.id}/{turn.id}")
    return {
        "line": obstacle.line,
        "who": _name(workplace, obstacle.raised_by),
        "detail": turn.words if again else obstacle.detail,
        "again": again,
        "answer_by": clocks[0].due_at if clocks else None,
    }


def _promise(conn: Connection, workplace: Workplace, notice: ClaimedNotice) -> dict[str, Any]:
    clock = team_clocks.clock_by_id(conn, int(notice.facts["clock"]))
    if clock is None:
        raise PermanentFailure(_KEPT_NO_MORE)
    said = {
        "matter": clock.subject_kind.value,
        "about": _about(conn, workplace, clock),
        "due_at": clock.due_at,
        "who": _name(workplace, person_of(conn, clock)),
    }
    if notice.message == "team_promise_late":
        said["remedy"] = promised_version(conn, clock.commitment_version).remedy
    return said


def _about(conn: Connection, workplace: Workplace, clock: TeamClock) -> str:
    match clock.subject_kind:
        case SubjectKind.BREAK:
            planned_at = read_break_subject(clock.subject)[1]
            return spoken_time(planned_at, planned_at, workplace.library.site.time_zone).removesuffix(" today")
        case SubjectKind.TRAINING:
            training = skill_trainings.trainings(conn, [int(clock.subject)]).get(int(clock.subject))
            found = training.skill if training else None
        case SubjectKind.TRAINING_REQUEST:
            request = training_requests.request_by_id(conn, int(clock.subject))
            found = request.words if request else None
        case _:
            obstacle = obstacles.obstacle_by_id(conn, int(clock.subject.partition("/")[0]))
            found = obstacle.line if obstacle else None
    if found is None:
        raise PermanentFailure(_KEPT_NO_MORE)
    return found


def _name(workplace: Workplace, key: str | None) -> str:
    """Empty where nobody is to know."""
    if key is None:
        return ""
    found = workplace.roster().people.get(key)
    return found.name if found else "A colleague"
