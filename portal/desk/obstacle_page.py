"""Something in the way as its pages show it: where it stands in words, and what the reader may do about it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from portal import paths
from portal.acts.clocks import promised_version
from portal.acts.own_key import echo_keys, is_own
from portal.acts.workplace import Workplace
from portal.promises.spoken import spoken_day, spoken_time
from portal.promises.time_left import TimeLeft, time_left
from portal.store import obstacles, reports, team_clocks
from portal.store.team_clocks import SubjectKind
from portal.team.obstacles import Obstacle, Standing, Turn, TurnKind

NO_NAME = "Somebody"
_TURNS = {
    TurnKind.RAISED: "{who} raised it",
    TurnKind.STILL_THERE: "{who} says that it is still in the way",
    TurnKind.ANSWERED: "{lead} answered",
    TurnKind.DONE: "{lead} says that it is done",
    TurnKind.OUT_OF_THE_WAY: "{who} says that it is out of the way",
    TurnKind.TAKEN_BACK: "{who} took it back",
}


@dataclass(frozen=True, slots=True)
class TurnShown:
    """`head` says who did what, `by_day` by when, empty where no day was named."""

    head: str
    when: str
    words: str
    by_day: str
    is_answer: bool


@dataclass(frozen=True, slots=True)
class ObstacleShown:
    """`left` is None once it was answered, or where no answer is promised. `report` is a reference, or empty.

    `is_mine` is for whoever raised it and reads the page; `i_said_too` for whoever said so.
    """

    address: str
    line: str
    detail: str
    who: str
    raised: str
    report: str
    report_address: str
    left: TimeLeft | None
    standing: Standing
    last_answer: TurnShown | None
    turns: tuple[TurnShown, ...]
    others: str
    is_mine: bool
    has_name: bool
    i_said_too: bool

    @property
    def is_open(self) -> bool:
        return self.standing not in (Standing.OUT_OF_THE_WAY, Standing.TAKEN_BACK)


def shown(conn: Connection, workplace: Workplace, obstacle: Obstacle, reader: str) -> ObstacleShown:
    """As `reader` (a key of team.yml) may see it. Without a name nothing on it says whose it is, but to them."""
    report = reports.report_by_id(conn, obstacle.report_id) if obstacle.report_id else None
    mine = is_own(workplace, reader, obstacle)
    turns = tuple(_turn(workplace, obstacle, turn) for turn in obstacle.turns)
    answers = [turn for turn in turns if turn.is_answer]
    return ObstacleShown(
        address=paths.desk_obstacle(obstacle.id),
        line=obstacle.line,
        detail=obstacle.detail,
        who=_who(workplace, obstacle),
        raised=turns[0].when,
        report=report.reference if report else "",
        report_address=paths.desk_report_signed_in(report.reference) if report else "",
        left=_left(conn, workplace, obstacle),
        standing=obstacle.standing,
        last_answer=answers[-1] if answers else None,
        turns=turns,
        others=_others(obstacle.mine_too),
        is_mine=mine,
        has_name=obstacle.raised_by is not None,
        i_said_too=any(obstacles.has_echo(conn, obstacle.id, key) for key in echo_keys(workplace, reader, obstacle.id)),
    )


def _left(conn: Connection, workplace: Workplace, obstacle: Obstacle) -> TimeLeft | None:
    if obstacle.standing is not Standing.WAITS:
        return None
    clocks = team_clocks.clocks_on(conn, SubjectKind.OBSTACLE, f"{obstacle.id}/{obstacle.question.id}")
    if not clocks:
        return None
    return time_left(promised_version(conn, clocks[0].commitment_version), clocks[0].due_at, workplace.now())


def _turn(workplace: Workplace, obstacle: Obstacle, turn: Turn) -> TurnShown:
    people = workplace.roster().people
    answering = people.get(turn.lead or "")
    lead = answering.name if answering else "A lead"
    return TurnShown(
        head=_TURNS[turn.kind].format(who=_who(workplace, obstacle), lead=lead),
        when=spoken_time(turn.at, workplace.now(), workplace.library.site.time_zone),
        words=turn.words,
        by_day=spoken_day(turn.by_day) if turn.by_day else "",
        is_answer=turn.kind.is_answer,
    )


def _who(workplace: Workplace, obstacle: Obstacle) -> str:
    if obstacle.raised_by is None:
        return NO_NAME
    person = workplace.roster().people.get(obstacle.raised_by)
    return person.name if person else "A colleague"


def _others(count: int) -> str:
    """A count and no names."""
    if not count:
        return ""
    return "One more has the same in their way." if count == 1 else f"{count} more have the same in their way."
