"""A team that has as much as it can do well: its leads hear of it, once an hour at most. DESIGN §1.5."""

from datetime import datetime

from sqlalchemy import Connection

from portal.acts.notify_people import notify_people
from portal.acts.workplace import Workplace
from portal.store import duties
from portal.team.routing import Route

TEAM_FULL = "team_full"


def tell_team_full(conn: Connection, workplace: Workplace, route: Route, now: datetime) -> None:
    """Say nothing where somebody of the team had room."""
    if not route.full:
        return
    duty = f"team full:{route.team}:{now:%Y-%m-%dT%H}"
    # A team stays full for a while, and a look costs a third of a claim.
    if duties.is_done(conn, duty) or not duties.claim_duty(conn, duty, now):
        return
    leads = [lead.key for lead in workplace.roster().leads_of(route.team)]
    facts: dict[str, object] = {"team": route.team, "loads": dict(route.loads)}
    notify_people(conn, workplace, TEAM_FULL, leads, facts, cause=f"{route.team}:{now:%Y-%m-%dT%H}")
