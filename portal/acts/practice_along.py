"""Asking somebody along: to coach, or to play the customer."""

from typing import Literal

from portal.acts.practice_begin import PRACTICE_ASKED
from portal.acts.practice_moment import at_practice
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.store import practices
from portal.team.practice import Stage

Role = Literal["coach", "player"]


def ask_along(workplace: Workplace, practice_id: int, person: str, *, role: Role, whom: str) -> None:
    """Whoever practises asks `whom`; each role is given once. Raises MoveRefused."""
    stages = (Stage.PRACTISING,) if role == "player" else tuple(stage for stage in Stage if stage is not Stage.OVER)
    with at_practice(workplace, practice_id, person, *stages) as moment:
        practice = moment.practice
        if practice.person != person or whom == person or whom not in workplace.roster().people:
            raise MoveRefused("Only who practises asks somebody along, and somebody else of the team.")
        if (practice.coach if role == "coach" else practice.player) is not None:
            raise MoveRefused("Somebody does that already.")
        coaches = workplace.roster().coaches
        if role == "coach" and whom not in coaches:
            names = ", ".join(sorted(each.name for key, each in coaches.items() if key != person))
            raise MoveRefused(f"They are no coach. Whoever coaches: {names or 'nobody yet; team.yml says who is one'}.")
        practices.ask_along(moment.conn, practice.id, role, whom)
        moment.tell(PRACTICE_ASKED, whom, by=person, cause=role)
