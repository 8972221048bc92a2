"""A drill is begun: by whoever practises it, or given to them by a coach. DESIGN §1.2."""

from portal import paths
from portal.acts.notify_people import notify_people
from portal.acts.practice_moment import is_repeat
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.library.drill_parts import parts_of
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store import practices

DRILL_GIVEN = "drill_given"
PRACTICE_ASKED = "practice_asked"


def begin_practice(
    workplace: Workplace, by: str, filling: str, *, drill: str, person: str, coach: str | None = None
) -> int | None:
    """`person` practises `drill`, and `coach` is asked to look at it with them. Gives its number; None for a repeat.

    Only a coach gives a drill to somebody else. Raises MoveRefused.
    """
    roster, page = workplace.roster(), workplace.library.desk.drills.get(drill)
    if page is None:
        raise MoveRefused("This drill is not in the list any more. Choose another.")
    if person not in roster.people:
        raise MoveRefused("Nobody of that name is in the team.")
    if coach is not None and (coach == person or coach not in roster.coaches):
        raise MoveRefused("Choose somebody else as the coach, or nobody.")
    if by != person and by not in roster.coaches:
        raise MoveRefused("Only a coach can give a drill to somebody.")
    now = workplace.now()
    with workplace.store.writing() as conn:
        if is_repeat(conn, filling, now, drill, person, coach or ""):
            return None
        # The drill as it is now: what is practised and looked back on stays the same when its page is edited.
        facts = {"title": page.title, "topic": page.topic, "severity": page.severity, "checklist": list(page.checklist)}
        practice_id = practices.begin(conn, drill, facts, person, coach, now)
        texts = {"what_happened": parts_of(page).words}
        practices.append(conn, practice_id, Entry(now, Kind.RECEIVED, CUSTOMER, public=True, texts=texts))
        told = {"who": by, "practice": practice_id, "page": paths.desk_practice(practice_id)}
        if by != person:
            notify_people(conn, workplace, DRILL_GIVEN, [person], told, cause=str(practice_id))
        if coach is not None and coach != by:
            told |= {"who": person, "role": "coach"}
            notify_people(conn, workplace, PRACTICE_ASKED, [coach], told, cause=f"{practice_id}:coach")
        return practice_id
