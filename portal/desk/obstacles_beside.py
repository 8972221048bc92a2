"""The one line on my desk about what is in the way: how many wait, and whether a lead has answered mine."""

from sqlalchemy import Connection

from portal.acts.own_key import is_own
from portal.acts.workplace import Workplace
from portal.store.obstacles import open_obstacles
from portal.team.obstacles import Standing


def obstacles_line(conn: Connection, workplace: Workplace, person: str, *, is_lead: bool) -> str:
    """Never names anybody. Whoever wanted no name gets no mail, so it is here that they see the answer."""
    found = open_obstacles(conn)
    mine = [each for each in found if each.standing is not Standing.WAITS and is_own(workplace, person, each)]
    if mine:
        return "A lead has answered what is in your way."
    waiting = sum(each.standing is Standing.WAITS for each in found)
    if is_lead and waiting:
        return (
            "One thing in the way waits for a lead."
            if waiting == 1
            else f"{waiting} things in the way wait for a lead."
        )
    return "Is something in your way?"
