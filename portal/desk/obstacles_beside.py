"""The one line on my desk about what is in the way: how many wait, and whether a lead has answered mine."""

from sqlalchemy import Connection

from portal.acts.own_key import has_raised
from portal.acts.workplace import Workplace
from portal.store.obstacles import answered_for, count_waiting


def obstacles_line(conn: Connection, workplace: Workplace, person: str, *, is_lead: bool) -> str:
    """Never names anybody. Whoever wanted no name gets no mail, so it is here that they see the answer."""
    if any(has_raised(workplace, person, each) for each in answered_for(conn, person)):
        return "A lead has answered what is in your way."
    waiting = count_waiting(conn) if is_lead else 0
    if waiting:
        return (
            "One thing in the way waits for a lead."
            if waiting == 1
            else f"{waiting} things in the way wait for a lead."
        )
    return "Is something in your way?"
