"""The customer of a practice: a colleague or the coach plays them, or the drill's own lines come one after another."""

from portal.acts.practice_moment import at_practice
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.library.drill_parts import parts_of
from portal.reports.timeline import CUSTOMER, Kind
from portal.store import practices
from portal.team.practice import Practice, Stage


def lines_left(workplace: Workplace, practice: Practice) -> tuple[str, ...]:
    """What the drill's customer has still to write; nothing where the drill's page is gone."""
    page = workplace.library.desk.drills.get(practice.drill)
    return parts_of(page).next_words[practice.lines_used :] if page else ()


def play_customer(workplace: Workplace, practice_id: int, person: str, filling: str, words: str) -> None:
    """Write as the customer, in one's own words. Raises MoveRefused for whoever practises."""
    with at_practice(workplace, practice_id, person, Stage.PRACTISING) as moment:
        if not moment.practice.plays_customer(person):
            raise MoveRefused("The customer is played by somebody else than who practises.")
        if not moment.is_repeat(filling, words):
            moment.add(Kind.CUSTOMER_WROTE, CUSTOMER, words=words)


def next_line(workplace: Workplace, practice_id: int, person: str, filling: str) -> None:
    """The customer writes what the drill has next for them. Raises MoveRefused where it has nothing more."""
    with at_practice(workplace, practice_id, person, Stage.PRACTISING) as moment:
        if moment.is_repeat(filling, "next line"):
            return
        left = lines_left(workplace, moment.practice)
        if not left:
            raise MoveRefused("The drill has no more words for the customer.")
        moment.add(Kind.CUSTOMER_WROTE, CUSTOMER, words=left[0])
        practices.use_line(moment.conn, moment.practice)
