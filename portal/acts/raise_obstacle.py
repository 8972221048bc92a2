"""Somebody says what is in their way; the clock runs on the lead. DESIGN §1.5."""

from dataclasses import dataclass

from portal.acts.ask_for_training import leads_of
from portal.acts.obstacle_moment import begin_question, is_repeat, tell_of_obstacle
from portal.acts.own_key import raiser_key
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.notices.wording import one_line
from portal.store import obstacles, reports

OBSTACLE_RAISED = "obstacle_raised"


@dataclass(frozen=True, slots=True)
class InTheWay:
    """`reference` is that of a report it is about, or empty. `with_name` says whether others see who raised it."""

    line: str
    detail: str = ""
    reference: str = ""
    with_name: bool = True


def raise_obstacle(workplace: Workplace, person: str, filling: str, said: InTheWay) -> None:
    """Without a name all leads are told, and nothing that is kept says who it was but a mark of their own.

    Raises MoveRefused where nobody leads, or no report has that reference.
    """
    leads = _told(workplace, person, with_name=said.with_name)
    with workplace.store.writing() as conn:
        now = workplace.now()
        if is_repeat(conn, now, filling, str(said)):
            return
        report = reports.report_by_reference(conn, said.reference) if said.reference else None
        if said.reference and report is None:
            raise MoveRefused(f"No report has the reference {said.reference}. Correct it, or leave it empty.")
        obstacle_id = obstacles.add(
            conn,
            raised_by=person if said.with_name else None,
            own_key=None if said.with_name else raiser_key(workplace, person, now),
            line=one_line(said.line),
            detail=tidy(said.detail),
            report_id=report.id if report else None,
            at=now,
        )
        (turn,) = obstacles.turns_of(conn, [obstacle_id])[obstacle_id]
        begin_question(conn, workplace, obstacle_id, turn.id, now)
        tell_of_obstacle(conn, workplace, OBSTACLE_RAISED, leads, obstacle_id, turn.id)


def leads_for(workplace: Workplace, raised_by: str | None) -> list[str]:
    """Whose it is to answer: the leads of whoever raised it, or all of them where nobody is to know who that was."""
    roster = workplace.roster()
    person = roster.people.get(raised_by or "")
    if person is not None:
        return [lead.key for lead in leads_of(workplace, person)]
    return sorted(roster.leads)


def _told(workplace: Workplace, person: str, *, with_name: bool) -> list[str]:
    if not workplace.roster().leads:
        raise MoveRefused("No lead is named in team.yml who could answer. Ask whoever keeps that file.")
    return leads_for(workplace, person if with_name else None)
