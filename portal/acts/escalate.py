"""Escalation: the report goes to somebody trained for what it needs, whose training is current. DESIGN §1.1, §1.2.

It is a hand-over to a skill rather than to a name; clocks run on.
"""

from portal.acts.hand_over import hand_over
from portal.acts.standing import standing
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, UnknownReport
from portal.store import reports
from portal.team.routing import route_to_skill


def skills_at_hand(workplace: Workplace) -> tuple[str, ...]:
    """Every skill for which somebody's training is current, sorted."""
    today = workplace.local_day(workplace.now())
    people = workplace.roster().responders.values()
    return tuple(sorted({skill for person in people for skill in person.skills if person.is_trained_for(skill, today)}))


def escalate(
    workplace: Workplace, report_id: int, person: str, filling: str, *, skill: str, why: str, must_know: str
) -> None:
    """Hand the report to the trained colleague on shift with the least load, neither `person` nor whoever has it.

    Raises MoveRefused, UnknownReport.
    """
    now = workplace.now()
    with workplace.store.reading() as conn:
        report = reports.report_by_id(conn, report_id)
        stand = standing(conn, workplace, now)
    if report is None:
        raise UnknownReport("This report is no longer kept.")
    roster, today = workplace.roster(), workplace.local_day(now)
    route = route_to_skill(
        roster,
        skill,
        stand.loads,
        now,
        today,
        without=frozenset({person, report.owner or person}),
        resting=stand.resting,
    )
    if route is None or route.owner is None:
        raise MoveRefused(f"Nobody else is trained for “{skill}” and there in the coming week. Ask your lead.")
    reason = f"{skill}: {why}"
    hand_over(workplace, report_id, person, filling, to=route.owner, why=reason, must_know=must_know, asked_for=skill)
