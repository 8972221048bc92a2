"""Looking back on a practice: the responder first, each point in words, and only then the coach. DESIGN §1.2."""

from collections.abc import Sequence

from portal.acts.practice_moment import PracticeMoment, at_practice
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.store import practices
from portal.team.practice import ANSWERS, PointReview, Stage, Whose

PRACTICE_REVIEWED = "practice_reviewed"


def end_practice(workplace: Workplace, practice_id: int, person: str) -> None:
    """Whoever practises says that it is done. Raises MoveRefused."""
    with at_practice(workplace, practice_id, person, Stage.PRACTISING) as moment:
        if moment.practice.person != person:
            raise MoveRefused("Only who practises ends it.")
        practices.end(moment.conn, practice_id, moment.now)


def review_self(
    workplace: Workplace, practice_id: int, person: str, points: Sequence[PointReview], words: str = ""
) -> None:
    """One for each of the practice's points. The coach hears of it. Raises MoveRefused."""
    with at_practice(workplace, practice_id, person, Stage.SELF_REVIEW) as moment:
        if moment.practice.person != person:
            raise MoveRefused("Who practised looks back first.")
        _keep(moment, "self", points, words)
        moment.tell(PRACTICE_REVIEWED, moment.practice.coach, by=person, cause="self")


def review_as_coach(
    workplace: Workplace, practice_id: int, coach: str, points: Sequence[PointReview], words: str = ""
) -> None:
    """After the self-review only. Whoever practised hears of it. Raises MoveRefused."""
    with at_practice(workplace, practice_id, coach, Stage.COACH_REVIEW) as moment:
        if moment.practice.coach != coach:
            raise MoveRefused("Only the coach looks back on it after them.")
        _keep(moment, "coach", points, words)
        moment.tell(PRACTICE_REVIEWED, moment.practice.person, by=coach, cause="coach")


def _keep(moment: PracticeMoment, whose: Whose, points: Sequence[PointReview], words: str) -> None:
    if len(points) != len(moment.practice.points) or any(point.answer not in ANSWERS for point in points):
        raise MoveRefused("Say of each point: yes, partly or not yet.")
    practices.keep_review(moment.conn, moment.practice.id, whose, points, words, moment.now)
