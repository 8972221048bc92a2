"""Whoever raised something says whether it is out of the way, or takes it back; others say that it is theirs too.

DESIGN §1.5.
"""

from portal.acts.obstacle_moment import ObstacleMoment, changing_obstacle
from portal.acts.own_key import echo_keys, is_own
from portal.acts.raise_obstacle import OBSTACLE_RAISED, leads_for
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.store import obstacles
from portal.team.obstacles import Standing, Turn, TurnKind


def out_of_the_way(workplace: Workplace, obstacle_id: int, person: str) -> None:
    """Before any answer that takes it back: then it counts for no promise unless it was late. Raises MoveRefused."""
    with changing_obstacle(workplace, obstacle_id) as moment:
        _require_own(moment, person)
        answered = moment.obstacle.answer is not None
        moment.take(Turn(moment.now, TurnKind.OUT_OF_THE_WAY if answered else TurnKind.TAKEN_BACK))


def still_there(workplace: Workplace, obstacle_id: int, person: str, words: str = "") -> None:
    """After an answer: the leads are asked again, and a new clock runs. Raises MoveRefused."""
    with changing_obstacle(workplace, obstacle_id) as moment:
        _require_own(moment, person)
        if moment.obstacle.standing is Standing.WAITS:
            return
        turn_id = moment.take(Turn(moment.now, TurnKind.STILL_THERE, words=tidy(words)))
        moment.tell(OBSTACLE_RAISED, leads_for(workplace, moment.obstacle.raised_by), turn_id)


def mine_too(workplace: Workplace, obstacle_id: int, person: str) -> None:
    """Counts once for each person, and tells nobody who it was. Raises MoveRefused."""
    with changing_obstacle(workplace, obstacle_id) as moment:
        if not is_own(workplace, person, moment.obstacle):
            marks = echo_keys(workplace, person, obstacle_id)
            if not any(obstacles.has_echo(moment.conn, obstacle_id, mark) for mark in marks):
                obstacles.add_echo(moment.conn, obstacle_id, marks[0])


def _require_own(moment: ObstacleMoment, person: str) -> None:
    if not is_own(moment.workplace, person, moment.obstacle):
        raise MoveRefused("Only whoever raised it can say whether it is out of the way.")
