"""Noting what team.yml says of trainings, so that it stays known when the file says something else. DESIGN §1.5."""

from datetime import date

from portal.acts.team_clock_states import refresh_team_clocks
from portal.acts.workplace import Workplace
from portal.store import skill_trainings
from portal.store.skill_trainings import SkillTraining
from portal.store.team_clocks import SubjectKind
from portal.team.roster import Roster


def note_trainings(workplace: Workplace) -> int:
    """Keep what has changed since the last round; gives how many trainings that were. Raises StoreUnavailable."""
    said = _said(workplace.roster())
    with workplace.store.reading() as conn:
        if not _changed(said, skill_trainings.running(conn)):
            return 0
    now = workplace.now()
    with workplace.store.writing() as conn:
        skill_trainings.take_turns(conn)
        changed = _changed(said, skill_trainings.running(conn))
        for (person, skill), before in changed.items():
            last_day = said.get((person, skill))
            if before is not None:
                # An earlier day corrects what was said, and is no training.
                renewed = last_day if last_day is not None and last_day > before.last_day else None
                skill_trainings.end(conn, before.id, now, next_last_day=renewed)
                refresh_team_clocks(conn, SubjectKind.TRAINING, str(before.id), now)
            if last_day is not None:
                skill_trainings.note(conn, person, skill, last_day, now)
        return len(changed)


def _said(roster: Roster) -> dict[tuple[str, str], date]:
    """The last day of each training that lapses, by person and skill."""
    return {
        (person.key, skill): last_day
        for person in roster.responders.values()
        for skill, last_day in person.skills.items()
        if last_day is not None
    }


def _changed(
    said: dict[tuple[str, str], date], running: list[SkillTraining]
) -> dict[tuple[str, str], SkillTraining | None]:
    """Each person's skill of which something else is said now, with what was said before."""
    before = {(each.person, each.skill): each for each in running}
    return {
        key: before.get(key)
        for key in sorted(said.keys() | before.keys())
        if key not in before or before[key].last_day != said.get(key)
    }
