"""A lead answers what is in the way, for the whole team: what they do, and by when; or that it is done. DESIGN §1.5."""

from datetime import date

from portal.acts.audit import record_act
from portal.acts.obstacle_moment import changing_obstacle, is_repeat
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import LeadsOnly
from portal.team.obstacles import Turn, TurnKind

OBSTACLE_ANSWERED = "obstacle_answered"
OBSTACLE_DONE = "obstacle_done"


def answer_obstacle(
    workplace: Workplace, obstacle_id: int, lead: str, filling: str, words: str, *, by_day: date | None, done: bool
) -> None:
    """Whoever raised it with their name gets a notice; without a name nobody does. A lead may answer again.

    Raises LeadsOnly, MoveRefused.
    """
    if lead not in workplace.roster().leads:
        raise LeadsOnly("Only a lead can answer this.")
    with changing_obstacle(workplace, obstacle_id) as moment:
        if is_repeat(moment.conn, moment.now, filling, words, str(by_day), str(done)):
            return
        kind = TurnKind.DONE if done else TurnKind.ANSWERED
        turn_id = moment.take(Turn(moment.now, kind, lead, tidy(words), None if done else by_day))
        act = OBSTACLE_DONE if done else OBSTACLE_ANSWERED
        record_act(moment.conn, moment.now, act, lead, None, {"obstacle": obstacle_id})
        raised_by = moment.obstacle.raised_by
        if raised_by is not None and raised_by != lead:
            moment.tell(OBSTACLE_ANSWERED, [raised_by], turn_id)
